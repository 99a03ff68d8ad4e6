package io.jenkins.plugins.canary.view;

import hudson.Extension;
import hudson.model.Job;
import hudson.views.ListViewColumn;
import hudson.views.ListViewColumnDescriptor;
import io.jenkins.plugins.canary.run.CanaryPermissions;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A column of lists of jobs: what became of each job's latest release. */
public final class CanaryColumn extends ListViewColumn {
    /** The column has nothing to choose. */
    @DataBoundConstructor
    public CanaryColumn() {
        // nothing to keep
    }

    /** The latest release of a job; null if there is none that whoever looks may see. */
    public Latest getLatest(Job<?, ?> job) {
        return job.hasPermission(CanaryPermissions.VIEW) ? Latest.of(job).orElse(null) : null;
    }

    /** How the column is chosen. */
    @Extension
    @Symbol("canaryColumn")
    public static final class DescriptorImpl extends ListViewColumnDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.CanaryColumn_displayName();
        }

        @Override
        public boolean shownByDefault() {
            return false;
        }
    }
}

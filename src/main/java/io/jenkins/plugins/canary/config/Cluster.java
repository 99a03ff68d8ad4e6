package io.jenkins.plugins.canary.config;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A cluster that steps may name. */
public final class Cluster implements Named, Describable<Cluster> {
    private final String name;
    private final ClusterAccess access;
    private boolean takeAbandonedBack;

    /** Creates an entry. */
    @DataBoundConstructor
    public Cluster(String name, ClusterAccess access) {
        this.name = Util.fixNull(name).trim();
        this.access = access;
    }

    @Override
    public String getName() {
        return name;
    }

    /** How it is reached. */
    public ClusterAccess getAccess() {
        return access;
    }

    /** Whether releases that nothing drives any more are taken back rather than only reported. */
    public boolean isTakeAbandonedBack() {
        return takeAbandonedBack;
    }

    /** Says whether releases that nothing drives any more are taken back. */
    @DataBoundSetter
    public void setTakeAbandonedBack(boolean takeAbandonedBack) {
        this.takeAbandonedBack = takeAbandonedBack;
    }

    /** The form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<Cluster> {
        @Override
        public String getDisplayName() {
            return Messages.Cluster_displayName();
        }

        /** Checks the name. */
        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return Jenkins.get().hasPermission(Jenkins.ADMINISTER) ? Named.validate(value) : FormValidation.ok();
        }
    }
}

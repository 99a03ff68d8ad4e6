package io.jenkins.plugins.canary.run;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Tells administrators of releases that nobody looks after. */
@Extension
@Restricted(NoExternalUse.class)
public final class AbandonedReleases extends AdministrativeMonitor {
    @Override
    public String getDisplayName() {
        return Messages.AbandonedReleases_displayName();
    }

    @Override
    public boolean isActivated() {
        return !getReleases().isEmpty();
    }

    /** What was found at the guard's last look. */
    public List<Abandoned> getReleases() {
        return Guard.get().abandoned();
    }
}

package io.jenkins.plugins.canary.run;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import java.io.IOException;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.interceptor.RequirePOST;

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
        return !getReleases().isEmpty() || GuardJournals.anyUnseen();
    }

    /** What the guard took back for builds that are gone, newest first, until an administrator has seen it. */
    public List<String> getTakenBack() {
        return GuardJournals.unseen();
    }

    /** An administrator has seen it. */
    @RequirePOST
    @WebMethod(name = "seen")
    public HttpResponse doSeen() throws IOException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        GuardJournals.see();
        return HttpResponses.redirectViaContextPath("/manage");
    }

    /** What was found at the guard's last look. */
    public List<Abandoned> getReleases() {
        return Guard.get().abandoned();
    }
}

package io.jenkins.plugins.canary.view;

import hudson.Extension;
import hudson.model.RootAction;
import io.jenkins.plugins.canary.report.Words;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;

/**
 * The page of all of Jenkins: the releases that go on, and what became of those of the last weeks. Everybody may open it; it shows
 * to each what the right to view says of the job.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class CanaryOverview implements RootAction, StaplerProxy {
    @Override
    public String getIconFileName() {
        return "symbol-git-branch-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return Messages.CanaryOverview_displayName();
    }

    @Override
    public String getUrlName() {
        return "canary-releases";
    }

    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(Jenkins.READ);
        return this;
    }

    /** The words of the page in the language of whoever looks, as JSON. */
    public String getWords() {
        return Words.of(Stapler.getCurrentRequest2().getLocale()).toString();
    }

    /** What the page shows, as JSON. */
    @GET
    @WebMethod(name = "data")
    public void doData(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        Jenkins.get().checkPermission(Jenkins.READ);
        new Served(request, response).fresh(Overview.ofWhoeverLooks().toString());
    }
}

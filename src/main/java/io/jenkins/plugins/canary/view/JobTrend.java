package io.jenkins.plugins.canary.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.canary.report.Words;
import io.jenkins.plugins.canary.run.CanaryPermissions;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.KeptRelease;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;

/** The page of a job that tells what became of the releases of its builds, and how long it took to know. */
@Restricted(NoExternalUse.class)
public final class JobTrend implements Action, StaplerProxy {
    /** How far back it looks: more would be read from disk than a person can look at. */
    private static final int BUILDS = 100;

    private final Job<?, ?> job;

    JobTrend(Job<?, ?> job) {
        this.job = job;
    }

    @Override
    public String getIconFileName() {
        return isShown() ? "symbol-git-branch-outline plugin-ionicons-api" : null;
    }

    @Override
    public String getDisplayName() {
        return Messages.JobTrend_displayName();
    }

    @Override
    public String getUrlName() {
        return "canary-trend";
    }

    @Override
    public Object getTarget() {
        job.checkPermission(CanaryPermissions.VIEW);
        return this;
    }

    /** The job whose page this is. */
    public Job<?, ?> getJob() {
        return job;
    }

    /** The words of the page in the language of whoever looks, as JSON. */
    public String getWords() {
        return Words.of(Stapler.getCurrentRequest2().getLocale()).toString();
    }

    /** Whether there is anything to see for whoever looks. */
    public boolean isShown() {
        return job.hasPermission(CanaryPermissions.VIEW) && Latest.of(job).isPresent();
    }

    /** The releases of the latest builds, oldest first, as JSON. */
    @GET
    @WebMethod(name = "data")
    public void doData(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        job.checkPermission(CanaryPermissions.VIEW);
        List<ObjectNode> rows = new ArrayList<>();
        int left = BUILDS;
        for (Run<?, ?> build = job.getLastBuild(); build != null && left > 0; build = build.getPreviousBuild()) {
            left--;
            CanaryRunAction kept = build.getAction(CanaryRunAction.class);
            List<KeptRelease> releases = kept == null ? List.of() : new ArrayList<>(kept.getReleases());
            for (int i = releases.size() - 1; i >= 0; i--) {
                rows.add(ReleaseRow.of(build, releases.get(i)));
            }
        }
        Collections.reverse(rows);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode all = json.putArray("releases");
        rows.forEach(all::add);
        new Served(request, response).fresh(json.toString());
    }

    /** Gives the page to every job; it hides where nothing was released. */
    @Extension
    public static final class Factory extends TransientActionFactory<Job> {
        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Collection<? extends Action> createFor(Job job) {
            return List.of(new JobTrend(job));
        }
    }
}

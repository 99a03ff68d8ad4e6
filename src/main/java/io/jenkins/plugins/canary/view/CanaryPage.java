package io.jenkins.plugins.canary.view;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Run;
import hudson.util.HttpResponses;
import io.jenkins.plugins.canary.report.Words;
import io.jenkins.plugins.canary.run.CanaryPermissions;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.Journals;
import io.jenkins.plugins.canary.run.KeptRelease;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.GET;

/** The page <i>Canary</i> of a build that released something. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class CanaryPage implements Action, StaplerProxy {
    private static final int ONE_HOUR_SECONDS = 3600;

    /** Another version of the plugin may tell more of the same journal. */
    private static final String VERSION =
            String.valueOf(CanaryPage.class.getPackage().getImplementationVersion());

    private static final ReportCache REPORTS = new ReportCache();

    private final Run<?, ?> build;
    private final CanaryRunAction kept;

    CanaryPage(Run<?, ?> build, CanaryRunAction kept) {
        this.build = build;
        this.kept = kept;
    }

    @Override
    public String getIconFileName() {
        return "symbol-git-branch-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return Messages.CanaryPage_displayName();
    }

    @Override
    public String getUrlName() {
        return "canary";
    }

    /** Nothing of the page is there for those who may not see it. */
    @Override
    public Object getTarget() {
        build.checkPermission(CanaryPermissions.VIEW);
        return this;
    }

    /** The build whose page this is. */
    public Run<?, ?> getRun() {
        return build;
    }

    /** The releases, oldest first. */
    @Exported(inline = true)
    public List<ReleaseLine> getReleases() {
        return kept.getReleases().stream()
                .map(release -> new ReleaseLine(build, release))
                .toList();
    }

    /** The words of the page in the language of whoever looks, as JSON. */
    public String getWords() {
        return Words.of(Stapler.getCurrentRequest2().getLocale()).toString();
    }

    /** For programs. */
    public Api getApi() {
        return new Api(this);
    }

    /**
     * A release with everything that its page shows, as JSON.
     *
     * @see io.jenkins.plugins.canary.report.ReleaseReport
     */
    @GET
    @WebMethod(name = "report")
    public void doReport(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        build.checkPermission(CanaryPermissions.VIEW);
        KeptRelease release = asked(request);
        Served served = new Served(request, response);
        String mark = Served.mark(VERSION + Journals.mark(build, release));
        if (!served.isKept(mark, release.isOver() ? ONE_HOUR_SECONDS : 0)) {
            served.json(REPORTS.report(mark, build, release));
        }
    }

    /** The journal of a release as it is, for programs and for keeping. */
    @GET
    @WebMethod(name = "journal")
    public void doJournal(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        build.checkPermission(CanaryPermissions.VIEW);
        KeptRelease release = asked(request);
        response.setContentType("application/x-ndjson");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Disposition", "attachment; filename=\"canary-" + release.getId() + ".jsonl\"");
        Journals.write(build, release, response.getOutputStream());
    }

    /** How the pods of a release look, as they were seen last; looks again soon. Waits for nothing. */
    @GET
    @WebMethod(name = "pods")
    public void doPods(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        build.checkPermission(CanaryPermissions.VIEW);
        String pods = kept.pods(asked(request).getId())
                .map(look -> PodsJson.of(look.seen()).toString())
                .orElse("{}");
        new Served(request, response).fresh(pods);
    }

    private KeptRelease asked(StaplerRequest2 request) {
        String id = Objects.requireNonNullElse(request.getParameter("release"), "");
        return kept.getReleases().stream()
                .filter(one -> one.getId().equals(id))
                .findFirst()
                .orElseThrow(() -> HttpResponses.errorWithoutStack(
                        HttpServletResponse.SC_NOT_FOUND, "This build has no release of that id"));
    }

    /** The page where an order is confirmed and given; null if there is no such order. */
    public OrderPage getOrder(String word) {
        return Arrays.stream(PageOrder.values())
                .filter(order -> order.word().equals(word))
                .findFirst()
                .map(order -> new OrderPage(build, kept, order))
                .orElse(null);
    }

    /** Gives the page to builds that have something to show. */
    @Extension
    public static final class Factory extends TransientActionFactory<Run> {
        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return CanaryPage.class;
        }

        @Override
        public Collection<? extends Action> createFor(Run build) {
            Run<?, ?> typed = build;
            CanaryRunAction kept = typed.getAction(CanaryRunAction.class);
            return kept == null || kept.getReleases().isEmpty() ? List.of() : List.of(new CanaryPage(typed, kept));
        }
    }
}

package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Action;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.canary.config.CanaryGlobalConfiguration;
import io.jenkins.plugins.canary.config.Cluster;
import io.jenkins.plugins.canary.freestyle.CanaryBuilder;
import java.util.List;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Which builds may use a cluster, and what becomes of releases that are open when they may no more. */
@WithJenkins
class AdmissionTest {
    private static final String ROLLBACK = "canaryRollback(" + Scripts.TARGET + ")\n";
    private static final String UNTRUSTED =
            "ERROR: cluster 'simulation' is not for builds of untrusted pull requests such as ";

    @RegisterExtension
    private final World world = new World();

    @TestExtension
    public static final class Time extends World.Time {}

    @TestExtension
    public static final class Heads extends PullRequests.Heads {}

    @TestExtension
    public static final class Sources extends PullRequests.Sources {}

    private JenkinsRule jenkins;

    @BeforeEach
    void configure(JenkinsRule jenkins) throws Exception {
        this.jenkins = jenkins;
        world.configure();
    }

    @Test
    void aJobOutsideOfTheFoldersIsRefusedBeforeAnythingIsDone() throws Exception {
        narrow(cluster -> cluster.setFolders(List.of("team")));

        WorkflowRun outside = run("shop", Scripts.ROLLOUT);

        refused(outside, "ERROR: cluster 'simulation' is not offered to job shop");
        assertThat(world.canaryExists()).isFalse();
        WorkflowJob inside = jenkins.createFolder("team").createProject(WorkflowJob.class, "shop");
        jenkins.assertBuildStatusSuccess(build(inside, Scripts.DEPLOY + ROLLBACK));
    }

    @Test
    void aNamespaceThatIsNotAllowedIsRefused() throws Exception {
        narrow(cluster -> cluster.setNamespaces(List.of("team-*")));

        for (String step :
                List.of(Scripts.DEPLOY, Scripts.ANALYZE.replace("source:", Scripts.TARGET + ", source:"), ROLLBACK)) {
            refused(
                    run("by-" + step.substring(6, 10), step),
                    "ERROR: namespace 'shop' is not allowed on cluster 'simulation'; allowed are team-*");
        }
    }

    @Test
    void aFreestyleBuildIsAskedLikeAnyOther() throws Exception {
        narrow(cluster -> cluster.setFolders(List.of("team")));
        FreeStyleProject project = jenkins.createFreeStyleProject("free");
        CanaryRollbackStep step = new CanaryRollbackStep();
        step.setCluster(World.NAME);
        step.setNamespace("shop");
        step.setWorkload("checkout");
        project.getBuildersList().add(new CanaryBuilder(step));

        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, project);

        jenkins.assertLogContains("cluster 'simulation' is not offered to job free", build);
    }

    @Test
    void whatABlockSaysIsAskedTooWhenAStepTakesIt() throws Exception {
        narrow(cluster -> cluster.setFolders(List.of("team")));

        WorkflowRun build = run("block", "withCanary(" + Scripts.TARGET + ") {\n canaryRollback()\n}");

        refused(build, "ERROR: cluster 'simulation' is not offered to job block");
    }

    @Test
    void aPullRequestOfAStrangerMayNotRelease() throws Exception {
        for (String step : List.of(Scripts.DEPLOY, ROLLBACK)) {
            WorkflowRun build = run("pull-" + step.substring(6, 10), step, PullRequests.by("stranger"));

            refused(build, UNTRUSTED);
        }
        assertThat(world.canaryExists()).isFalse();
    }

    @Test
    void aPullRequestOfAFriendMay() throws Exception {
        jenkins.assertBuildStatusSuccess(
                run("pull-1", Scripts.DEPLOY + ROLLBACK, PullRequests.by(PullRequests.FRIEND)));
    }

    @Test
    void aPullRequestWhoseRevisionIsNotKnownIsNotTrusted() throws Exception {
        refused(run("pull-2", Scripts.DEPLOY), UNTRUSTED);
    }

    @Test
    void anAdministratorMayTrustEverybody() throws Exception {
        narrow(cluster -> cluster.setTrustedOnly(false));

        jenkins.assertBuildStatusSuccess(run("pull-3", Scripts.DEPLOY + ROLLBACK, PullRequests.by("stranger")));
    }

    @Test
    void aReleaseThatIsOpenWhenTheEntryIsNarrowedGoesHomeByItsOwnJob() throws Exception {
        WorkflowRun opened = run("shop", Scripts.DEPLOY);
        narrow(cluster -> cluster.setFolders(List.of("team")));

        refused(run("other", ROLLBACK), "ERROR: cluster 'simulation' is not offered to job other");
        refused(
                build(opened.getParent(), "canaryShift(" + Scripts.TARGET + ", weight: 30)"),
                "ERROR: cluster 'simulation' is not offered to job shop");
        assertThat(world.canaryWeight()).isEqualTo(20);
        jenkins.assertBuildStatusSuccess(build(opened.getParent(), ROLLBACK));

        assertThat(world.canaryExists()).isFalse();
        assertThat(world.simulation().lostRequests()).isZero();
    }

    @Test
    void aReleaseThatIsOpenWhenTheEntryIsNarrowedIsTakenBackByTheWatchWhenItExpires() throws Exception {
        run("shop", Scripts.DEPLOY.replace("weight:", "expiry: '30m', weight:"));
        narrow(cluster -> cluster.setNamespaces(List.of("team-*")));

        world.watchUntil(() -> !world.canaryExists());

        assertThat(world.simulation().lostRequests()).isZero();
    }

    private WorkflowRun run(String job, String script, Action... actions) throws Exception {
        return build(jenkins.createProject(WorkflowJob.class, job), script, actions);
    }

    private WorkflowRun build(WorkflowJob job, String script, Action... actions) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.waitForCompletion(job.scheduleBuild2(0, actions).waitForStart());
    }

    private void refused(WorkflowRun build, String why) throws Exception {
        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains(why, build);
    }

    private static void narrow(Consumer<Cluster> change) {
        CanaryGlobalConfiguration configuration = CanaryGlobalConfiguration.get();
        Cluster cluster = configuration.getClusters().get(0);
        change.accept(cluster);
        configuration.setClusters(List.of(cluster));
    }
}

package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.canary.config.CanaryGlobalConfiguration;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.KeptRelease;
import io.jenkins.plugins.canary.simulation.OtherHand;
import io.jenkins.plugins.canary.simulation.Routing;
import io.jenkins.plugins.canary.simulation.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Builds of untrusted pull requests look at canaries, judge them, and change nothing. */
class LookOnlyTest {
    private static final String ANALYZE = "def verdict = canaryAnalyze(" + Scripts.TARGET + ", " + Scripts.METRICS
            + ")\necho \"it is ${verdict.verdict} at ${verdict.weight}: ${verdict.reason}\"";

    private static final String WATCHED = Scripts.DEPLOY.replace("weight: 20", "weight: 20, " + Scripts.METRICS);

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @RegisterExtension
    private final World world = new World();

    @TestExtension
    public static final class Time extends World.Time {}

    @TestExtension
    public static final class Heads extends PullRequests.Heads {}

    @TestExtension
    public static final class Sources extends PullRequests.Sources {}

    @Test
    void theReleaseOfAnotherBuildIsJudgedAndLeftAsItIs() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun owner = deploy(jenkins, Scripts.DEPLOY); // without metrics its own watch writes nothing
            Map<String, String> before = picture();

            WorkflowRun look = jenkins.waitForCompletion(pull(jenkins, ANALYZE));

            jenkins.assertBuildStatus(Result.SUCCESS, look);
            jenkins.assertLogContains("This build is of an untrusted pull request: it may look", look);
            jenkins.assertLogContains("it is PASS at 20: ", look);
            jenkins.assertLogContains("; nothing was changed from here", look);
            assertThat(picture()).isEqualTo(before);
            assertThat(release(owner).isOver()).isFalse();
            assertThat(release(owner).getContinuedBy()).isEmpty();
        });
    }

    @Test
    void whatIsFoundBadIsTakenHomeByItsOwnWatch() throws Throwable {
        world.start(Scenario.HEALTHY.withErrors(0.2));
        sessions.then(jenkins -> {
            WorkflowRun owner = deploy(jenkins, WATCHED);

            WorkflowRun look = jenkins.waitForCompletion(pull(jenkins, ANALYZE));

            jenkins.assertBuildStatus(Result.FAILURE, look);
            jenkins.assertLogContains("ERROR: FAIL at 20 %: ", look);
            jenkins.assertLogContains(
                    "to take release " + release(owner).getId() + " home is left to " + jenkins.getURL(), look);
            assertThat(world.canaryWeight()).isEqualTo(20);
            world.watchUntil(() -> release(owner).getOutcome().equals("ROLLED_BACK"));
            assertThat(world.canaryExists()).isFalse();
            assertThat(release(look).getOutcome()).isEmpty();
        });
    }

    @Test
    void whatSomethingElseMadeIsJudgedToo() throws Throwable {
        new OtherHand("shop", Routing.HOST, 1, 20)
                .build(world.simulation().cluster(), world.simulation().clock().instant());
        world.pass(Duration.ofMinutes(2));
        sessions.then(jenkins -> {
            world.configure();
            Map<String, String> before = picture();

            WorkflowRun look = jenkins.waitForCompletion(pull(
                    jenkins,
                    ANALYZE.replace(
                            Scripts.TARGET,
                            "cluster: 'simulation', namespace: 'shop', stable: 'checkout', canary: '" + OtherHand.NAME
                                    + "', traffic: istio('checkout')")));

            jenkins.assertBuildStatus(Result.SUCCESS, look);
            jenkins.assertLogContains("it is PASS at 20: ", look);
            assertThat(picture()).isEqualTo(before);
        });
    }

    @Test
    void whereThereIsNothingToLookAtThatIsSaid() throws Throwable {
        sessions.then(jenkins -> {
            world.configure();

            WorkflowRun look = jenkins.waitForCompletion(pull(jenkins, ANALYZE));

            jenkins.assertBuildStatus(Result.FAILURE, look);
            jenkins.assertLogContains("no release is open on this target; deploy one first", look);
            assertThat(look.getAction(CanaryRunAction.class).getReleases()).isEmpty();
        });
    }

    @Test
    void aLookGoesOnAfterARestartAndEndsWithItsStep() throws Throwable {
        sessions.then(jenkins -> {
            deploy(jenkins, WATCHED);
            world.holdAfter(Duration.between(
                            world.simulation().releaseStart(),
                            world.simulation().clock().instant())
                    .plusMinutes(2));
            pull(jenkins, ANALYZE);
            await().atMost(World.PATIENCE).until(world::isHeld);
        });
        sessions.then(jenkins -> {
            world.letGo();
            WorkflowRun look = jenkins.waitForCompletion(jenkins.jenkins
                    .getItemByFullName("pull-1", WorkflowJob.class)
                    .getBuildByNumber(1));

            jenkins.assertBuildStatus(Result.SUCCESS, look);
            jenkins.assertLogContains("it is PASS at 20: ", look);
            assertThat(look.getAction(CanaryRunAction.class).getReleases()).hasSize(1);
            assertThat(release(look).isOver()).isTrue();
            assertThat(look.getRootDir().list())
                    .contains("canary-" + release(look).getId() + ".jsonl.gz");
        });
    }

    @Test
    void whoeverStopsALookStopsNothingElse() throws Throwable {
        sessions.then(jenkins -> {
            deploy(jenkins, Scripts.DEPLOY);
            Map<String, String> before = picture();
            world.holdAfter(Duration.between(
                            world.simulation().releaseStart(),
                            world.simulation().clock().instant())
                    .plusMinutes(2));
            WorkflowRun look = pull(jenkins, ANALYZE);
            await().atMost(World.PATIENCE).until(world::isHeld);
            KeptRelease shown = release(look);

            assertThat(shown.takesOrders()).isFalse();
            assertThatThrownBy(
                            () -> look.getAction(CanaryRunAction.class).orders().rollBack(shown.getId(), "anne", ""))
                    .hasMessage("this build has no release " + shown.getId());
            look.getExecutor().interrupt();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(look));

            assertThat(shown.isOver()).isTrue();
            assertThat(picture()).isEqualTo(before);
        });
    }

    @Test
    void anythingElseIsStillRefused() throws Throwable {
        sessions.then(jenkins -> {
            deploy(jenkins, WATCHED);
            String target = "(" + Scripts.TARGET;

            for (String step : List.of("canaryShift" + target + ", weight: 50)", "canaryRollback" + target + ")")) {
                WorkflowRun build =
                        jenkins.waitForCompletion(pull(jenkins, "catchError {\n" + ANALYZE + "\n}\n" + step));

                jenkins.assertBuildStatus(Result.FAILURE, build);
                jenkins.assertLogContains("is not for builds of untrusted pull requests such as ", build);
            }
            assertThat(world.canaryWeight()).isEqualTo(20);
        });
    }

    private WorkflowRun deploy(JenkinsRule jenkins, String deploy) throws Exception {
        world.configure();
        return jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(Scripts.start(jenkins, deploy)));
    }

    /** A build of a stranger's pull request. */
    private static WorkflowRun pull(JenkinsRule jenkins, String script) throws Exception {
        assertThat(CanaryGlobalConfiguration.get().getClusters().get(0).isTrustedOnly())
                .isTrue();
        String name = "pull-" + (jenkins.jenkins.getItems().size() + (jenkins.jenkins.getItem("shop") == null ? 1 : 0));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0, PullRequests.by("stranger")).waitForStart();
    }

    private Map<String, String> picture() {
        return world.simulation().cluster().picture("shop");
    }

    private static KeptRelease release(WorkflowRun build) {
        List<KeptRelease> releases = build.getAction(CanaryRunAction.class).getReleases();
        return releases.get(releases.size() - 1);
    }
}

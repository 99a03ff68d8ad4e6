package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.KeptRelease;
import io.jenkins.plugins.canary.simulation.Scenario;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class StopTest {
    @RegisterExtension
    private final World world = new World();

    @TestExtension
    public static final class Time extends World.Time {}

    @Test
    void anAbortedBuildTakesTrafficHomeBeforeItEnds(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = begin(jenkins, Scripts.ROLLOUT);

        build.getExecutor().interrupt(Result.ABORTED);
        jenkins.waitForCompletion(build);

        jenkins.assertBuildStatus(Result.ABORTED, build);
        jenkins.assertLogContains("All traffic goes to stable", build);
        assertThat(world.canaryWeight()).isZero();
    }

    @Test
    void whatAnAbortedBuildLeavesBehindIsClearedByTheWatch(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = begin(jenkins, Scripts.ROLLOUT);
        build.getExecutor().interrupt(Result.ABORTED);
        jenkins.waitForCompletion(build);
        assertThat(world.canaryExists()).isTrue();

        world.watchUntil(() -> !world.canaryExists());

        assertThat(world.canaryExists()).isFalse();
        await().atMost(World.PATIENCE).until(() -> release(build).getOutcome().equals("ABORTED"));
    }

    @Test
    void aTimeoutTakesTrafficHomeWithinItsGrace(JenkinsRule jenkins) throws Exception {
        world.configure();
        world.holdAfter(Duration.ofMinutes(4));

        WorkflowRun build = jenkins.waitForCompletion(
                Scripts.start(jenkins, "timeout(time: 5, unit: 'SECONDS') {\n" + Scripts.ROLLOUT + "}"));

        jenkins.assertBuildStatus(Result.ABORTED, build);
        jenkins.assertLogNotContains("extreme prejudice", build);
        assertThat(world.canaryWeight()).isZero();
    }

    @Test
    void anAbortedAnalysisTakesTheCanaryBack(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = begin(jenkins, Scripts.DEPLOY + Scripts.ANALYZE);

        build.getExecutor().interrupt(Result.ABORTED);
        jenkins.waitForCompletion(build);

        jenkins.assertBuildStatus(Result.ABORTED, build);
        assertThat(world.canaryWeight()).isZero();
    }

    @Test
    void theBlockRunsAtEachWeight(JenkinsRule jenkins) throws Exception {
        world.configure();

        WorkflowRun build = jenkins.waitForCompletion(
                Scripts.start(jenkins, Scripts.ROLLOUT_WITH + " {\n echo \"in the block at ${env.CANARY_WEIGHT}\"\n}"));

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        jenkins.assertLogContains("in the block at 5", build);
        jenkins.assertLogContains("in the block at 25", build);
        jenkins.assertLogContains("in the block at 50", build);
        jenkins.assertLogContains("PROMOTED: ", build);
    }

    @Test
    void whatTheBlockThrowsIsWhatTheStepThrowsOnceTrafficIsHome(JenkinsRule jenkins) throws Exception {
        world.configure();

        WorkflowRun build = jenkins.waitForCompletion(
                Scripts.start(jenkins, Scripts.ROLLOUT_WITH + " {\n error 'the smoke test failed'\n}"));

        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("ERROR: the smoke test failed", build);
        jenkins.assertLogContains("Rolling back: stopped: the smoke test failed", build);
        assertThat(world.canaryWeight()).isZero();
    }

    @Test
    void aCanaryThatIsRejectedCutsItsBlockShort(JenkinsRule jenkins) throws Exception {
        world.start(Scenario.HEALTHY.withErrors(0.2));
        world.configure();

        WorkflowRun build = jenkins.waitForCompletion(Scripts.start(
                jenkins, Scripts.ROLLOUT_WITH + " {\n try { sleep 9999 } finally { echo 'the block has ended' }\n}"));

        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("the block has ended", build);
        jenkins.assertLogContains("ERROR: ROLLED_BACK: ", build);
    }

    private static KeptRelease release(WorkflowRun build) {
        return build.getAction(CanaryRunAction.class).getReleases().get(0);
    }

    private WorkflowRun begin(JenkinsRule jenkins, String script) throws Exception {
        world.configure();
        world.holdAfter(Duration.ofMinutes(4));
        WorkflowRun build = Scripts.start(jenkins, script);
        await().atMost(World.PATIENCE).until(world::isHeld);
        assertThat(world.canaryWeight()).isPositive();
        return build;
    }
}

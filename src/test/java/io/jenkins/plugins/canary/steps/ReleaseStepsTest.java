package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hudson.model.Result;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.Journals;
import io.jenkins.plugins.canary.run.KeptRelease;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Simulation;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ReleaseStepsTest {
    @RegisterExtension
    private final World world = new World();

    @TestExtension
    public static final class Time extends World.Time {}

    @Test
    void aSoundVersionIsRolledOut(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, "def release = " + Scripts.ROLLOUT + "echo \"it is ${release.outcome}\"");

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        jenkins.assertLogContains("it is PROMOTED", build);
        jenkins.assertLogContains("The canary serves 25 % of the traffic", build);
        assertThat(world.simulation().lostRequests()).isZero();
    }

    @Test
    void everyMetricsPastIsReadBeforeTheRelease(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, Scripts.ROLLOUT);

        KeptRelease release =
                build.getAction(CanaryRunAction.class).getReleases().get(0);
        assertThat(Journals.read(build, release))
                .filteredOn(Entry.Known.class::isInstance)
                .hasSize(2)
                .allSatisfy(known -> assertThat(((Entry.Known) known).unrest()).isNotEmpty());
    }

    @Test
    void aVersionThatFailsIsRolledBackAndFailsTheBuild(JenkinsRule jenkins) throws Exception {
        world.start(Scenario.HEALTHY.withErrors(0.2));

        WorkflowRun build = run(jenkins, Scripts.ROLLOUT);

        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("ERROR: ROLLED_BACK: ", build);
        assertThat(world.simulation().lostRequests()).isZero();
    }

    @Test
    void twoTargetsAreReleasedSideBySideAndEachComesToItsOwnEnd(JenkinsRule jenkins) throws Exception {
        Simulation other = world.startSecond(Scenario.HEALTHY.withErrors(0.2));
        String onOther =
                Scripts.ROLLOUT.replace("'simulation'", "'second'").replace("'prometheus'", "'prometheus-second'");

        WorkflowRun build = run(
                jenkins,
                "parallel here: {\n" + Scripts.ROLLOUT + "}, there: {\n catchError(buildResult: 'SUCCESS') {\n"
                        + onOther + "} }");

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        assertThat(build.getAction(CanaryRunAction.class).getReleases())
                .extracting(KeptRelease::getTarget, KeptRelease::getOutcome)
                .containsExactlyInAnyOrder(
                        tuple("simulation/shop/checkout", "PROMOTED"), tuple("second/shop/checkout", "ROLLED_BACK"));
        assertThat(world.simulation().lostRequests() + other.lostRequests()).isZero();
    }

    @Test
    void aDeclarativePipelineIsToldOfARollback(JenkinsRule jenkins) throws Exception {
        world.start(Scenario.HEALTHY.withErrors(0.2));

        WorkflowRun build = run(
                jenkins,
                "pipeline { agent none\n stages { stage('Release') { steps {\n" + Scripts.ROLLOUT
                        + "} } }\n post { failure { echo 'sorry' } } }");

        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("sorry", build);
        jenkins.assertLogContains("ERROR: ROLLED_BACK: ", build);
    }

    @Test
    void theOnlyClusterNeedsNoName(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(
                jenkins,
                Scripts.DEPLOY.replace("cluster: 'simulation', ", "") + "canaryRollback(" + Scripts.TARGET + ")");

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        assertThat(build.getAction(CanaryRunAction.class).getReleases())
                .extracting(KeptRelease::getTarget, KeptRelease::getOutcome)
                .containsExactly(tuple("simulation/shop/checkout", "ROLLED_BACK"));
    }

    @Test
    void stepsOneByOneComeToTheSameEnd(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(
                jenkins,
                Scripts.DEPLOY + "def verdict = " + Scripts.ANALYZE
                        + "echo \"it is ${verdict.verdict} at ${verdict.weight}\"\n"
                        + "def release = canaryPromote()\n"
                        + "echo \"it is ${release.outcome}\"");

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        jenkins.assertLogContains("it is PASS at 20", build);
        jenkins.assertLogContains("it is PROMOTED", build);
    }

    @Test
    void aDeclarativePipelineNeedsNoAgent(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(
                jenkins, "pipeline { agent none\n stages { stage('Release') { steps {\n" + Scripts.ROLLOUT + "} } } }");

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        jenkins.assertLogContains("PROMOTED: ", build);
    }

    @Test
    void whatWasNotFoundGoodIsNotPromotedAndCanBeRolledBack(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(
                jenkins,
                "pipeline { agent none\n stages { stage('Release') { steps {\n" + Scripts.DEPLOY
                        + "canaryPromote()\n} } }\n post { failure { canaryRollback reason: 'not good enough' } } }");

        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("ERROR: not promoted: PASS is required", build);
        jenkins.assertLogContains("ROLLED_BACK: not good enough", build);
        assertThat(world.canaryExists()).isFalse();
    }

    @Test
    void notKnowingFailsTheStepAndLeavesTheWeight(JenkinsRule jenkins) throws Exception {
        world.start(Scenario.HEALTHY.withRps(0.01));

        WorkflowRun build = run(jenkins, Scripts.DEPLOY + Scripts.hasty(Scripts.ANALYZE));

        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("ERROR: INCONCLUSIVE at 20 %: ", build);
        assertThat(world.canaryExists()).isTrue();
    }

    @Test
    void notKnowingIsReturnedToThoseWhoAsk(JenkinsRule jenkins) throws Exception {
        world.start(Scenario.HEALTHY.withRps(0.01));

        WorkflowRun build = run(
                jenkins,
                Scripts.DEPLOY + "def verdict = "
                        + Scripts.hasty(Scripts.ANALYZE).replace("metrics:", "failOn: 'NONE', metrics:")
                        + "echo \"it is ${verdict.verdict}\"");

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        jenkins.assertLogContains("it is INCONCLUSIVE", build);
    }

    @Test
    void anUndecidedRolloutIsHeldAndTheBuildUnstable(JenkinsRule jenkins) throws Exception {
        world.start(Scenario.HEALTHY.withRps(0.01));

        WorkflowRun build =
                run(jenkins, "def release = " + Scripts.hasty(Scripts.ROLLOUT) + "echo \"it is ${release.outcome}\"");

        jenkins.assertBuildStatus(Result.UNSTABLE, build);
        jenkins.assertLogContains("it is HELD", build);
        assertThat(world.canaryExists()).isTrue();
    }

    @Test
    void whereNothingIsOpenThereIsNothingToRollBack(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, "canaryRollback(" + Scripts.TARGET + ")");

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        jenkins.assertLogContains("there is no release to roll back", build);
    }

    @Test
    void anUnknownTargetIsAnError(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, "canaryRollback(" + Scripts.TARGET.replace("checkout", "chekout") + ")");

        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("chekout", build);
    }

    @Test
    void aBuildWithoutAReleaseMustSayWhichIsMeant(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, "canaryPromote()");

        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("ERROR: which release is meant?", build);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce(JenkinsRule jenkins) throws Exception {
        WorkflowRun build =
                run(jenkins, "canaryRollout(" + Scripts.TARGET + ", traffic: replicas(), weights: [50, 120])");

        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("weights[1]: 120 is over 100", build);
        jenkins.assertLogContains("without a change the canary would be the same as stable", build);
    }

    private WorkflowRun run(JenkinsRule jenkins, String script) throws Exception {
        world.configure();
        return jenkins.waitForCompletion(Scripts.start(jenkins, script));
    }
}

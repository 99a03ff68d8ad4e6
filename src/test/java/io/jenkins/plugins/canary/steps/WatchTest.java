package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.release.Promote;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.LiveRelease;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.SimulatedCluster;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What happens to an open release while no step drives it. */
@WithJenkins
class WatchTest {
    private static final String WATCHED = Scripts.DEPLOY.replace("weight: 20", "weight: 20, " + Scripts.METRICS);

    @RegisterExtension
    private final World world = new World();

    @TestExtension
    public static final class Time extends World.Time {}

    @Test
    void aCanaryThatFailsBetweenTwoStepsIsTakenHomeAndTheNextStepSaysSo(JenkinsRule jenkins) throws Exception {
        world.start(Scenario.HEALTHY.withErrors(0.2).withFrom(Duration.ofMinutes(3)));
        WorkflowRun build = begin(jenkins, WATCHED + "semaphore 'between'\ncanaryPromote()");
        assertThat(world.canaryWeight()).isEqualTo(20);

        world.watchUntil(() -> world.canaryWeight() == 0);
        SemaphoreStep.success("between/1", null);
        jenkins.waitForCompletion(build);

        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("ERROR: ROLLED_BACK: ", build);
        assertThat(world.simulation().lostRequests()).isZero();
    }

    @Test
    void aSoundCanaryIsLeftWhereItIs(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = begin(jenkins, WATCHED + "semaphore 'between'\ncanaryPromote()");

        world.watchFor(Duration.ofMinutes(30));

        assertThat(world.canaryWeight()).isEqualTo(20);
        SemaphoreStep.success("between/1", null);
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
    }

    @Test
    void aReleaseThatIsHeldIsStillHeldAfterItWasWatched(JenkinsRule jenkins) throws Exception {
        world.start(Scenario.HEALTHY.withRps(0.01));
        WorkflowRun build = jenkins.waitForCompletion(begin(jenkins, Scripts.hasty(Scripts.ROLLOUT)));
        jenkins.assertBuildStatus(Result.UNSTABLE, build);

        world.watchFor(Duration.ofMinutes(5));

        assertThat(build.getAction(CanaryRunAction.class).getReleases().get(0).getOutcome())
                .isEqualTo("HELD");
        assertThat(world.canaryWeight()).isEqualTo(5);
    }

    @Test
    void aReleaseThatNobodyEndsExpires(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = begin(jenkins, Scripts.DEPLOY.replace("weight: 20", "weight: 20, expiry: '20m'"));
        jenkins.waitForCompletion(build);

        world.watchUntil(() -> !world.canaryExists());

        jenkins.assertLogNotContains("expired", build);
        assertThat(world.canaryWeight()).isZero();
    }

    @Test
    void aPromotionThatAnotherHandMakesIsBroughtToItsEndWithoutAStep(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = begin(
                jenkins,
                Scripts.DEPLOY.replace("weight: 20", "weight: 20, promote: 'external', promoteDeadline: '2h'"));
        jenkins.waitForCompletion(build);
        CanaryRunAction action = build.getAction(CanaryRunAction.class);
        Target target = new Target(World.NAME, "shop", WorkloadName.parse(Scenery.NAME));
        LiveRelease live = action.present(target).orElseThrow();
        live.tick(
                new Promote(live.release(), Verdict.Kind.FAIL),
                world.simulation().clock().instant());

        promoteByAnotherHand();
        world.watchUntil(() -> outcome(build).equals("PROMOTED"));

        assertThat(world.canaryExists()).isFalse();
        assertThat(world.simulation().lostRequests()).isZero();
    }

    @Test
    void aReleaseThatAnotherOneTookBackIsOverForItsOwnBuildToo(JenkinsRule jenkins) throws Exception {
        WorkflowRun older = jenkins.waitForCompletion(begin(jenkins, Scripts.DEPLOY));
        String superseding = Scripts.DEPLOY.replace("weight: 20", "weight: 20, onOpenRelease: 'supersede'");
        WorkflowRun newer = jenkins.waitForCompletion(Scripts.start(jenkins, "newer", superseding));
        jenkins.assertBuildStatus(Result.SUCCESS, newer);

        world.watchUntil(() -> outcome(older).equals("ROLLED_BACK"));

        assertThat(outcome(newer)).isEmpty();
        assertThat(world.canaryWeight()).isEqualTo(20);
    }

    private static String outcome(WorkflowRun build) {
        String outcome =
                build.getAction(CanaryRunAction.class).getReleases().get(0).getOutcome();
        return outcome == null ? "" : outcome;
    }

    private void promoteByAnotherHand() {
        SimulatedCluster cluster = world.simulation().cluster();
        Deployment stable = cluster.find(Kind.DEPLOYMENT, "shop", Scenery.NAME).orElseThrow();
        stable.getSpec().getTemplate().getSpec().getContainers().get(0).setImage(Scenery.CANARY_IMAGE);
        cluster.put(Kind.DEPLOYMENT, "shop", stable);
    }

    private WorkflowRun begin(JenkinsRule jenkins, String script) throws Exception {
        world.configure();
        WorkflowRun build = Scripts.start(jenkins, script);
        if (script.contains("semaphore")) {
            SemaphoreStep.waitForStart("between/1", build);
        }
        return build;
    }
}

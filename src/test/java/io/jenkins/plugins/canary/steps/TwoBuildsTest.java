package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.KeptRelease;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A release that is opened in one job and gone on with in another. */
@WithJenkins
class TwoBuildsTest {
    @RegisterExtension
    private final World world = new World();

    @TestExtension
    public static final class Time extends World.Time {}

    @Test
    void whatOneJobFoundGoodAnotherMayPromote(JenkinsRule jenkins) throws Exception {
        world.configure();
        WorkflowRun first =
                jenkins.waitForCompletion(Scripts.start(jenkins, "deploy", Scripts.DEPLOY + Scripts.ANALYZE));
        jenkins.assertBuildStatus(Result.SUCCESS, first);

        WorkflowRun second = promote(jenkins);

        jenkins.assertBuildStatus(Result.SUCCESS, second);
        assertThat(release(second).getOutcome()).isEqualTo("PROMOTED");
        assertThat(release(second).getId()).isEqualTo(release(first).getId());
        assertThat(release(first).getContinuedBy()).isEqualTo("promote #1");
    }

    @Test
    void whileAStepDrivesItNobodyElseDoes(JenkinsRule jenkins) throws Exception {
        WorkflowRun first = analyzing(jenkins);

        WorkflowRun second = promote(jenkins);

        jenkins.assertBuildStatus(Result.FAILURE, second);
        jenkins.assertLogContains("the release is being driven by a step of deploy #1", second);
        assertThat(first.isBuilding()).isTrue();
        assertThat(world.canaryWeight()).isEqualTo(20);
    }

    @Test
    void aRollbackWaitsForNobody(JenkinsRule jenkins) throws Exception {
        WorkflowRun first = analyzing(jenkins);
        world.letGo();

        WorkflowRun second = jenkins.waitForCompletion(
                Scripts.start(jenkins, "undo", "canaryRollback(reason: 'customers complain', " + Scripts.TARGET + ")"));
        jenkins.waitForCompletion(first);

        jenkins.assertBuildStatus(Result.SUCCESS, second);
        jenkins.assertBuildStatus(Result.FAILURE, first);
        jenkins.assertLogContains("customers complain", first);
        assertThat(world.canaryExists()).isFalse();
    }

    @Test
    void theJobThatOpenedItCanTakeItUpAgain(JenkinsRule jenkins) throws Exception {
        world.configure();
        WorkflowRun first = Scripts.start(
                jenkins,
                "deploy",
                Scripts.DEPLOY + Scripts.ANALYZE + "semaphore 'between'\ncanaryRollback reason: 'second thoughts'");
        SemaphoreStep.waitForStart("between/1", first);
        WorkflowRun second = jenkins.waitForCompletion(
                Scripts.start(jenkins, "shift", "canaryShift(weight: 40, " + Scripts.TARGET + ")"));
        jenkins.assertBuildStatus(Result.SUCCESS, second);
        assertThat(world.canaryWeight()).isEqualTo(40);

        SemaphoreStep.success("between/1", null);
        jenkins.waitForCompletion(first);

        jenkins.assertBuildStatus(Result.SUCCESS, first);
        assertThat(release(first).getOutcome()).isEqualTo("ROLLED_BACK");
    }

    private WorkflowRun analyzing(JenkinsRule jenkins) throws Exception {
        world.configure();
        world.holdAfter(Duration.ofMinutes(4));
        WorkflowRun build = Scripts.start(jenkins, "deploy", Scripts.DEPLOY + Scripts.ANALYZE);
        await().atMost(World.PATIENCE).until(world::isHeld);
        return build;
    }

    private static WorkflowRun promote(JenkinsRule jenkins) throws Exception {
        return jenkins.waitForCompletion(Scripts.start(jenkins, "promote", "canaryPromote(" + Scripts.TARGET + ")"));
    }

    private static KeptRelease release(WorkflowRun build) {
        return build.getAction(CanaryRunAction.class).getReleases().get(0);
    }
}

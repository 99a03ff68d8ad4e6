package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.release.Adapters;
import io.jenkins.plugins.canary.release.GiveOrder;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.Reach;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.target.Order;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What happens to a release besides going up weight by weight. */
@WithJenkins
class WholeLifeTest {
    private static final String ROLLOUT = "canaryRollout(" + Scripts.TARGET + ", " + Scripts.CHANGE + ", "
            + Scripts.METRICS + ", weights: [20, 50], hold: '1m', minDuration: '1m', warmUp: '10s',"
            + " undoWindow: '2h', onOpenRelease: 'supersede')\n";

    @RegisterExtension
    private final World world = new World();

    @TestExtension
    public static final class Time extends World.Time {}

    @Test
    void aStepObeysWhoeverPausesItsRelease(JenkinsRule jenkins) throws Exception {
        world.configure();
        world.holdAfter(Duration.ofMinutes(1));
        WorkflowRun build = Scripts.start(jenkins, "release", ROLLOUT);
        await().atMost(World.PATIENCE).until(world::isHeld);
        order(GiveOrder.pause(now(), "anne", "is it slow?"));
        world.holdAfter(Duration.ofHours(1));
        await().atMost(World.PATIENCE)
                .until(() -> world.isHeld()
                        && now().isAfter(world.simulation().releaseStart().plus(Duration.ofMinutes(58))));
        assertThat(world.canaryWeight()).isEqualTo(20);
        order(GiveOrder.resume(now(), "anne", ""));
        world.letGo();
        jenkins.waitForCompletion(build);

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        jenkins.assertLogContains("Paused by anne: is it slow?", build);
        jenkins.assertLogContains("Resumed by anne", build);
    }

    @Test
    void anotherBuildUndoesAPromotion(JenkinsRule jenkins) throws Exception {
        world.configure();
        WorkflowRun build = jenkins.waitForCompletion(Scripts.start(jenkins, "release", ROLLOUT));
        jenkins.assertBuildStatus(Result.SUCCESS, build);
        assertThat(image()).isEqualTo(Scenery.CANARY_IMAGE);

        WorkflowRun undo = jenkins.waitForCompletion(Scripts.start(
                jenkins,
                "undo",
                "def r = canaryRollback(undo: true, reason: 'customers complain', " + Scripts.TARGET
                        + ")\necho r.outcome"));

        jenkins.assertBuildStatus(Result.SUCCESS, undo);
        jenkins.assertLogContains("the promotion was undone: customers complain", undo);
        assertThat(image()).isEqualTo(Scenery.STABLE_IMAGE);
    }

    @Test
    void aNewerBuildSupersedesTheReleaseOfAnOlderOneThatRuns(JenkinsRule jenkins) throws Exception {
        world.configure();
        world.holdAfter(Duration.ofMinutes(1));
        WorkflowRun older = Scripts.start(jenkins, "older", ROLLOUT);
        await().atMost(World.PATIENCE).until(world::isHeld);
        WorkflowRun newer = Scripts.start(jenkins, "newer", ROLLOUT);
        world.letGo();
        jenkins.waitForCompletion(older);
        jenkins.waitForCompletion(newer);

        jenkins.assertBuildStatus(Result.FAILURE, older);
        jenkins.assertBuildStatus(Result.SUCCESS, newer);
        assertThat(newer.getAction(CanaryRunAction.class).getReleases().get(0).getOutcome())
                .isEqualTo("PROMOTED");
        assertThat(older.getAction(CanaryRunAction.class).getReleases().get(0).getOutcome())
                .isEqualTo("ROLLED_BACK");
    }

    private void order(Order order) {
        Target target = new Target(World.NAME, "shop", WorkloadName.parse("checkout"));
        Adapters adapters = Reach.of(target).adapters(new MemoryJournal());
        new GiveOrder(adapters, target, order).tick(now());
    }

    private Instant now() {
        return world.simulation().clock().instant();
    }

    private String image() {
        return world.simulation()
                .cluster()
                .find(Kind.DEPLOYMENT, "shop", "checkout")
                .orElseThrow()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getImage();
    }
}

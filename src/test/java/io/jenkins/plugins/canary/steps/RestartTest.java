package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

class RestartTest {
    @RegisterExtension
    private final World world = new World();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TestExtension
    public static final class Time extends World.Time {}

    @Test
    void aReleaseGoesOnAfterARestart() throws Throwable {
        sessions.then(jenkins -> {
            begin(jenkins, Scripts.ROLLOUT);
            assertThat(persisted(Scripts.build(jenkins)))
                    .doesNotContain("io.jenkins.plugins.canary.release")
                    .doesNotContain("io.jenkins.plugins.canary.target")
                    .doesNotContain("io.jenkins.plugins.canary.journal")
                    .doesNotContain("io.jenkins.plugins.canary.analysis")
                    .doesNotContain("io.jenkins.plugins.canary.metrics")
                    .doesNotContain("io.jenkins.plugins.canary.kubernetes")
                    .doesNotContain("java.time.")
                    .as("the same look does find classes of ours")
                    .contains("io.jenkins.plugins.canary.steps.RolloutExecution")
                    .contains("io.jenkins.plugins.canary.run.CanaryRunAction");
        });
        sessions.then(jenkins -> {
            world.letGo();
            WorkflowRun build = jenkins.waitForCompletion(Scripts.build(jenkins));

            jenkins.assertBuildStatus(Result.SUCCESS, build);
            jenkins.assertLogContains("PROMOTED: ", build);
            assertThat(build.getAction(CanaryRunAction.class).getReleases()).hasSize(1);
            assertThat(world.simulation().lostRequests()).isZero();
        });
    }

    @Test
    void aTickThatWasCutOffHalfWayIsDoneAgain() throws Throwable {
        sessions.then(jenkins -> {
            begin(jenkins, Scripts.ROLLOUT);
            world.freezeAtLook(4);
            world.letGo();
            await().atMost(World.PATIENCE).until(world::isFrozen);
        });
        sessions.then(jenkins -> {
            WorkflowRun build = jenkins.waitForCompletion(Scripts.build(jenkins));

            jenkins.assertBuildStatus(Result.SUCCESS, build);
            jenkins.assertLogContains("PROMOTED: ", build);
            assertThat(world.simulation().lostRequests()).isZero();
        });
    }

    @Test
    void aBlockGoesOnAfterARestartAndTheReleaseWithIt() throws Throwable {
        String script = Scripts.ROLLOUT_WITH.replace("weights: [5, 25, 50]", "weights: [20]")
                + " {\n semaphore 'block'\n echo \"in the block at ${env.CANARY_WEIGHT}\"\n}";
        sessions.then(jenkins -> {
            world.configure();
            SemaphoreStep.waitForStart("block/1", Scripts.start(jenkins, script));
        });
        sessions.then(jenkins -> {
            SemaphoreStep.success("block/1", null);
            WorkflowRun build = jenkins.waitForCompletion(Scripts.build(jenkins));

            jenkins.assertBuildStatus(Result.SUCCESS, build);
            jenkins.assertLogContains("in the block at 20", build);
            jenkins.assertLogContains("PROMOTED: ", build);
        });
    }

    @Test
    void aDeadlineThatPassedMeanwhileCounts() throws Throwable {
        sessions.then(jenkins -> begin(jenkins, Scripts.hasty(Scripts.ROLLOUT)));
        world.pass(Duration.ofMinutes(50));
        sessions.then(jenkins -> {
            world.letGo();
            WorkflowRun build = jenkins.waitForCompletion(Scripts.build(jenkins));

            jenkins.assertLogContains("HELD", build);
        });
    }

    private void begin(JenkinsRule jenkins, String script) throws Exception {
        world.configure();
        world.holdAfter(Duration.ofMinutes(4));
        Scripts.start(jenkins, script);
        await().atMost(World.PATIENCE).until(world::isHeld);
    }

    /** What of a build is on disk, as far as it is text. */
    private static String persisted(WorkflowRun build) throws IOException {
        build.save();
        Path folder = build.getRootDir().toPath();
        return Files.readString(folder.resolve("build.xml"), StandardCharsets.UTF_8)
                + Files.readString(folder.resolve("program.dat"), StandardCharsets.ISO_8859_1);
    }
}

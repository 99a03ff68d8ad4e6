package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Computer;
import hudson.model.Result;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.KeptRelease;
import io.jenkins.plugins.canary.simulation.Scenario;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.graph.FlowGraphWalker;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Releases that wait for a person: by a step that says approval, and by Pipeline's own {@code input}. */
class ApprovalTest {
    private static final String GATED =
            Scripts.ROLLOUT.replace("weights: [5, 25, 50]", "steps: [[weight: 20, approval: '2h']]");
    private static final String INPUT = " {\n input id: 'Go', message: 'Does it look well?'\n}\n";
    private static final String WITH_INPUT = Scripts.ROLLOUT_WITH.replace("[5, 25, 50]", "[20]") + INPUT;
    private static final Scenario LATE = Scenario.HEALTHY.withErrors(0.2).withFrom(Duration.ofMinutes(30));

    @RegisterExtension
    private final World world = new World();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TestExtension
    public static final class Time extends World.Time {}

    private String asked;

    @Test
    void aReleaseGoesOnWaitingWithTheSameLimitAfterARestart() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = waiting(jenkins);
            asked = kept(build).getAsked();
            assertThat(busyExecutors()).isZero();
            assertThat(pauses(build)).hasSize(1).allMatch(PauseAction::isPaused);
            jenkins.assertLogContains("Page of the release", build);
        });
        sessions.then(jenkins -> {
            assertThat(kept(Scripts.build(jenkins)).getAsked()).isEqualTo(asked);
            world.letGo();
            WorkflowRun build = jenkins.waitForCompletion(Scripts.build(jenkins));

            jenkins.assertBuildStatus(Result.UNSTABLE, build);
            String limit = asked.replaceAll(".*, until (\\S+) .*", "$1");
            jenkins.assertLogContains("HELD: NO_APPROVAL: nobody approved by " + limit, build);
            assertThat(pauses(build)).hasSize(1).noneMatch(PauseAction::isPaused);
            assertThat(world.canaryWeight()).isEqualTo(20);
        });
    }

    @Test
    void aCanaryThatBeginsToHarmIsTakenBackWhileAPersonIsWaitedFor() throws Throwable {
        world.start(LATE);
        sessions.then(jenkins -> {
            WorkflowRun build = waiting(jenkins);
            world.letGo();
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));

            jenkins.assertLogContains("ROLLED_BACK: ", build);
            assertThat(world.canaryWeight()).isZero();
            assertThat(pauses(build)).noneMatch(PauseAction::isPaused);
        });
    }

    @Test
    void anInputInTheBlockIsTheGateAndTheWatchGoesOnBesideIt() throws Throwable {
        sessions.then(jenkins -> {
            world.configure();
            WorkflowRun build = Scripts.start(jenkins, WITH_INPUT);
            awaitInput(build);
            world.watchFor(Duration.ofMinutes(40));
            assertThat(world.canaryWeight()).isEqualTo(20);

            build.getAction(InputAction.class).getExecution("Go").proceed(null);
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
            assertThat(kept(build).getOutcome()).isEqualTo("PROMOTED");
        });
    }

    @Test
    void aCanaryThatBeginsToHarmCutsTheInputInTheBlockShort() throws Throwable {
        world.start(LATE);
        sessions.then(jenkins -> {
            world.configure();
            WorkflowRun build = Scripts.start(jenkins, WITH_INPUT);

            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
            jenkins.assertLogContains("Does it look well?", build);
            jenkins.assertLogContains("ERROR: ROLLED_BACK: ", build);
            assertThat(world.canaryWeight()).isZero();
        });
    }

    @Test
    void aCanaryThatBeginsToHarmDuringAnInputBetweenStepsIsTakenHomeByTheWatch() throws Throwable {
        world.start(LATE);
        sessions.then(jenkins -> {
            world.configure();
            WorkflowRun build = Scripts.start(
                    jenkins,
                    Scripts.DEPLOY.replace("weight: 20", "weight: 20, " + Scripts.METRICS)
                            + "input id: 'Go', message: 'Promote?'\ncanaryPromote(require: 'NONE')\n");
            awaitInput(build);
            world.watchUntil(() -> world.canaryWeight() == 0);

            build.getAction(InputAction.class).getExecution("Go").proceed(null);
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
            jenkins.assertLogContains("ERROR: ROLLED_BACK: ", build);
        });
    }

    private WorkflowRun waiting(JenkinsRule jenkins) throws Exception {
        world.configure();
        world.holdAfter(Duration.ofMinutes(25));
        WorkflowRun build = Scripts.start(jenkins, GATED);
        await().atMost(World.PATIENCE)
                .until(() -> build.getAction(CanaryRunAction.class) != null
                        && !kept(build).getAsked().isEmpty());
        await().atMost(World.PATIENCE).until(world::isHeld);
        return build;
    }

    private static void awaitInput(WorkflowRun build) {
        await().atMost(World.PATIENCE).until(() -> {
            InputAction inputs = build.getAction(InputAction.class);
            return inputs != null && inputs.isWaitingForInput();
        });
    }

    private static long busyExecutors() {
        return Arrays.stream(Jenkins.get().getComputers())
                .mapToLong(Computer::countBusy)
                .sum();
    }

    private static List<PauseAction> pauses(WorkflowRun build) {
        FlowGraphWalker nodes = new FlowGraphWalker(Objects.requireNonNull(build.getExecution()));
        return StreamSupport.stream(nodes.spliterator(), false)
                .flatMap(node -> node.getActions(PauseAction.class).stream())
                .toList();
    }

    private static KeptRelease kept(WorkflowRun build) {
        return build.getAction(CanaryRunAction.class).getReleases().get(0);
    }
}

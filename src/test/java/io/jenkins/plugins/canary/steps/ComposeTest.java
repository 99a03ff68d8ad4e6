package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.KeptRelease;
import io.jenkins.plugins.canary.simulation.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.graph.FlowGraphWalker;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The block step among the blocks that Pipelines are made of. */
@WithJenkins
class ComposeTest {
    private static final String BODY =
            " {\n echo \"in ${env.CANARY_CLUSTER}/${env.CANARY_NAMESPACE}/${env.CANARY_WORKLOAD} at ${env.CANARY_WEIGHT}\"\n}\n";
    private static final String SHORT = Scripts.ROLLOUT_WITH.replace("[5, 25, 50]", "[20]");
    private static final String SECOND =
            SHORT.replace("'simulation'", "'second'").replace("source: 'prometheus'", "source: 'prometheus-second'");

    @RegisterExtension
    private final World world = new World();

    @TestExtension
    public static final class Time extends World.Time {}

    @Test
    void branchesInParallelHaveReleasesAndEnvironmentsOfTheirOwn(JenkinsRule jenkins) throws Exception {
        world.startSecond(Scenario.HEALTHY);

        WorkflowRun build = run(jenkins, "parallel first: {\n" + SHORT + BODY + "}, second: {\n" + SECOND + BODY + "}");

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        jenkins.assertLogContains("in simulation/shop/checkout at 20", build);
        jenkins.assertLogContains("in second/shop/checkout at 20", build);
        assertThat(outcomes(build)).containsExactly("PROMOTED", "PROMOTED");
    }

    @Test
    void aBranchThatFailsTakesItsOwnReleaseHomeAndNoOther(JenkinsRule jenkins) throws Exception {
        world.startSecond(Scenario.HEALTHY);

        WorkflowRun build = run(
                jenkins, "parallel first: {\n" + SHORT + " {\n error 'smoke'\n}\n}, second: {\n" + SECOND + BODY + "}");

        jenkins.assertBuildStatus(Result.FAILURE, build);
        assertThat(outcomes(build)).containsExactlyInAnyOrder("ROLLED_BACK", "PROMOTED");
        assertThat(world.canaryWeight()).isZero();
    }

    @Test
    void theCellsOfAMatrixHaveReleasesAndEnvironmentsOfTheirOwn(JenkinsRule jenkins) throws Exception {
        world.startSecond(Scenario.HEALTHY);
        String rollout = SHORT.replace("cluster: 'simulation'", "cluster: env.CLUSTER")
                .replace(
                        "source: 'prometheus'", "source: env.CLUSTER == 'second' ? 'prometheus-second' : 'prometheus'");

        WorkflowRun build = run(jenkins, """
                pipeline {
                  agent none
                  stages {
                    stage('Release') {
                      matrix {
                        axes { axis { name 'CLUSTER'; values 'simulation', 'second' } }
                        stages { stage('Canary') { steps {
                %s%s
                        } } }
                      }
                    }
                  }
                }
                """.formatted(rollout, BODY));

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        jenkins.assertLogContains("in simulation/shop/checkout at 20", build);
        jenkins.assertLogContains("in second/shop/checkout at 20", build);
        assertThat(outcomes(build)).containsExactly("PROMOTED", "PROMOTED");
    }

    @Test
    void aRetryBeginsAReleaseOfItsOwn(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(
                jenkins,
                "def tries = 0\nretry(2) {\n" + SHORT
                        + " {\n tries++\n if (tries < 2) { error 'the smoke test failed' }\n}\n}");

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        jenkins.assertLogContains("Rolling back: stopped: the smoke test failed", build);
        assertThat(outcomes(build)).containsExactly("ROLLED_BACK", "PROMOTED");
        assertThat(world.simulation().lostRequests()).isZero();
    }

    @Test
    void aTimeoutAroundTheBlockTakesTrafficHomeWithinItsGrace(JenkinsRule jenkins) throws Exception {
        world.configure();
        world.holdAfter(Duration.ofMinutes(4));
        WorkflowRun build = Scripts.start(
                jenkins, "timeout(time: 30, unit: 'SECONDS') {\n" + SHORT + " {\n semaphore 'block'\n}\n}");
        jenkins.waitForCompletion(build);

        jenkins.assertBuildStatus(Result.ABORTED, build);
        jenkins.assertLogNotContains("extreme prejudice", build);
        assertThat(world.canaryWeight()).isZero();
    }

    @Test
    void aLockIsHeldAsLongAsTheReleaseGoesOn(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, "lock('checkout') {\n" + SHORT + BODY + "}");

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        List<String> log = build.getLog(1000);
        assertThat(log.indexOf(line(log, "Lock released"))).isGreaterThan(log.indexOf(line(log, "PROMOTED: ")));
    }

    @Test
    void whatIsCaughtLetsTheBuildGoOnAfterTrafficIsHome(JenkinsRule jenkins) throws Exception {
        world.configure();
        WorkflowRun build = Scripts.start(
                jenkins,
                "catchError(buildResult: 'UNSTABLE', stageResult: 'FAILURE') {\n" + SHORT
                        + " {\n error 'the smoke test failed'\n}\n}\nsemaphore 'after'");
        SemaphoreStep.waitForStart("after/1", build);

        assertThat(world.canaryWeight()).isZero();
        SemaphoreStep.success("after/1", null);
        jenkins.assertBuildStatus(Result.UNSTABLE, jenkins.waitForCompletion(build));
    }

    @Test
    void stageViewsNameTheWeights(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, Scripts.ROLLOUT_WITH + BODY);

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        FlowGraphWalker nodes = new FlowGraphWalker(Objects.requireNonNull(build.getExecution()));
        assertThat(StreamSupport.stream(nodes.spliterator(), false)
                        .map(node -> node.getAction(LabelAction.class))
                        .filter(Objects::nonNull)
                        .map(LabelAction::getDisplayName))
                .containsOnlyOnce("5 %", "25 %", "50 %");
    }

    private WorkflowRun run(JenkinsRule jenkins, String script) throws Exception {
        world.configure();
        WorkflowRun build = Scripts.start(jenkins, script);
        return jenkins.waitForCompletion(build);
    }

    /** Of a release that was stopped the rest is the watch's. */
    private List<String> outcomes(WorkflowRun build) {
        await().atMost(World.PATIENCE).until(() -> {
            world.watchFor(Duration.ofSeconds(30));
            return releases(build).stream()
                    .noneMatch(release -> release.getOutcome().isEmpty());
        });
        return releases(build).stream().map(KeptRelease::getOutcome).toList();
    }

    private static List<KeptRelease> releases(WorkflowRun build) {
        return build.getAction(CanaryRunAction.class).getReleases();
    }

    private static String line(List<String> log, String part) {
        return log.stream().filter(line -> line.contains(part)).findFirst().orElseThrow();
    }
}

package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.simulation.OtherHand;
import io.jenkins.plugins.canary.simulation.Routing;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.ServedKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A canary that something else made, in the steps of a pipeline. */
@WithJenkins
class FoundCanaryTest {
    private static final String FOUND = "cluster: 'simulation', namespace: 'shop', stable: 'checkout', canary: '"
            + OtherHand.NAME + "', traffic: istio('checkout')";

    private static final String ANALYZE = "canaryAnalyze(" + FOUND + ", " + Scripts.METRICS + ")\n";

    @RegisterExtension
    private final World world = new World();

    @TestExtension
    public static final class Time extends World.Time {}

    @Test
    void anAnalysisAloneLeavesTheClusterAsItIs(JenkinsRule jenkins) throws Exception {
        somethingElseMakesTheCanary();
        Map<String, String> before = world.simulation().cluster().picture("shop");

        WorkflowRun build =
                run(jenkins, "def verdict = " + ANALYZE + "echo \"it is ${verdict.verdict} at ${verdict.weight}\"");

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        jenkins.assertLogContains("it is PASS at 20", build);
        assertThat(world.simulation().cluster().picture("shop")).isEqualTo(before);
    }

    @Test
    void whatWasFoundGoodBecomesStable(JenkinsRule jenkins) throws Exception {
        somethingElseMakesTheCanary();
        long lost = world.simulation().lostRequests();

        WorkflowRun build = run(jenkins, ANALYZE + "echo \"it is ${canaryPromote(" + FOUND + ").outcome}\"");

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        jenkins.assertLogContains("it is PROMOTED", build);
        assertThat(image(Scenery.NAME)).isEqualTo(Scenery.CANARY_IMAGE);
        assertThat(deployment(OtherHand.NAME).getSpec().getReplicas()).isEqualTo(1);
        assertThat(world.simulation().lostRequests()).isEqualTo(lost);
    }

    @Test
    void anotherWeightIsTakenBackToWhatWasFound(JenkinsRule jenkins) throws Exception {
        somethingElseMakesTheCanary();
        List<String> before = routes();

        WorkflowRun build = run(
                jenkins,
                "withCanary(" + FOUND + ") {\n canaryShift weight: 50\n canaryRollback reason: 'not today'\n}");

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        jenkins.assertLogContains("The canary serves 50 % of the traffic", build);
        jenkins.assertLogContains("ROLLED_BACK: not today", build);
        assertThat(routes()).isEqualTo(before);
        assertThat(deployment(OtherHand.NAME).getSpec().getReplicas()).isEqualTo(1);
    }

    private WorkflowRun run(JenkinsRule jenkins, String script) throws Exception {
        world.configure();
        return jenkins.waitForCompletion(Scripts.start(jenkins, script));
    }

    private void somethingElseMakesTheCanary() {
        new OtherHand("shop", Routing.HOST, 1, 20)
                .build(world.simulation().cluster(), world.simulation().clock().instant());
        world.pass(Duration.ofMinutes(2));
    }

    private List<String> routes() {
        return world.simulation().cluster().list(ServedKind.VIRTUAL_SERVICE, "shop").stream()
                .map(one -> one.getMetadata().getLabels() + Serialization.asJson(one.getAdditionalProperties()))
                .toList();
    }

    private String image(String name) {
        return deployment(name)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getImage();
    }

    private Deployment deployment(String name) {
        return world.simulation().cluster().find(Kind.DEPLOYMENT, "shop", name).orElseThrow();
    }
}

package io.jenkins.plugins.canary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.cli.SimulatedSurroundings.Said;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.ServedKind;
import io.jenkins.plugins.canary.simulation.TrafficMap;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verbs, as a person uses them on a cluster. */
class VerbsTest extends InShop {
    private static final String[] NAMED = {"--namespace", "shop", "--workload", "checkout"};

    @Test
    void aReleaseIsRunToItsEnd() {
        Said said =
                world.release("run", "--report", folder.resolve("report.html").toString());
        assertThat(said.code()).as(said.out() + said.err()).isZero();
        assertThat(said.out()).contains("The canary serves 50 % of the traffic", "PROMOTED: ", "Report: ");
        assertThat(folder.resolve("report.html")).content().contains("<html");
        assertThat(image()).isEqualTo(Scenery.CANARY_IMAGE);
        assertThat(simulation.lostRequests()).isZero();
    }

    @Test
    void aReleaseGoesVerbByVerb() {
        assertThat(world.release("deploy").out()).contains("DONE: the canary serves 5 % of the traffic");
        assertThat(world.release("promote").err()).contains("analyze first", "Nothing was changed.");
        assertThat(world.release("shift", "--weight", "25").out()).contains("DONE: the canary serves 25 %");
        assertThat(weight()).isEqualTo(25);
        assertThat(world.release("analyze").code()).isZero();
        Said promoted = world.release("promote");
        assertThat(promoted.code()).as(promoted.out() + promoted.err()).isZero();
        assertThat(promoted.out()).contains("PROMOTED: ");
        assertThat(image()).isEqualTo(Scenery.CANARY_IMAGE);
    }

    @Test
    void whoInterruptsARunGetsEverythingTakenBack() {
        String before = route();
        world.interruptAfter(Duration.ofMinutes(7));
        Said said = world.release("run");
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(130);
        assertThat(said.out()).contains("The canary serves 25 %", "ABORTED: interrupted by the user");
        assertThat(route()).isEqualTo(before);
        assertThat(canary()).isFalse();
    }

    @Test
    void aSecondReleaseIsRefusedWhileOneIsOpen() {
        world.release("deploy");
        Said refused = world.release("run");
        assertThat(refused.code()).isEqualTo(64);
        assertThat(refused.err()).contains("is open (phase SERVING, weight 5 %)", "'canary run --resume'");
        assertThat(canary()).isTrue();
    }

    @Test
    void whoInterruptsAnAnalysisLeavesTheWeight() {
        world.release("deploy");
        world.interruptAfter(Duration.ofMinutes(1));
        Said said = world.release("analyze");
        assertThat(said.code()).isEqualTo(130);
        assertThat(said.out()).contains("'canary rollback' takes it back");
        assertThat(weight()).isEqualTo(5);
    }

    @Test
    void aRunThatDiedIsTakenUp() {
        world.release("deploy");
        Said said = world.release("run", "--resume");
        assertThat(said.code()).as(said.out() + said.err()).isZero();
        assertThat(image()).isEqualTo(Scenery.CANARY_IMAGE);
    }

    @Test
    void aRollbackNeedsNoSpecification() {
        String before = route();
        world.release("deploy");
        Said said = world.run(with("rollback", NAMED));
        assertThat(said.code()).as(said.out() + said.err()).isZero();
        assertThat(said.out()).contains("ROLLED_BACK: rolled back on the command line");
        assertThat(route()).isEqualTo(before);
        assertThat(canary()).isFalse();
    }

    @Test
    void aRollbackWithoutAReleaseIsFine() {
        assertThat(world.run(with("rollback", NAMED)).out()).contains("DONE: there is no release to roll back");
    }

    @Test
    void aRollbackOfAnUnknownWorkloadIsAnError() {
        Said said = world.run("rollback", "--namespace", "shop", "--workload", "cart");
        assertThat(said.code()).isEqualTo(64);
        assertThat(said.err()).contains("there is no Deployment cart in namespace shop");
    }

    @Test
    void theStatusTellsOfOpenAndEndedReleases() throws IOException {
        assertThat(world.run("status", "--namespace", "shop").out()).contains("No release was ever made");
        world.release("deploy");
        assertThat(world.run("status", "--namespace", "shop").out()).contains("checkout  SERVING at 5 % since ");
        JsonNode json = new ObjectMapper()
                .readTree(world.run("status", "--namespace", "shop", "--json").out());
        assertThat(json.at("/0/phase").asText()).isEqualTo("SERVING");
        assertThat(json.at("/0/watched").asBoolean()).isTrue();
        world.run(with("rollback", NAMED));
        assertThat(world.run("status", folder.resolve("canary.yaml").toString()).out())
                .contains("checkout  ROLLED_BACK ", "rolled back on the command line");
    }

    @Test
    void aPlanSaysWhatWouldBeDoneAndChangesNothing() {
        simulation
                .cluster()
                .put(
                        Kind.generic("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies"),
                        "shop",
                        Serialization.unmarshal("""
                        apiVersion: networking.k8s.io/v1
                        kind: NetworkPolicy
                        metadata: {name: db}
                        spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: checkout}}}]}]}
                        """, GenericKubernetesResource.class));
        long before = simulation.cluster().version("shop");
        Said said = plan();
        assertThat(said.code()).as(said.out() + said.err()).isZero();
        assertThat(said.out())
                .contains(
                        "Release on simulation/shop/checkout, Kubernetes v1.31.0",
                        "Beside it: Deployment checkout-canary, Service checkout-canary",
                        "  50 % with 2 pods of the new version",
                        "Warning: NetworkPolicy db opens connections to or from stable's pods",
                        "Nothing stands in its way.");
        assertThat(simulation.cluster().version("shop")).isEqualTo(before);
    }

    @Test
    void aPlanNamesEverythingThatStandsInTheWay() {
        simulation.cluster().remove(ServedKind.VIRTUAL_SERVICE, "shop", "checkout");
        simulation.cluster().deny("delete", "deployments");
        Said said = plan();
        assertThat(said.code()).isEqualTo(64);
        assertThat(said.out())
                .contains(
                        "In the way: rights: missing in namespace shop: delete deployments.apps checkout-canary",
                        "In the way: traffic.istio.virtualService: there is no VirtualService checkout",
                        "The release would be refused");
    }

    @Test
    void aPlanSaysHowLongTheReleaseTakes() {
        assertThat(plan().out())
                .containsPattern("errorRatio, errors: [0-9.]+ requests a second in the last hour")
                .contains("an equal one can be promoted after ");
    }

    @Test
    void calibrationTellsNoiseAndFalseAlarmsAndChangesNothing() {
        long before = simulation.cluster().version("shop");
        Said said = world.run(
                "calibrate",
                folder.resolve("canary.yaml").toString(),
                "--source",
                "prometheus=" + simulation.prometheusUrl());
        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("errorRatio: the past is too short", "can be promoted after ");
        assertThat(simulation.cluster().version("shop")).isEqualTo(before);
    }

    private Said plan() {
        return world.run(
                "plan",
                folder.resolve("canary.yaml").toString(),
                "--source",
                "prometheus=" + simulation.prometheusUrl());
    }

    @Test
    void aSourceThatIsNotGivenIsNamed() {
        Said said = world.run("run", folder.resolve("canary.yaml").toString());
        assertThat(said.code()).isEqualTo(64);
        assertThat(said.err()).contains("'prometheus' is not known here; say where it is with --source prometheus=URL");
        assertThat(said.err()).contains("Nothing was changed.").doesNotContain("\tat ");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "run nothing.yaml | 64 | SPEC: nothing.yaml cannot be read (NoSuchFileException)",
                "run DIR/broken.yaml | 64 | weights[0]: 120 is over 100",
                "run DIR/canary.yaml --kubeconfig DIR/none | 64 | kubeconfig: there is none at DIR/none",
                "run DIR/canary.yaml --kubeconfig DIR/canary.yaml | 64 | kubeconfig: current-context '' is not among",
                "run DIR/canary.yaml --kubeconfig DIR/kubeconfig --context prod | 64 | context 'prod' is not among",
                "status -n shop --kubeconfig DIR/nowhere | 3 | list leases.coordination.k8s.io in namespace shop: Connect",
                "rollback -n shop --kubeconfig DIR/kubeconfig | 64 | say which workload",
                "shift DIR/canary.yaml --weight 120 --kubeconfig DIR/kubeconfig | 64 | weight: 120 is over 100",
                "shift DIR/canary.yaml --weight 20 --kubeconfig DIR/kubeconfig | 64 | no release is open on this target",
                "deploy DIR/rollout.yaml --kubeconfig DIR/kubeconfig | 64 | an Argo Rollout is released by its own",
            })
    void aMistakeIsToldInASentence(String line, int code, String sentence) {
        world.write("broken.yaml", simulation.exampleSpecYaml().replace("[5,", "[120,"));
        world.write("rollout.yaml", simulation.exampleSpecYaml().replace("workload: ", "workload: rollout/"));
        world.write(
                "nowhere",
                simulation.cluster().kubeconfig().replaceFirst("server: .*[}]", "server: 'http://127.0.0.1:1'}"));
        Said said =
                world.runAlone(line.strip().replace("DIR", folder.toString()).split(" "));
        assertThat(said.err())
                .contains(sentence.strip().replace("DIR", folder.toString()))
                .doesNotContain("\tat ");
        assertThat(said.code()).isEqualTo(code);
    }

    private static String[] with(String verb, String... options) {
        return Stream.concat(Stream.of(verb), Stream.of(options)).toArray(String[]::new);
    }

    private long weight() {
        return Math.round(100
                * simulation.traffic().shares().stream()
                        .filter(share -> share.destination().contains("canary"))
                        .mapToDouble(TrafficMap.Share::part)
                        .sum());
    }

    private boolean canary() {
        return simulation
                .cluster()
                .find(Kind.DEPLOYMENT, "shop", "checkout-canary")
                .isPresent();
    }

    private String route() {
        return simulation
                .cluster()
                .find(ServedKind.VIRTUAL_SERVICE, "shop", "checkout")
                .orElseThrow()
                .getAdditionalProperties()
                .toString();
    }
}

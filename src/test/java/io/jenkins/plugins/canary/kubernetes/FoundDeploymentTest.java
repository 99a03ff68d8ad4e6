package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.jenkins.plugins.canary.simulation.OtherHand;
import io.jenkins.plugins.canary.simulation.Routing;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Findings;
import io.jenkins.plugins.canary.target.FoundCanary;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RollbackTo;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.Terms;
import io.jenkins.plugins.canary.target.TrafficSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FoundDeploymentTest {
    private static final Changes FOUND = Changes.found(OtherHand.NAME);

    private final Shop shop = Shop.open();
    private final DeploymentWorkload workload = shop.workload();

    @BeforeEach
    void somethingElseMakesTheCanary() {
        new OtherHand(Shop.NAMESPACE, Routing.HOST, 2, 10)
                .build(shop.cluster(), shop.clock().instant());
        shop.pass(Duration.ofMinutes(1));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void itIsObservedByItsOwnPodsAndService() {
        assertThat(workload.observe(claim()).canary()).hasValueSatisfying(canary -> {
            assertThat(canary.complete()).isTrue();
            assertThat(canary.ready()).isEqualTo(2);
            assertThat(canary.pods()).allSatisfy(pod -> assertThat(pod.name()).startsWith(OtherHand.NAME));
        });
    }

    @Test
    void itIsScaledAndInTheEndAsLargeAsItWasFound() {
        ClaimRecord claim = claim();
        workload.scaleCanary(claim, 5);
        assertThat(replicas()).isEqualTo(5);
        workload.deleteCanary(claim);
        assertThat(replicas()).isEqualTo(2);
        assertThat(shop.api().writes()).noneMatch(call -> call.startsWith("delete"));
    }

    @Test
    void stableKeepsEveryLabelThatTellsThePodsApart() {
        change(canary -> canary.editSpec()
                .editTemplate()
                .editMetadata()
                .addToLabels("app.kubernetes.io/instance", "next")
                .addToLabels("tier", "web")
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build());
        ClaimRecord claim = claim();
        workload.promote(claim.promoting(workload.promotion(claim), Records.START));
        assertThat(shop.deployment(Scenery.NAME)
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getLabels())
                .containsOnly(Map.entry("app", "checkout"), Map.entry("version", "v1"), Map.entry("tier", "web"));
    }

    @Test
    void oneThatAnotherHandChangesIsNotWhatWasJudged() {
        ClaimRecord claim = claim();
        change(canary -> canary.editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .withImage("registry.example/shop/checkout:9")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());
        assertThatThrownBy(() -> workload.promotion(claim))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("was changed by another hand since the release began");
    }

    @Test
    void oneWhosePodsStableSelectsTooIsRefused() {
        Map<String, String> labels = Map.of("app", "checkout", "version", "v1", "tier", "next");
        change(canary -> canary.editSpec()
                .editSelector()
                .withMatchLabels(Map.of("tier", "next"))
                .endSelector()
                .editTemplate()
                .editMetadata()
                .withLabels(labels)
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build());
        assertThatThrownBy(() -> workload.originals(FOUND))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("selects the pods of Deployment checkout-next")
                .hasMessageContaining("nothing tells the versions apart");
    }

    @Test
    void oneThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> workload.originals(Changes.found("nobody")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("canary: there is no Deployment nobody in namespace shop");
    }

    @Test
    void oneOfAnotherReleaseIsRefused() {
        change(canary -> canary.editMetadata()
                .addToLabels(CanaryNames.RELEASE, "r-9")
                .endMetadata()
                .build());
        assertThat(findings().problems())
                .containsExactly(
                        "canary: Deployment checkout-next was made by release r-9 and not by something else; go on"
                                + " with that release, or delete it");
    }

    @Test
    void nothingIsInTheWayOfOneThatIsWhole() {
        assertThat(findings()).isEqualTo(Findings.NONE);
    }

    private Findings findings() {
        return workload.inspect(FOUND, route(), 2);
    }

    private ClaimRecord claim() {
        Originals originals = workload.originals(FOUND);
        return ClaimRecord.opening(
                        "r-1",
                        Records.ANNE,
                        Records.START,
                        Records.START.plus(Duration.ofHours(24)),
                        new TrafficSpec(RouterKind.ISTIO, Map.of()).beside(Optional.of(OtherHand.NAME)),
                        route(),
                        originals,
                        Duration.ZERO,
                        Duration.ZERO)
                .on(new Terms(Duration.ZERO, false, "", false, Optional.of(RollbackTo.FOUND)))
                .serving(Exposure.of(10), Records.START);
    }

    private static RoutePlan route() {
        return new RoutePlan(
                Separation.OWN_SERVICE,
                List.of(Scenery.NAME),
                Originals.NONE,
                Optional.of(new FoundCanary(OtherHand.NAME, 10)));
    }

    private int replicas() {
        return shop.deployment(OtherHand.NAME).getSpec().getReplicas();
    }

    private void change(Function<DeploymentBuilder, Deployment> change) {
        shop.cluster()
                .put(
                        Kind.DEPLOYMENT,
                        Shop.NAMESPACE,
                        change.apply(new DeploymentBuilder(shop.deployment(OtherHand.NAME))));
        shop.pass(Duration.ofMinutes(1));
    }
}

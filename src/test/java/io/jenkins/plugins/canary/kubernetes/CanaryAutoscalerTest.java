package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.target.Autoscaling;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.Terms;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CanaryAutoscalerTest {
    private static final Kind<GenericKubernetesResource> AUTOSCALER = OtherKinds.AUTOSCALER.get(0);
    private static final Changes COPY = Shop.NEW_IMAGE.withAutoscaling(Autoscaling.COPY);
    private static final String STABLE = """
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: front, labels: {app.kubernetes.io/managed-by: Helm}}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: checkout}
              minReplicas: 3
              maxReplicas: 9
              behavior: {scaleDown: {stabilizationWindowSeconds: 60}}
              metrics: [{type: %s, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}]
            """;

    private final Shop shop = Shop.open(Scenery.checkout(Shop.NAMESPACE));
    private final DeploymentWorkload workload = shop.workload();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void theCopyScalesTheCanaryInProportion() {
        shop.put(AUTOSCALER, STABLE.formatted("Resource"));
        ClaimRecord claim = released();
        GenericKubernetesResource copy = copy().orElseThrow();
        assertThat(copy.<Object>get("spec", "scaleTargetRef", "name")).isEqualTo("checkout-canary");
        assertThat(copy.<Integer>get("spec", "minReplicas")).isEqualTo(1);
        assertThat(copy.<Integer>get("spec", "maxReplicas")).isEqualTo(3);
        assertThat(copy.<Integer>get("spec", "behavior", "scaleDown", "stabilizationWindowSeconds"))
                .isEqualTo(60);
        assertThat(copy.getMetadata().getLabels())
                .isEqualTo(Map.of(CanaryNames.TRACK, "canary", CanaryNames.RELEASE, "release-1"));
        workload.scaleCanary(claim, 2);
        assertThat(copy().orElseThrow().<Integer>get("spec", "minReplicas")).isEqualTo(2);
        assertThat(copy().orElseThrow().<Integer>get("spec", "maxReplicas")).isEqualTo(6);
        assertThat(replicas()).isEqualTo(2);
    }

    @Test
    void whatTheCopyAddedIsNotTakenAway() {
        shop.put(AUTOSCALER, STABLE.formatted("Resource"));
        ClaimRecord claim = released();
        workload.scaleCanary(claim, 3);
        workload.scaleCanary(claim, 2);
        assertThat(replicas()).isEqualTo(3);
        shop.api().calls();
        workload.scaleCanary(claim, 2);
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void theCopyGoesWithTheCanaryAndStablesStays() {
        shop.put(AUTOSCALER, STABLE.formatted("Resource"));
        ClaimRecord claim = released();
        workload.deleteCanary(claim);
        workload.deleteCanary(claim);
        assertThat(shop.cluster().list(AUTOSCALER, Shop.NAMESPACE))
                .singleElement()
                .satisfies(left -> assertThat(left.getMetadata().getName()).isEqualTo("front"));
    }

    @Test
    void withoutTheWordThereIsNoneAndNobodyLooksForOne() {
        shop.put(AUTOSCALER, STABLE.formatted("Resource"));
        ClaimRecord claim = shop.released(Separation.OWN_SERVICE, 1);
        workload.scaleCanary(claim, 2);
        workload.deleteCanary(claim);
        assertThat(shop.api().calls()).noneMatch(call -> call.contains("horizontalpodautoscalers"));
    }

    @Test
    void whatCannotBeCopiedIsToldBeforeAnythingChanges() {
        assertThat(problems())
                .containsExactly(
                        "autoscaling: no HorizontalPodAutoscaler scales Deployment checkout, so there is none to"
                                + " copy; leave it out");
        shop.put(AUTOSCALER, STABLE.formatted("External"));
        assertThat(problems())
                .singleElement()
                .asString()
                .contains("front has a metric of type External, which does not tell the canary's load from stable's");
        shop.put(
                AUTOSCALER,
                STABLE.formatted("Resource")
                        .replace(
                                "name: front,",
                                "name: front, ownerReferences: [{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, name:"
                                        + " checkout, uid: u-1}],"));
        assertThat(problems()).singleElement().asString().contains("is made by a KEDA ScaledObject");
        shop.put(AUTOSCALER, STABLE.formatted("Resource"));
        assertThat(problems()).isEmpty();
        shop.put(
                AUTOSCALER,
                STABLE.formatted("Resource")
                        .replace("name: front", "name: checkout-canary")
                        .replace("name: checkout}", "name: other}"));
        assertThat(problems()).singleElement().asString().contains("checkout-canary exists already");
    }

    @Test
    void theRightsAreAskedForOnlyWhereTheyAreNeeded() {
        assertThat(rights(COPY))
                .contains("create horizontalpodautoscalers.autoscaling")
                .anyMatch(right -> right.contains("delete horizontalpodautoscalers.autoscaling"));
        assertThat(rights(Shop.NEW_IMAGE)).noneMatch(right -> right.contains("create horizontalpodautoscalers"));
    }

    private static List<String> rights(Changes changes) {
        return Workloads.rights(WorkloadName.parse("checkout"), Terms.NONE, Duration.ZERO, changes).stream()
                .map(Right::toString)
                .toList();
    }

    private List<String> problems() {
        return workload.inspect(COPY, new RoutePlan(Separation.OWN_SERVICE, List.of("checkout"), Originals.NONE), 1)
                .problems();
    }

    private ClaimRecord released() {
        ClaimRecord claim = Records.opening("release-1", workload.originals(COPY), Separation.OWN_SERVICE, "checkout");
        workload.createCanary(claim, COPY, 1);
        return claim;
    }

    private int replicas() {
        return shop.deployment("checkout-canary").getSpec().getReplicas();
    }

    private Optional<GenericKubernetesResource> copy() {
        return shop.cluster().list(AUTOSCALER, Shop.NAMESPACE).stream()
                .filter(one -> one.getMetadata().getName().equals("checkout-canary"))
                .findFirst();
    }
}

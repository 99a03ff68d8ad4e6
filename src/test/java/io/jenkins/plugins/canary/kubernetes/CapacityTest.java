package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Separation;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CapacityTest {
    private static final Kind<GenericKubernetesResource> AUTOSCALER = OtherKinds.AUTOSCALER.get(0);
    private static final Kind<GenericKubernetesResource> SCALED_OBJECT = OtherKinds.SCALED_OBJECT.get(0);

    private final Shop shop = Shop.open(Scenery.checkout(Shop.NAMESPACE), SCALED_OBJECT);
    private final DeploymentWorkload workload = shop.workload();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void aFloorIsRaisedToWhatStableHadAndGivenBack() {
        autoscaler("minReplicas: 1");
        GenericKubernetesResource before = found(AUTOSCALER);
        ClaimRecord claim = shop.claim(Separation.OWN_SERVICE);
        workload.holdCapacity(claim);
        assertThat(found(AUTOSCALER).<Integer>get("spec", "minReplicas")).isEqualTo(3);
        workload.releaseCapacity(claim);
        assertThat(found(AUTOSCALER).getAdditionalProperties()).isEqualTo(before.getAdditionalProperties());
    }

    @Test
    void aFloorThatWasNotSetIsNotSetAfterwards() {
        autoscaler("");
        ClaimRecord claim = shop.claim(Separation.OWN_SERVICE);
        workload.holdCapacity(claim);
        assertThat(found(AUTOSCALER).<Integer>get("spec", "minReplicas")).isEqualTo(3);
        workload.releaseCapacity(claim);
        assertThat(found(AUTOSCALER).<Object>get("spec"))
                .asInstanceOf(MAP)
                .doesNotContainKey("minReplicas")
                .containsKey("metrics");
    }

    @Test
    void holdingOrReleasingAgainWritesNothing() {
        autoscaler("minReplicas: 1");
        ClaimRecord claim = shop.claim(Separation.OWN_SERVICE);
        workload.holdCapacity(claim);
        workload.holdCapacity(claim);
        workload.releaseCapacity(claim);
        workload.releaseCapacity(claim);
        assertThat(shop.api().writes())
                .containsExactly(
                        "update horizontalpodautoscalers checkout", "update horizontalpodautoscalers checkout");
    }

    @Test
    void aFloorThatIsHighEnoughIsLeftAlone() {
        autoscaler("minReplicas: 3");
        ClaimRecord claim = shop.claim(Separation.OWN_SERVICE);
        workload.holdCapacity(claim);
        workload.releaseCapacity(claim);
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void aFloorThatSomebodyElseChangedMeanwhileStays() {
        autoscaler("minReplicas: 1");
        ClaimRecord claim = shop.claim(Separation.OWN_SERVICE);
        workload.holdCapacity(claim);
        autoscaler("minReplicas: 5");
        workload.releaseCapacity(claim);
        assertThat(found(AUTOSCALER).<Integer>get("spec", "minReplicas")).isEqualTo(5);
    }

    @Test
    void withoutAnAutoscalerThereIsNothingToHold() {
        ClaimRecord claim = shop.claim(Separation.OWN_SERVICE);
        workload.holdCapacity(claim);
        workload.releaseCapacity(claim);
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void anAutoscalerThatHasGoneMeanwhileIsNotMissed() {
        autoscaler("minReplicas: 1");
        ClaimRecord claim = shop.claim(Separation.OWN_SERVICE);
        shop.cluster().remove(AUTOSCALER, Shop.NAMESPACE, "checkout");
        workload.holdCapacity(claim);
        workload.releaseCapacity(claim);
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void theFloorOfAScaledObjectIsRaisedWhereItMakesTheAutoscaler() {
        autoscaler(
                "minReplicas: 1",
                "ownerReferences: [{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, name: checkout, uid: u}]");
        shop.put(SCALED_OBJECT, """
                apiVersion: keda.sh/v1alpha1
                kind: ScaledObject
                metadata: {name: checkout}
                spec: {minReplicaCount: 1, maxReplicaCount: 9}
                """);
        ClaimRecord claim = shop.claim(Separation.OWN_SERVICE);
        workload.holdCapacity(claim);
        assertThat(found(SCALED_OBJECT).<Integer>get("spec", "minReplicaCount")).isEqualTo(3);
        assertThat(found(AUTOSCALER).<Integer>get("spec", "minReplicas")).isEqualTo(1);
        workload.releaseCapacity(claim);
        assertThat(found(SCALED_OBJECT).<Integer>get("spec", "minReplicaCount")).isEqualTo(1);
    }

    @Test
    void whatWasFoundComesBackFromTheClaim() {
        autoscaler("minReplicas: 2");
        ClaimRecord claim = shop.claim(Separation.OWN_SERVICE);
        DeploymentOriginals originals = DeploymentOriginals.of(claim.workload());
        assertThat(originals.replicas()).isEqualTo(3);
        assertThat(originals.replicaSet()).startsWith("checkout-");
        assertThat(originals.floor())
                .contains(new DeploymentOriginals.Floor(
                        "autoscaling/v2", "HorizontalPodAutoscaler", "checkout", Optional.of(2)));
        assertThat(DeploymentOriginals.of(originals.json())).isEqualTo(originals);
    }

    private void autoscaler(String floor) {
        autoscaler(floor, "");
    }

    private void autoscaler(String floor, String owner) {
        shop.put(AUTOSCALER, """
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata:
                  name: checkout
                  %s
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: checkout}
                  %s
                  maxReplicas: 9
                  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}]
                """.formatted(owner, floor));
    }

    private GenericKubernetesResource found(Kind<GenericKubernetesResource> kind) {
        return shop.cluster().find(kind, Shop.NAMESPACE, "checkout").orElseThrow();
    }
}

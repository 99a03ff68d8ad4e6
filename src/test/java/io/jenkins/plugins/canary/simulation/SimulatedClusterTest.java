package io.jenkins.plugins.canary.simulation;

import static io.jenkins.plugins.canary.simulation.ImageBehaviour.Fate;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What the doubles of the controllers make of what was written. */
class SimulatedClusterTest {
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
    private static final SimulatedClock CLOCK = SimulatedClock.at(START);
    private static final SimulatedCluster CLUSTER = SimulatedCluster.start(CLOCK);

    private String namespace;

    @BeforeEach
    void build(TestInfo test) {
        namespace = "ns-" + Hashes.name(test.getDisplayName(), 8);
        Scenery.checkout(namespace).autoscaled(2, 10).build(CLUSTER, START);
    }

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    @Test
    void aDeploymentGetsPodsThatBecomeReadyInTheirTime() {
        settle(9);
        assertThat(ready()).isZero();
        assertThat(pods()).hasSize(3).allSatisfy(pod -> assertThat(
                        pod.getMetadata().getLabels())
                .containsEntry("app", "checkout")
                .containsKey("pod-template-hash"));

        settle(10);

        assertThat(ready()).isEqualTo(3);
        assertThat(pods().get(0).getStatus().getContainerStatuses().get(0).getImageID())
                .isEqualTo(Scenery.STABLE_IMAGE);
        assertThat(PodLife.readySince(pods().get(0))).contains(START.plusSeconds(10));
        assertThat(deployment().getStatus().getAvailableReplicas()).isEqualTo(3);
        assertThat(deployment().getStatus().getObservedGeneration())
                .isEqualTo(deployment().getMetadata().getGeneration());
        assertThat(progressing().getReason()).isEqualTo("NewReplicaSetAvailable");
    }

    @Test
    void aRollingUpdateNeverHasFewerReadyPodsThanWanted() {
        settle(10);
        roll(Scenery.CANARY_IMAGE);

        for (int second = 10; second < 60; second++) {
            settle(second);
            assertThat(ready()).isGreaterThanOrEqualTo(3);
            assertThat(pods()).hasSizeLessThanOrEqualTo(4);
        }

        assertThat(pods()).hasSize(3).allSatisfy(pod -> assertThat(image(pod)).isEqualTo(Scenery.CANARY_IMAGE));
        assertThat(replicaSets()).extracting(set -> set.getSpec().getReplicas()).containsExactlyInAnyOrder(0, 3);
        assertThat(deployment().getMetadata().getAnnotations()).containsEntry("deployment.kubernetes.io/revision", "2");
    }

    @Test
    void oneLongStepComesToTheSameAsManyShortOnes() {
        settle(10);
        roll(Scenery.CANARY_IMAGE);

        settle(60);

        assertThat(pods()).hasSize(3).allSatisfy(pod -> assertThat(image(pod)).isEqualTo(Scenery.CANARY_IMAGE));
        assertThat(pods().stream().flatMap(pod -> PodLife.readySince(pod).stream()))
                .containsExactlyInAnyOrder(START.plusSeconds(20), START.plusSeconds(30), START.plusSeconds(40));
    }

    @Test
    void onlyAChangeOfTheSpecIsANewGeneration() {
        settle(10);
        Deployment graceful = new DeploymentBuilder(deployment())
                .editSpec()
                .editTemplate()
                .editSpec()
                .withTerminationGracePeriodSeconds(30L)
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        CLUSTER.put(Kind.DEPLOYMENT, namespace, graceful);

        settle(60);

        assertThat(deployment().getMetadata().getGeneration()).isEqualTo(2);
        assertThat(deployment().getStatus().getObservedGeneration()).isEqualTo(2);
        assertThat(replicaSets())
                .extracting(set -> set.getMetadata().getGeneration())
                .doesNotContainNull();
    }

    @Test
    void goingBackUsesTheReplicaSetThatIsThere() {
        settle(10);
        roll(Scenery.CANARY_IMAGE);
        settle(60);
        roll(Scenery.STABLE_IMAGE);
        settle(120);

        assertThat(replicaSets()).hasSize(2);
        assertThat(pods()).allSatisfy(pod -> assertThat(image(pod)).isEqualTo(Scenery.STABLE_IMAGE));
        assertThat(deployment().getMetadata().getAnnotations()).containsEntry("deployment.kubernetes.io/revision", "3");
    }

    @Test
    void anImageThatCannotBePulledMissesTheProgressDeadline() {
        settle(10);
        CLUSTER.behave("nowhere/checkout:v2", ImageBehaviour.SOUND.fated(Fate.CANNOT_BE_PULLED));
        roll("nowhere/checkout:v2");

        settle(10 + 599);
        assertThat(progressing().getReason()).isEqualTo("ReplicaSetUpdated");
        settle(10 + 601);

        assertThat(progressing().getStatus()).isEqualTo("False");
        assertThat(progressing().getReason()).isEqualTo("ProgressDeadlineExceeded");
        assertThat(ready()).isEqualTo(3);
        assertThat(pods())
                .filteredOn(pod -> image(pod).equals("nowhere/checkout:v2"))
                .singleElement()
                .satisfies(pod -> assertThat(pod.getStatus()
                                .getContainerStatuses()
                                .get(0)
                                .getState()
                                .getWaiting()
                                .getReason())
                        .isEqualTo("ImagePullBackOff"));
    }

    @Test
    void aCrashingContainerIsRestartedLessAndLessOften() {
        CLUSTER.behave("registry.example/crash:v1", ImageBehaviour.SOUND.fated(Fate.CRASHES));
        settle(10);
        roll("registry.example/crash:v1");
        settle(10 + 60);

        Pod crashing = pods().stream()
                .filter(pod -> image(pod).equals("registry.example/crash:v1"))
                .findFirst()
                .orElseThrow();
        assertThat(crashing.getStatus().getContainerStatuses().get(0).getRestartCount())
                .isEqualTo(2);
        assertThat(crashing.getStatus()
                        .getContainerStatuses()
                        .get(0)
                        .getLastState()
                        .getTerminated())
                .isNotNull();
    }

    @Test
    void aDeletedPodLeavesItsEndpointAtOnceAndIsReplaced() {
        settle(10);
        String gone = pods().get(0).getMetadata().getName();
        CLUSTER.remove(Kind.POD, namespace, gone);
        settle(10);

        assertThat(ready()).isEqualTo(2);
        assertThat(pods())
                .hasSize(3)
                .noneMatch(pod -> pod.getMetadata().getName().equals(gone));

        settle(20);
        assertThat(ready()).isEqualTo(3);
    }

    @Test
    void nothingIsLeftOfADeletedDeploymentAndService() {
        settle(10);
        CLUSTER.remove(Kind.DEPLOYMENT, namespace, Scenery.NAME);
        CLUSTER.remove(Kind.SERVICE, namespace, Scenery.NAME);
        settle(10);

        assertThat(pods()).isEmpty();
        assertThat(replicaSets()).isEmpty();
        assertThat(CLUSTER.list(Kind.ENDPOINT_SLICE, namespace)).isEmpty();
    }

    @Test
    void aPodWhoseLabelsNoLongerMatchIsLetGoAndReplaced() {
        settle(10);
        Pod kept = pods().get(0);
        CLUSTER.put(
                Kind.POD,
                namespace,
                new PodBuilder(kept)
                        .editMetadata()
                        .addToLabels("version", "kept")
                        .endMetadata()
                        .build());
        settle(20);
        CLUSTER.remove(Kind.DEPLOYMENT, namespace, Scenery.NAME);
        settle(21);

        assertThat(pods())
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly(kept.getMetadata().getName());
    }

    @Test
    void anAutoscalerKeepsItsFloor() {
        settle(10);
        HorizontalPodAutoscaler autoscaler =
                CLUSTER.find(ServedKind.AUTOSCALER, namespace, Scenery.NAME).orElseThrow();
        CLUSTER.put(
                ServedKind.AUTOSCALER,
                namespace,
                new HorizontalPodAutoscalerBuilder(autoscaler)
                        .editSpec()
                        .withMinReplicas(5)
                        .endSpec()
                        .build());
        settle(20);

        assertThat(ready()).isEqualTo(5);
    }

    @Test
    void nothingIsWrittenWhileNothingHappens() {
        settle(30);
        long version = CLUSTER.version(namespace);

        for (int second = 30; second < 3600; second++) {
            settle(second);
        }

        assertThat(CLUSTER.version(namespace)).isEqualTo(version);
        assertThat(CLUSTER.calls()).isZero();
    }

    @Test
    void aForgottenNamespaceIsEmpty() {
        settle(10);
        CLUSTER.forget(namespace);

        assertThat(pods()).isEmpty();
        settle(20);
        assertThat(CLUSTER.list(Kind.DEPLOYMENT, namespace)).isEmpty();
    }

    private void settle(int second) {
        CLUSTER.settle(namespace, START.plusSeconds(second));
    }

    private void roll(String image) {
        Deployment rolled = new DeploymentBuilder(deployment())
                .editSpec()
                .editTemplate()
                .editSpec()
                .editContainer(0)
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        CLUSTER.put(Kind.DEPLOYMENT, namespace, rolled);
    }

    private Deployment deployment() {
        return CLUSTER.find(Kind.DEPLOYMENT, namespace, Scenery.NAME).orElseThrow();
    }

    private DeploymentCondition progressing() {
        return deployment().getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("Progressing"))
                .findFirst()
                .orElseThrow();
    }

    private List<Pod> pods() {
        return CLUSTER.list(Kind.POD, namespace);
    }

    private List<ReplicaSet> replicaSets() {
        return CLUSTER.list(Kind.REPLICA_SET, namespace);
    }

    private long ready() {
        return CLUSTER.list(Kind.ENDPOINT_SLICE, namespace).stream()
                .flatMap(slice -> slice.getEndpoints().stream())
                .filter(endpoint -> endpoint.getConditions().getReady())
                .count();
    }

    private static String image(Pod pod) {
        return pod.getSpec().getContainers().get(0).getImage();
    }
}

package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.simulation.ImageBehaviour;
import io.jenkins.plugins.canary.simulation.Routing;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.SimulatedClock;
import io.jenkins.plugins.canary.simulation.SimulatedCluster;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.StableState;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A simulated cluster of four nodes in which checkout is a DaemonSet. */
class DaemonSetInPlaceTest {
    private static final Changes NEW_IMAGE = Changes.image(Scenery.CANARY_IMAGE);

    private final SimulatedClock clock = SimulatedClock.at(Records.START);
    private final SimulatedCluster cluster = SimulatedCluster.start(clock);
    private final KubernetesClient client = cluster.client();
    private final RecordingApi api = new RecordingApi(new FabricKubernetesApi(client));
    private final DaemonSetPods pods = new DaemonSetPods(api, Shop.NAMESPACE, Scenery.NAME);
    private final InPlaceWorkload workload =
            new InPlaceWorkload(api, Shop.NAMESPACE, WorkloadName.parse(Routing.ON_DELETE.workload()), pods);

    @BeforeEach
    void build() {
        Scenery.checkout(Shop.NAMESPACE).routed(Routing.ON_DELETE).replicas(4).build(cluster, clock.instant());
        pass(Duration.ofMinutes(1));
        api.calls();
    }

    @AfterEach
    void close() {
        client.close();
        cluster.close();
    }

    @Test
    void chosenNodesGetTheNewVersionOneAfterTheOther() {
        ClaimRecord claim = claim();
        workload.createCanary(claim, NEW_IMAGE, 2);
        pass(Duration.ofMinutes(1));
        assertThat(with(Scenery.STABLE_IMAGE))
                .as("its controller replaces none")
                .isEqualTo(4);
        drive(() -> {
            workload.scaleCanary(claim, 2);
            assertThat(workload.observe(claim).stable().ready()
                            + workload.observe(claim).canary().orElseThrow().ready())
                    .isGreaterThanOrEqualTo(3);
        });
        assertThat(with(Scenery.CANARY_IMAGE)).isEqualTo(2);
        assertThat(pods.carries(claim, 2)).isTrue();
        CanaryState canary = workload.observe(claim).canary().orElseThrow();
        assertThat(canary.complete()).isTrue();
        assertThat(canary.wanted()).isEqualTo(2);
        StableState stable = workload.observe(claim).stable();
        assertThat(stable.template()).isEqualTo(StableState.Template.RECORDED);
        assertThat(stable.whole()).isTrue();
        assertThat(stable.pods()).hasSize(2);
    }

    @Test
    void fewerPodsAreNotPossible() {
        ClaimRecord claim = released(2);
        assertThatThrownBy(() -> workload.scaleCanary(claim, 1))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("roll back instead");
    }

    @Test
    void aRollbackPutsTemplateAndStrategyBack() {
        DaemonSetSpec before = set().getSpec();
        ClaimRecord claim = StatefulShop.rollingBack(released(2));
        drive(() -> pods.takeHome(claim));
        assertThat(pods.carries(claim, 0)).isTrue();
        workload.deleteCanary(claim);
        assertThat(set().getSpec()).isEqualTo(before);
        assertThat(set().getMetadata().getLabels()).doesNotContainKey(CanaryNames.RELEASE);
        assertThat(with(Scenery.STABLE_IMAGE)).isEqualTo(4);
        api.calls();
        pods.takeHome(claim);
        workload.deleteCanary(claim);
        assertThat(api.writes()).isEmpty();
    }

    @Test
    void aPodThatNeverBecomesReadyKeepsTheOthersFromBeingChanged() {
        cluster.behave(Scenery.CANARY_IMAGE, ImageBehaviour.SOUND.fated(ImageBehaviour.Fate.CANNOT_BE_PULLED));
        ClaimRecord claim = claim();
        workload.createCanary(claim, NEW_IMAGE, 2);
        drive(() -> workload.scaleCanary(claim, 2));
        assertThat(with(Scenery.STABLE_IMAGE)).isEqualTo(3);
        ClaimRecord back = StatefulShop.rollingBack(claim);
        drive(() -> pods.takeHome(back));
        assertThat(with(Scenery.STABLE_IMAGE)).isEqualTo(4);
    }

    @Test
    void aPromotionIsLeftToTheControllerNodeByNode() {
        DaemonSetSpec before = set().getSpec();
        ClaimRecord claim = released(1);
        ClaimRecord promoting = claim.promoting(workload.promotion(claim), Records.START);
        workload.promote(promoting);
        assertThat(workload.observe(promoting).stable().template()).isEqualTo(StableState.Template.PROMOTED);
        assertThat(workload.observe(promoting).stable().whole()).isFalse();
        pass(Duration.ofMinutes(5));
        assertThat(workload.observe(promoting).stable().whole()).isTrue();
        assertThat(pods.carries(promoting, 0)).isTrue();
        workload.deleteCanary(promoting);
        assertThat(with(Scenery.CANARY_IMAGE)).isEqualTo(4);
        assertThat(set().getSpec().getUpdateStrategy()).isEqualTo(before.getUpdateStrategy());
    }

    @Test
    void aPromotionIsTakenBackFromAllPods() {
        DaemonSetSpec before = set().getSpec();
        ClaimRecord claim = released(1);
        ClaimRecord promoting = claim.promoting(workload.promotion(claim), Records.START);
        workload.promote(promoting);
        pass(Duration.ofSeconds(10));
        drive(() -> workload.restoreStable(promoting));
        assertThat(set().getSpec()).isEqualTo(before);
        assertThat(with(Scenery.STABLE_IMAGE)).isEqualTo(4);
        assertThat(workload.observe(promoting).stable().whole()).isTrue();
    }

    @Test
    void aDaemonSetThatIsUpdatedByHandIsRefused() {
        RoutePlan route = new RoutePlan(Separation.SHARED_SERVICE, List.of(Scenery.NAME), Originals.NONE);
        assertThat(workload.inspect(NEW_IMAGE, route, 1).problems()).isEmpty();
        cluster.put(
                Kind.DAEMON_SET,
                Shop.NAMESPACE,
                new DaemonSetBuilder(set())
                        .editSpec()
                        .withNewUpdateStrategy()
                        .withType("OnDelete")
                        .endUpdateStrategy()
                        .endSpec()
                        .build());
        assertThat(workload.inspect(NEW_IMAGE, route, 1).problems())
                .singleElement()
                .asString()
                .contains("update strategy OnDelete, so its controller would never promote");
    }

    private ClaimRecord claim() {
        return Records.opening(workload.originals(NEW_IMAGE), Separation.SHARED_SERVICE, Scenery.NAME);
    }

    private ClaimRecord released(int canaries) {
        ClaimRecord claim = claim();
        workload.createCanary(claim, NEW_IMAGE, canaries);
        drive(() -> workload.scaleCanary(claim, canaries));
        return claim.serving(25 * canaries, Records.START);
    }

    private void drive(Runnable tick) {
        for (int i = 0; i < 20; i++) {
            tick.run();
            pass(Duration.ofSeconds(10));
        }
    }

    private void pass(Duration time) {
        clock.advanceTo(clock.instant().plus(time));
        cluster.settle(Shop.NAMESPACE, clock.instant());
    }

    private DaemonSet set() {
        return cluster.find(Kind.DAEMON_SET, Shop.NAMESPACE, Scenery.NAME).orElseThrow();
    }

    private long with(String image) {
        return cluster.list(Kind.POD, Shop.NAMESPACE).stream()
                .filter(pod -> PodStates.readySince(pod).isPresent())
                .filter(pod -> image(pod).equals(image))
                .count();
    }

    private static String image(Pod pod) {
        return pod.getSpec().getContainers().get(0).getImage();
    }
}

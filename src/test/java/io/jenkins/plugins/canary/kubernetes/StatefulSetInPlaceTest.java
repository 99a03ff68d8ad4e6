package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.jenkins.plugins.canary.simulation.ImageBehaviour;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.ServedKind;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.Pod;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.StableState;
import io.jenkins.plugins.canary.target.Terms;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatefulSetInPlaceTest {
    private static final RoutePlan ROUTE =
            new RoutePlan(Separation.SHARED_SERVICE, List.of(Scenery.NAME), Originals.NONE);

    private final StatefulShop shop = new StatefulShop();
    private final InPlaceWorkload workload = shop.workload();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void theCanaryIsThePodsWithTheHighestOrdinals() {
        ClaimRecord claim = shop.released(2);
        assertThat(shop.podsWith(Scenery.CANARY_IMAGE)).containsExactly("checkout-2", "checkout-3");
        assertThat(shop.podsWith(Scenery.STABLE_IMAGE)).containsExactly("checkout-0", "checkout-1");
        CanaryState canary = shop.observed(claim).canary().orElseThrow();
        assertThat(canary.complete()).isTrue();
        assertThat(canary.wanted()).isEqualTo(2);
        assertThat(canary.ready()).isEqualTo(2);
        assertThat(canary.pods()).extracting(Pod::name).containsExactly("checkout-2", "checkout-3");
        StableState stable = shop.observed(claim).stable();
        assertThat(stable.template()).isEqualTo(StableState.Template.RECORDED);
        assertThat(stable.wanted()).isEqualTo(4);
        assertThat(stable.whole()).isTrue();
        assertThat(stable.pods()).extracting(Pod::name).containsExactly("checkout-0", "checkout-1");
    }

    @Test
    void onePodChangesItsVersionAtATime() {
        workload.createCanary(shop.claim(), StatefulShop.NEW_IMAGE, 3);
        for (int i = 0; i < 60; i++) {
            shop.pass(Duration.ofSeconds(2));
            assertThat(shop.ready()).hasSizeGreaterThanOrEqualTo(3);
        }
        assertThat(shop.podsWith(Scenery.CANARY_IMAGE)).hasSize(3);
    }

    @Test
    void creatingAgainWritesNothing() {
        ClaimRecord claim = shop.released(1);
        workload.createCanary(claim, StatefulShop.NEW_IMAGE, 1);
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void moreAndFewerPodsCanHaveTheNewVersion() {
        ClaimRecord claim = shop.released(1);
        shop.drive(() -> workload.scaleCanary(claim, 3));
        assertThat(shop.podsWith(Scenery.CANARY_IMAGE)).hasSize(3);
        shop.drive(() -> workload.scaleCanary(claim, 1));
        assertThat(shop.podsWith(Scenery.CANARY_IMAGE)).containsExactly("checkout-3");
        assertThat(shop.pods().carries(claim, 1)).isTrue();
    }

    @Test
    void aRollbackPutsTemplateAndStrategyBack() {
        StatefulSetSpec before = shop.set().getSpec();
        Map<String, String> labels = shop.set().getMetadata().getLabels();
        ClaimRecord claim = StatefulShop.rollingBack(shop.released(2));
        shop.drive(() -> shop.pods().takeHome(claim));
        assertThat(shop.pods().carries(claim, 0)).isTrue();
        workload.deleteCanary(claim);
        assertThat(shop.set().getSpec()).isEqualTo(before);
        assertThat(shop.set().getMetadata().getLabels()).isEqualTo(labels);
        assertThat(shop.podsWith(Scenery.STABLE_IMAGE)).hasSize(4);
        assertThat(shop.observed(claim).canary()).isEmpty();
        shop.api().calls();
        shop.pods().takeHome(claim);
        workload.deleteCanary(claim);
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void aPodThatNeverBecomesReadyIsTakenBackThoughItsControllerWaitsForIt() {
        shop.behave(Scenery.CANARY_IMAGE, ImageBehaviour.Fate.CANNOT_BE_PULLED);
        ClaimRecord claim = shop.released(2);
        assertThat(shop.ready()).hasSize(3);
        assertThat(shop.observed(claim).canary().orElseThrow().trouble()).isPresent();
        ClaimRecord back = StatefulShop.rollingBack(claim);
        shop.pods().takeHome(back);
        shop.pass(Duration.ofMinutes(5));
        assertThat(shop.ready()).as("the controller alone gets nowhere").hasSize(3);
        shop.drive(() -> shop.pods().takeHome(back));
        assertThat(shop.podsWith(Scenery.STABLE_IMAGE)).hasSize(4);
    }

    @Test
    void aPromotionTakesThePartitionAway() {
        StatefulSetSpec before = shop.set().getSpec();
        ClaimRecord claim = shop.promoting(shop.released(1));
        workload.promote(claim);
        assertThat(shop.observed(claim).stable().template()).isEqualTo(StableState.Template.PROMOTED);
        assertThat(shop.observed(claim).stable().whole()).isFalse();
        assertThat(shop.pods().carries(claim, 1)).isFalse();
        shop.pass(Duration.ofMinutes(10));
        assertThat(shop.observed(claim).stable().whole()).isTrue();
        assertThat(shop.podsWith(Scenery.CANARY_IMAGE)).hasSize(4);
        assertThat(shop.pods().carries(claim, 0)).isTrue();
        workload.deleteCanary(claim);
        assertThat(shop.set().getSpec().getUpdateStrategy()).isEqualTo(before.getUpdateStrategy());
        assertThat(shop.set().getMetadata().getLabels()).doesNotContainKey(CanaryNames.RELEASE);
        shop.api().calls();
        workload.promote(claim);
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void aPromotionThatIsGivenUpLeavesTheCanaryItsPods() {
        ClaimRecord claim = shop.promoting(shop.released(1));
        workload.promote(claim);
        for (int i = 0; i < 60 && shop.podsWith(Scenery.STABLE_IMAGE).size() == 3; i++) {
            shop.pass(Duration.ofSeconds(1));
        }
        assertThat(shop.podsWith(Scenery.STABLE_IMAGE)).hasSize(2);
        shop.drive(() -> workload.restoreStable(claim));
        assertThat(shop.podsWith(Scenery.CANARY_IMAGE)).containsExactly("checkout-3");
        assertThat(shop.observed(claim).stable().whole()).isTrue();
        assertThat(shop.observed(claim).stable().template()).isEqualTo(StableState.Template.RECORDED);
    }

    @Test
    void aPromotionThatReachedAllPodsIsStillTakenBack() {
        StatefulSetSpec before = shop.set().getSpec();
        ClaimRecord claim = shop.promoting(shop.released(1));
        workload.promote(claim);
        shop.pass(Duration.ofMinutes(10));
        shop.drive(() -> workload.restoreStable(claim));
        assertThat(shop.set().getSpec()).isEqualTo(before);
        assertThat(shop.podsWith(Scenery.STABLE_IMAGE)).hasSize(4);
        assertThat(shop.observed(claim).stable().whole()).isTrue();
    }

    @Test
    void aTagIsPinnedToWhatThePodsRun() {
        ClaimRecord claim = shop.claim();
        workload.createCanary(claim, Changes.image("registry.example/shop/checkout:1.3"), 1);
        shop.pass(Duration.ofMinutes(2));
        ClaimRecord promoting = shop.promoting(claim.serving(25, Records.START));
        workload.promote(promoting);
        assertThat(image(shop.set())).matches("registry.example/shop/checkout@sha256:[0-9a-f]{64}");
        assertThat(shop.observed(promoting).stable().template()).isEqualTo(StableState.Template.PROMOTED);
    }

    @Test
    void aTemplateOfSomebodyElseIsNeitherReplacedNorRestored() {
        ClaimRecord claim = shop.released(1);
        shop.change(set -> withImage(set, "registry.example/hotfix:1"));
        assertThat(shop.observed(claim).stable().template()).isEqualTo(StableState.Template.OTHER);
        assertThatThrownBy(() -> workload.promotion(claim)).isInstanceOf(RefusedException.class);
        ClaimRecord back = StatefulShop.rollingBack(claim);
        shop.pods().takeHome(back);
        workload.restoreStable(back);
        assertThat(shop.api().writes()).isEmpty();
        assertThat(shop.pods().carries(back, 0)).isTrue();
        workload.deleteCanary(back);
        assertThat(image(shop.set())).isEqualTo("registry.example/hotfix:1");
    }

    @Test
    void aProcessThatDiedBeforeItMarkedTheTemplateLeavesNothingThatCannotBeTakenBack() {
        ClaimRecord claim = shop.released(1);
        shop.change(set -> new StatefulSetBuilder(set)
                .editMetadata()
                .removeFromAnnotations(InPlaceView.TEMPLATE)
                .endMetadata()
                .build());
        assertThat(shop.observed(claim).canary().orElseThrow().complete()).isFalse();
        assertThat(shop.observed(claim).stable().template()).isEqualTo(StableState.Template.RECORDED);
        ClaimRecord back = StatefulShop.rollingBack(claim);
        shop.drive(() -> shop.pods().takeHome(back));
        assertThat(shop.podsWith(Scenery.STABLE_IMAGE)).hasSize(4);
    }

    @Test
    void aStatefulSetThatIsGoneCanBeRolledBack() {
        ClaimRecord claim = StatefulShop.rollingBack(shop.released(1));
        shop.cluster().remove(Kind.STATEFUL_SET, Shop.NAMESPACE, Scenery.NAME);
        shop.pass(Duration.ofMinutes(1));
        shop.pods().takeHome(claim);
        assertThat(shop.pods().carries(claim, 0)).isTrue();
        workload.deleteCanary(claim);
        assertThat(shop.observed(claim).canary()).isEmpty();
        assertThat(shop.observed(claim).stable().trouble()).contains("somebody deleted the StatefulSet");
    }

    @Test
    void whetherAPromotionCanBeTakenBackIsToldBeforeAnythingChanges() {
        ClaimRecord claim = shop.promoting(shop.released(1));
        assertThatCode(() -> workload.mustBeRestorable(claim)).doesNotThrowAnyException();
        shop.cluster().list(Kind.CONTROLLER_REVISION, Shop.NAMESPACE).forEach(revision -> shop.cluster()
                .remove(
                        Kind.CONTROLLER_REVISION,
                        Shop.NAMESPACE,
                        revision.getMetadata().getName()));
        assertThatThrownBy(() -> workload.mustBeRestorable(claim))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("which kept the version before the release, is gone");
    }

    @Test
    void whatIsInTheWayIsToldBeforeAnythingChanges() {
        assertThat(workload.inspect(StatefulShop.NEW_IMAGE, ROUTE, 1).problems())
                .isEmpty();
        shop.change(set -> new StatefulSetBuilder(set)
                .editSpec()
                .withRevisionHistoryLimit(0)
                .withNewUpdateStrategy()
                .withType("OnDelete")
                .endUpdateStrategy()
                .endSpec()
                .build());
        assertThat(workload.inspect(StatefulShop.NEW_IMAGE, ROUTE, 1).problems())
                .anySatisfy(problem -> assertThat(problem).contains("update strategy OnDelete"))
                .anySatisfy(problem -> assertThat(problem).contains("revisionHistoryLimit: 0"));
    }

    @Test
    void aReleaseOfSomebodyElseIsSeen() {
        shop.change(set -> StatefulSetPods.partitioned(set, 2));
        assertThat(workload.inspect(StatefulShop.NEW_IMAGE, ROUTE, 1).problems())
                .anySatisfy(problem -> assertThat(problem).contains("has the partition 2 already"));
    }

    @Test
    void anAutoscalerWouldMakeMoreCanaries() {
        shop.cluster()
                .put(
                        ServedKind.AUTOSCALER,
                        Shop.NAMESPACE,
                        Yaml.read(
                                "{metadata: {name: hpa}, spec: {minReplicas: 2, maxReplicas: 9, scaleTargetRef: {apiVersion:"
                                        + " apps/v1, kind: StatefulSet, name: checkout}}}",
                                ServedKind.AUTOSCALER.type()));
        assertThat(workload.inspect(StatefulShop.NEW_IMAGE, ROUTE, 1).problems())
                .anySatisfy(problem -> assertThat(problem).contains("is scaled by HorizontalPodAutoscaler hpa"));
    }

    @Test
    void aStatefulSetInTheMiddleOfItsOwnRolloutIsNotTaken() {
        shop.change(set -> withImage(set, "registry.example/other:1"));
        shop.pass(Duration.ofSeconds(3));
        assertThatThrownBy(shop::claim)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("wait until its own rollout is over");
    }

    @Test
    void theRightsThatItNeedsAreEnough() {
        shop.cluster()
                .grantOnly(InPlaceRights.needed(
                        WorkloadName.parse("statefulset/checkout"), Optional.empty(), Changes.NONE));
        ClaimRecord claim = StatefulShop.rollingBack(shop.released(2));
        assertThat(shop.podsWith(Scenery.CANARY_IMAGE)).hasSize(2);
        shop.drive(() -> shop.pods().takeHome(claim));
        workload.deleteCanary(claim);
        assertThat(shop.podsWith(Scenery.STABLE_IMAGE)).hasSize(4);
        assertThat(workload.missingRights(Optional.of(claim.workload()), Optional.empty(), Terms.NONE, Duration.ZERO))
                .isEmpty();
    }

    private static String image(StatefulSet set) {
        return set.getSpec().getTemplate().getSpec().getContainers().get(0).getImage();
    }

    private static StatefulSet withImage(StatefulSet set, String image) {
        return new StatefulSetBuilder(set)
                .editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}

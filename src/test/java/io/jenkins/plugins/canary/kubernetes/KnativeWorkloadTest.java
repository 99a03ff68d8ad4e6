package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.StableState.Template;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnativeWorkloadTest extends RevisedWorkloadContract<KnativeShop> {
    private static final String NEW = "registry.example/checkout:2";

    @Override
    KnativeShop open() {
        return KnativeShop.open();
    }

    @Override
    String prefix() {
        return "checkout";
    }

    @Test
    void theTagForPreviewsStays() {
        shop.released(25);
        assertThat(shop.image()).isEqualTo(NEW);
        assertThat(shop.service().<List<?>>get("spec", "traffic"))
                .hasSize(3)
                .element(1)
                .isEqualTo(Map.of("latestRevision", true, "tag", "preview"));
    }

    @Test
    void afterAPromotionTheTrafficFollowsAsItDidBefore() {
        Object traffic = shop.service().get("spec", "traffic");
        assertThat(shop.promoted().promotion().orElseThrow().images())
                .hasEntrySatisfying(
                        "user-container", image -> assertThat(image).startsWith("registry.example/checkout@sha256:"));
        assertThat(shop.service().<Object>get("spec", "traffic")).isEqualTo(traffic);
        mustBearNoMark();
    }

    @Test
    void aRollbackLeavesNoMark() {
        ClaimRecord back = RevisedShop.rollingBack(shop.released(50));
        workload.home(back);
        shop.settle();
        shop.cleared(back);
        assertThat(shop.service().getMetadata().getAnnotations()).isEqualTo(Map.of("team", "carts"));
        mustBearNoMark();
    }

    @Test
    void trafficIsHeldAtStablesRevisionUntilThereIsAnotherOfItsTemplate() {
        ClaimRecord back = RevisedShop.rollingBack(shop.released(50));
        workload.home(back);
        shop.settle();
        shop.holdBack(KnativeShop.OLD);
        shop.cleared(back);
        assertThat(shop.image()).isEqualTo(KnativeShop.OLD);
        assertThat(shop.served())
                .as("the latest that is ready is still the canary")
                .containsOnlyKeys(stable());
        assertThat(workload.observe(back).canary()).isPresent();
        shop.letGo(KnativeShop.OLD);
        shop.cleared(back);
        assertThat(workload.observe(back).canary()).isEmpty();
        assertThat(shop.served()).containsOnlyKeys(third());
    }

    @Test
    void aRevisionThatDoesNotBecomeReadySaysWhyAndIsTakenBack() {
        shop.holdBack(NEW);
        ClaimRecord claim = shop.claim();
        shop.created(claim);
        CanaryState canary = workload.observe(claim).canary().orElseThrow();
        assertThat(canary.ready()).isZero();
        assertThat(canary.trouble())
                .contains("revision " + canary() + ": ImagePullBackOff: Back-off pulling image \"" + NEW + "\"");
        ClaimRecord back = RevisedShop.rollingBack(claim);
        workload.home(back);
        assertThat(workload.carries(back, 0)).isTrue();
        shop.cleared(back);
        assertThat(workload.observe(back).canary()).isEmpty();
        assertThat(shop.image()).isEqualTo(KnativeShop.OLD);
    }

    @Test
    void withoutTheRevisionBeforeNothingCanBeUndone() {
        ClaimRecord promoted = shop.promoted();
        shop.cluster().remove(KnativeRevisions.REVISION, Shop.NAMESPACE, stable());
        assertThatThrownBy(() -> workload.mustBeRestorable(promoted))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("checkout-00001 does not keep the version before the release any more");
    }

    @Test
    void whatSomebodyElseChangedIsNotTouched() {
        ClaimRecord claim = shop.released(25);
        shop.changeImage("registry.example/checkout:9");
        assertThat(workload.observe(claim).stable().template()).isEqualTo(Template.OTHER);
        assertThat(workload.observe(claim).stable().whole())
                .as("its revision serves")
                .isTrue();
        ClaimRecord back = RevisedShop.rollingBack(claim);
        workload.home(back);
        shop.settle();
        assertThat(workload.carries(back, 0)).isTrue();
        shop.cleared(back);
        assertThat(shop.image()).isEqualTo("registry.example/checkout:9");
        assertThat(workload.observe(back).canary()).isEmpty();
        assertThat(shop.served()).containsOnlyKeys(third());
    }

    @Test
    void revisionsThatUsersNameGetANameOfTheReleases() {
        instead(new KnativeShop(", name: checkout-one", "[{revisionName: checkout-one, percent: 100}]"));
        Map<String, Object> before = shop.spec();
        ClaimRecord claim = shop.released(25);
        String canary = KnativeTemplate.name(KnativeTemplate.of(shop.service()));
        assertThat(canary).startsWith("checkout-").isNotEqualTo("checkout-one");
        assertThat(shop.served()).containsOnly(Map.entry("checkout-one", 75), Map.entry(canary, 25));
        ClaimRecord back = RevisedShop.rollingBack(claim);
        workload.home(back);
        shop.settle();
        shop.cleared(back);
        assertThat(shop.spec()).isEqualTo(before);
        shop.promoted();
        assertThat(shop.served()).containsExactly(Map.entry(canary, 100));
    }

    @Test
    void whatIsInTheWayIsToldBeforeAnythingChanges() {
        assertThat(workload.inspect(KnativeShop.NEW_IMAGE, workload.plan(), 1).problems())
                .isEmpty();
        shop.cluster().remove(KnativeRevisions.REVISION, Shop.NAMESPACE, stable());
        assertThat(workload.inspect(KnativeShop.NEW_IMAGE, workload.plan(), 1).problems())
                .singleElement()
                .asString()
                .contains("does not keep the version before the release");
        instead(new KnativeShop(
                "", "[{latestRevision: true, percent: 60}, {revisionName: checkout-00001, percent: 40}]"));
        assertThatThrownBy(shop::claim).hasMessageContaining("splits its traffic already");
        instead(new KnativeShop("", "[{revisionName: checkout-00000, percent: 100}]"));
        assertThatThrownBy(shop::claim)
                .hasMessageContaining(
                        "does not lead all traffic to checkout-00001, the revision of its present template");
        instead(KnativeShop.open());
        shop.holdBack(NEW);
        shop.changeImage(NEW);
        assertThatThrownBy(shop::claim).hasMessageContaining("has made no ready revision of its present template");
    }
}

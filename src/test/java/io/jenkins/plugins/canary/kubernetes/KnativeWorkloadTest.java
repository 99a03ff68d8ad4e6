package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.target.Arm;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.StableState.Template;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KnativeWorkloadTest {
    private static final String STABLE = "checkout-00001";
    private static final String CANARY = "checkout-00002";
    private static final String NEW = "registry.example/checkout:2";

    private KnativeShop shop = KnativeShop.open();
    private RevisedWorkload workload = shop.workload();

    @AfterEach
    void close() {
        shop.close();
    }

    private void instead(KnativeShop next) {
        shop.close();
        shop = next;
        workload = next.workload();
    }

    @Test
    void aRevisionIsMadeAndGetsNothingByBeingTheLatest() {
        ClaimRecord claim = shop.claim();
        shop.created(claim);
        assertThat(shop.image()).isEqualTo(NEW);
        assertThat(shop.served()).containsExactly(Map.entry(STABLE, 100));
        assertThat(workload.carries(claim, 0)).isTrue();
        CanaryState canary = workload.observe(claim).canary().orElseThrow();
        assertThat(canary.complete()).isTrue();
        assertThat(canary.ready()).isEqualTo(1);
        assertThat(workload.observe(claim).stable().template()).isEqualTo(Template.RECORDED);
        assertThat(workload.observe(claim).stable().whole()).isTrue();
        assertThat(workload.names(claim, Arm.CANARY).workload()).isEqualTo(CANARY + "-deployment");
        assertThat(workload.names(claim, Arm.BASELINE).service()).isEqualTo(STABLE);
    }

    @Test
    void aWeightIsThereWhenKnativeSaysSo() {
        ClaimRecord claim = shop.claim();
        shop.created(claim);
        workload.shift(claim, 25);
        assertThat(workload.carries(claim, 25)).isFalse();
        shop.settle();
        assertThat(workload.carries(claim, 25)).isTrue();
        assertThat(workload.carries(claim, 0)).isFalse();
        assertThat(shop.served()).containsOnly(Map.entry(STABLE, 75), Map.entry(CANARY, 25));
        assertThat(shop.service().<List<?>>get("spec", "traffic"))
                .as("the tag for previews stays")
                .hasSize(3)
                .element(1)
                .isEqualTo(Map.of("latestRevision", true, "tag", "preview"));
        shop.api().calls();
        workload.shift(claim, 25);
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void theArmsAreThePodsOfTheRevisions() {
        ClaimRecord claim = shop.released(50);
        assertThat(workload.observe(claim).canary().orElseThrow().pods())
                .singleElement()
                .satisfies(pod -> assertThat(pod.name()).startsWith(CANARY + "-deployment-"));
        assertThat(workload.observe(claim).stable().pods()).singleElement().satisfies(pod -> assertThat(pod.name())
                .startsWith(STABLE + "-deployment-"));
    }

    @Test
    void aPromotionLetsTheTrafficFollowTheJudgedRevisionAsItDidBefore() {
        Object traffic = shop.service().get("spec", "traffic");
        ClaimRecord promoting = shop.promoting(shop.released(50));
        assertThat(promoting.promotion().orElseThrow().images())
                .hasEntrySatisfying(
                        "user-container", image -> assertThat(image).startsWith("registry.example/checkout@sha256:"));
        workload.promote(promoting);
        assertThat(workload.observe(promoting).stable().template()).isEqualTo(Template.PROMOTED);
        assertThat(workload.observe(promoting).stable().whole()).isFalse();
        shop.settle();
        assertThat(workload.observe(promoting).stable().whole()).isTrue();
        workload.home(promoting);
        assertThat(workload.carries(promoting, 0)).isTrue();
        shop.cleared(promoting);
        assertThat(workload.observe(promoting).canary()).isEmpty();
        assertThat(workload.carries(promoting, 0)).isTrue();
        assertThat(shop.service().<Object>get("spec", "traffic")).isEqualTo(traffic);
        assertThat(shop.served()).containsExactly(Map.entry(CANARY, 100));
        mustBearNoMark();
    }

    @Test
    void aRollbackPutsTemplateAndTrafficBack() {
        Object before = shop.service().get("spec");
        ClaimRecord back = KnativeShop.rollingBack(shop.released(50));
        workload.home(back);
        assertThat(workload.carries(back, 0)).isFalse();
        shop.settle();
        assertThat(workload.carries(back, 0)).isTrue();
        assertThat(shop.served()).containsExactly(Map.entry(STABLE, 100));
        shop.cleared(back);
        assertThat(workload.observe(back).canary()).isEmpty();
        assertThat(shop.service().<Object>get("spec")).isEqualTo(before);
        assertThat(shop.served()).containsOnlyKeys("checkout-00003");
        assertThat(shop.service().getMetadata().getAnnotations()).isEqualTo(Map.of("team", "carts"));
        mustBearNoMark();
        shop.api().calls();
        workload.home(back);
        workload.deleteCanary(back);
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void trafficIsHeldAtStablesRevisionUntilThereIsAnotherOfItsTemplate() {
        ClaimRecord back = KnativeShop.rollingBack(shop.released(50));
        workload.home(back);
        shop.settle();
        shop.holdBack(KnativeShop.OLD);
        shop.cleared(back);
        assertThat(shop.image()).isEqualTo(KnativeShop.OLD);
        assertThat(shop.served())
                .as("the latest that is ready is still the canary")
                .containsOnlyKeys(STABLE);
        assertThat(workload.observe(back).canary()).isPresent();
        shop.letGo(KnativeShop.OLD);
        shop.cleared(back);
        assertThat(workload.observe(back).canary()).isEmpty();
        assertThat(shop.served()).containsOnlyKeys("checkout-00003");
    }

    @Test
    void aRevisionThatDoesNotBecomeReadySaysWhyAndIsTakenBack() {
        shop.holdBack(NEW);
        ClaimRecord claim = shop.claim();
        shop.created(claim);
        CanaryState canary = workload.observe(claim).canary().orElseThrow();
        assertThat(canary.ready()).isZero();
        assertThat(canary.trouble())
                .contains("revision " + CANARY + ": ImagePullBackOff: Back-off pulling image \"" + NEW + "\"");
        ClaimRecord back = KnativeShop.rollingBack(claim);
        workload.home(back);
        assertThat(workload.carries(back, 0)).isTrue();
        shop.cleared(back);
        assertThat(workload.observe(back).canary()).isEmpty();
        assertThat(shop.image()).isEqualTo(KnativeShop.OLD);
    }

    @Test
    void aProcessThatDiedBeforeItNotedAnythingLeavesWhatTheClaimCanTakeBack() {
        Object before = shop.service().get("spec");
        ClaimRecord claim = shop.claim();
        ClaimRecord back = KnativeShop.rollingBack(claim);
        workload.home(back);
        assertThat(workload.carries(back, 0)).as("nothing was begun").isTrue();
        workload.createCanary(claim, KnativeShop.NEW_IMAGE, 1);
        workload.home(back);
        shop.settle();
        assertThat(workload.carries(back, 0)).isTrue();
        shop.cleared(back);
        assertThat(shop.service().<Object>get("spec")).isEqualTo(before);
        mustBearNoMark();
    }

    @Test
    void aPromotionThatIsGivenUpGivesTheWeightBack() {
        ClaimRecord promoting = shop.promoting(shop.released(25));
        workload.promote(promoting);
        shop.settle();
        workload.restoreStable(promoting);
        shop.settle();
        assertThat(shop.served()).containsOnly(Map.entry(STABLE, 75), Map.entry(CANARY, 25));
        assertThat(workload.observe(promoting).stable().template()).isEqualTo(Template.RECORDED);
        assertThat(workload.observe(promoting).stable().whole()).isTrue();
        ClaimRecord back = KnativeShop.rollingBack(promoting);
        workload.home(back);
        shop.settle();
        assertThat(workload.carries(back, 0)).isTrue();
    }

    @Test
    void aPromotionCanBeUndoneAfterwards() {
        Object before = shop.service().get("spec");
        ClaimRecord promoting = shop.promoting(shop.released(25));
        workload.promote(promoting);
        shop.settle();
        shop.cleared(promoting);
        ClaimRecord done =
                promoting.done(new Ending(Outcome.PROMOTED, Phase.PROMOTING, false, "promoted"), Records.START);
        assertThat(workload.observe(done).stable().template()).isEqualTo(Template.PROMOTED);
        assertThatCode(() -> workload.mustBeRestorable(done)).doesNotThrowAnyException();
        workload.restoreStable(done);
        assertThat(workload.observe(done).stable().whole()).isFalse();
        shop.settle();
        assertThat(workload.observe(done).stable().whole()).isTrue();
        assertThat(workload.observe(done).stable().template()).isEqualTo(Template.RECORDED);
        assertThat(shop.service().<Object>get("spec")).isEqualTo(before);
        shop.cluster().remove(KnativeRevisions.REVISION, Shop.NAMESPACE, STABLE);
        assertThatThrownBy(() -> workload.mustBeRestorable(done))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("checkout-00001 does not keep the version before the release any more");
    }

    @Test
    void whatSomebodyElseChangedIsNotTouched() {
        ClaimRecord claim = shop.released(25);
        shop.change("registry.example/checkout:9");
        assertThat(workload.observe(claim).stable().template()).isEqualTo(Template.OTHER);
        assertThat(workload.observe(claim).stable().whole())
                .as("its revision serves")
                .isTrue();
        ClaimRecord back = KnativeShop.rollingBack(claim);
        workload.home(back);
        shop.settle();
        assertThat(workload.carries(back, 0)).isTrue();
        shop.cleared(back);
        assertThat(shop.image()).isEqualTo("registry.example/checkout:9");
        assertThat(workload.observe(back).canary()).isEmpty();
        assertThat(shop.served()).containsOnlyKeys("checkout-00003");
    }

    @Test
    void revisionsThatUsersNameGetANameOfTheReleases() {
        instead(new KnativeShop(", name: checkout-one", "[{revisionName: checkout-one, percent: 100}]"));
        Object before = shop.service().get("spec");
        ClaimRecord claim = shop.released(25);
        String canary = KnativeTemplate.name(KnativeTemplate.of(shop.service()));
        assertThat(canary).startsWith("checkout-").isNotEqualTo("checkout-one");
        assertThat(shop.served()).containsOnly(Map.entry("checkout-one", 75), Map.entry(canary, 25));
        ClaimRecord back = KnativeShop.rollingBack(claim);
        workload.home(back);
        shop.settle();
        shop.cleared(back);
        assertThat(shop.service().<Object>get("spec")).isEqualTo(before);
        ClaimRecord promoting = shop.promoting(shop.released(25));
        workload.promote(promoting);
        shop.settle();
        shop.cleared(promoting);
        assertThat(shop.served()).containsExactly(Map.entry(canary, 100));
    }

    @Test
    void whatIsInTheWayIsToldBeforeAnythingChanges() {
        assertThat(workload.inspect(KnativeShop.NEW_IMAGE, workload.plan(), 1).problems())
                .isEmpty();
        shop.cluster().remove(KnativeRevisions.REVISION, Shop.NAMESPACE, STABLE);
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
        shop.change(NEW);
        assertThatThrownBy(shop::claim).hasMessageContaining("has made no ready revision of its present template");
    }

    @Test
    void aServiceThatIsGoneCanBeRolledBack() {
        ClaimRecord back = KnativeShop.rollingBack(shop.released(25));
        shop.cluster().remove(KnativeService.SERVICE, Shop.NAMESPACE, "checkout");
        workload.home(back);
        assertThat(workload.carries(back, 0)).isTrue();
        workload.deleteCanary(back);
        assertThat(workload.observe(back).canary()).isEmpty();
        assertThat(workload.observe(back).stable().trouble()).contains("somebody deleted the Knative Service checkout");
    }

    private void mustBearNoMark() {
        assertThat(String.valueOf(shop.service().getMetadata())).doesNotContain("canary.jenkins.io");
    }
}

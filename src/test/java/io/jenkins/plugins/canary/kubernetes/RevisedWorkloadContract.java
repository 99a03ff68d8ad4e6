package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.plugins.canary.target.Arm;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.StableState.Template;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for every workload of which Knative makes revisions. */
abstract class RevisedWorkloadContract<S extends RevisedShop> {
    S shop = open();
    RevisedWorkload workload = shop.workload();

    /** A new cluster with the workload in it. */
    abstract S open();

    /** What the names of its revisions begin with. */
    abstract String prefix();

    final String stable() {
        return prefix() + "-00001";
    }

    final String canary() {
        return prefix() + "-00002";
    }

    final String third() {
        return prefix() + "-00003";
    }

    final void instead(S next) {
        shop.close();
        shop = next;
        workload = next.workload();
    }

    final void mustBearNoMark() {
        assertThat(String.valueOf(shop.service().getMetadata())).doesNotContain("canary.jenkins.io");
    }

    @AfterEach
    final void close() {
        shop.close();
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
        assertThat(shop.served()).containsOnly(Map.entry(stable(), 75), Map.entry(canary(), 25));
        shop.api().calls();
        workload.shift(claim, 25);
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void theArmsAreThePodsOfTheRevisions() {
        ClaimRecord claim = shop.released(50);
        assertThat(workload.observe(claim).canary().orElseThrow().pods())
                .singleElement()
                .satisfies(pod -> assertThat(pod.name()).startsWith(canary() + "-deployment-"));
        assertThat(workload.observe(claim).stable().pods()).singleElement().satisfies(pod -> assertThat(pod.name())
                .startsWith(stable() + "-deployment-"));
    }

    @Test
    void theCanaryThatIsMadeIsCompleteAndGetsNothing() {
        ClaimRecord claim = shop.claim();
        shop.created(claim);
        assertThat(shop.served()).containsExactly(Map.entry(stable(), 100));
        assertThat(workload.carries(claim, 0)).isTrue();
        CanaryState made = workload.observe(claim).canary().orElseThrow();
        assertThat(made.complete()).isTrue();
        assertThat(made.ready()).isEqualTo(1);
        assertThat(workload.observe(claim).stable().template()).isEqualTo(Template.RECORDED);
        assertThat(workload.observe(claim).stable().whole()).isTrue();
        assertThat(workload.names(claim, Arm.CANARY).workload()).isEqualTo(canary() + "-deployment");
        assertThat(workload.names(claim, Arm.BASELINE).service()).isEqualTo(stable());
    }

    @Test
    void aPromotionIsOverWhenTheTrafficFollowsTheJudgedRevision() {
        ClaimRecord promoting = shop.promoting(shop.released(50));
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
        assertThat(shop.served()).containsExactly(Map.entry(canary(), 100));
    }

    @Test
    void aRollbackIsOverWhenKnativeSaysSo() {
        Map<String, Object> before = shop.spec();
        ClaimRecord back = RevisedShop.rollingBack(shop.released(50));
        workload.home(back);
        assertThat(workload.carries(back, 0)).isFalse();
        shop.settle();
        assertThat(workload.carries(back, 0)).isTrue();
        assertThat(shop.served()).containsExactly(Map.entry(stable(), 100));
        shop.cleared(back);
        assertThat(workload.observe(back).canary()).isEmpty();
        assertThat(shop.spec()).isEqualTo(before);
        assertThat(shop.served()).containsOnlyKeys(third());
        shop.api().calls();
        workload.home(back);
        workload.deleteCanary(back);
        assertThat(shop.api().writes()).isEmpty();
    }

    @Test
    void aProcessThatDiedBeforeItNotedAnythingLeavesWhatTheClaimCanTakeBack() {
        Map<String, Object> before = shop.spec();
        ClaimRecord claim = shop.claim();
        ClaimRecord back = RevisedShop.rollingBack(claim);
        workload.home(back);
        assertThat(workload.carries(back, 0)).as("nothing was begun").isTrue();
        shop.begun(claim);
        workload.home(back);
        shop.settle();
        assertThat(workload.carries(back, 0)).isTrue();
        shop.cleared(back);
        assertThat(shop.spec()).isEqualTo(before);
        assertThat(workload.observe(back).canary()).isEmpty();
        mustBearNoMark();
    }

    @Test
    void aPromotionThatIsGivenUpGivesTheWeightBack() {
        ClaimRecord promoting = shop.promoting(shop.released(25));
        workload.promote(promoting);
        shop.settle();
        workload.restoreStable(promoting);
        shop.settle();
        assertThat(shop.served()).containsOnly(Map.entry(stable(), 75), Map.entry(canary(), 25));
        assertThat(workload.observe(promoting).stable().template()).isEqualTo(Template.RECORDED);
        assertThat(workload.observe(promoting).stable().whole()).isTrue();
        ClaimRecord back = RevisedShop.rollingBack(promoting);
        workload.home(back);
        shop.settle();
        assertThat(workload.carries(back, 0)).isTrue();
    }

    @Test
    void aPromotionCanBeUndoneAfterwards() {
        Map<String, Object> before = shop.spec();
        ClaimRecord done =
                shop.promoted().done(new Ending(Outcome.PROMOTED, Phase.PROMOTING, false, "promoted"), Records.START);
        assertThat(workload.observe(done).stable().template()).isEqualTo(Template.PROMOTED);
        assertThatCode(() -> workload.mustBeRestorable(done)).doesNotThrowAnyException();
        workload.restoreStable(done);
        assertThat(workload.observe(done).stable().whole()).isFalse();
        shop.settle();
        assertThat(workload.observe(done).stable().whole()).isTrue();
        assertThat(workload.observe(done).stable().template()).isEqualTo(Template.RECORDED);
        assertThat(shop.spec()).isEqualTo(before);
    }

    @Test
    void aServiceThatIsGoneCanBeRolledBack() {
        ClaimRecord back = RevisedShop.rollingBack(shop.released(25));
        shop.remove();
        workload.home(back);
        assertThat(workload.carries(back, 0)).isTrue();
        workload.deleteCanary(back);
        assertThat(workload.observe(back).canary()).isEmpty();
        assertThat(workload.observe(back).stable().trouble())
                .hasValueSatisfying(trouble -> assertThat(trouble).startsWith("somebody deleted the "));
    }
}

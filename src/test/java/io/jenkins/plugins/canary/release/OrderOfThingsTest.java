package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.target.Acceptance;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Cohort;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.Promotion;
import io.jenkins.plugins.canary.target.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The orders that never change. */
class OrderOfThingsTest {
    private final ToyWorld world = new ToyWorld();
    private final ToyReleases.Notes journal = new ToyReleases.Notes();

    @Test
    void aDeploymentClaimsThenCreatesThenRecordsTheWeightAndOnlyThenMovesTraffic() {
        Progress end = run(new Deploy(ToyReleases.in(world, journal)));
        assertThat(end).isInstanceOf(Progress.Done.class);
        assertThat(world.writes)
                .containsExactly(
                        "claim PREPARING 0",
                        "hold capacity",
                        "shift 0",
                        "create 1",
                        "claim SERVING 5",
                        "shift 5",
                        "claim SERVING 5");
    }

    @Test
    void aCanaryThatNeverBecomesReadyIsTakenBackAfterItsDeadlineWithoutEverHavingTraffic() {
        world.canaryBecomesReady = false;
        Progress end = run(new Deploy(ToyReleases.in(world, journal)));
        assertThat(end).isInstanceOfSatisfying(Progress.Done.class, done -> {
            assertThat(done.result().outcome()).contains(Outcome.ROLLED_BACK);
            assertThat(done.result().reason()).contains("0 of 1 canary pods are ready after 10m");
        });
        assertThat(world.writes).doesNotContain("shift 5").contains("delete");
        assertThat(Duration.between(ToyWorld.START, world.now)).isGreaterThanOrEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aWeightThatTheRouteDoesNotShowIsNotBelieved() {
        world.routeIgnoresWrites = true;
        Deploy deploy = new Deploy(ToyReleases.in(world, journal));
        for (int i = 0; i < 5; i++) {
            assertThat(tick(deploy)).isInstanceOf(Progress.Waiting.class);
        }
        assertThat(world.stored().orElseThrow().claim().weightSince()).isEmpty();
    }

    @Test
    void aRaiseScalesBeforeItMovesTraffic() {
        serving(5);
        run(new Shift(ToyReleases.in(world, journal), Exposure.of(50)));
        assertThat(world.writes).containsExactly("scale 2", "claim SERVING 50", "shift 50", "claim SERVING 50");
    }

    @Test
    void aCohortGetsPodsForItsShareBeforeItGetsTheCanary() {
        serving(5);
        Cohort half = new Cohort(Cohort.Carrier.HEADER, "x-user-group", "beta", false, 50);
        run(new Shift(ToyReleases.in(world, journal), new Exposure(5, Optional.of(half), 0)));
        assertThat(world.writes)
                .containsExactly(
                        "scale 3",
                        "claim SERVING 5",
                        "shift 5 % of the traffic and requests with header x-user-group: beta",
                        "claim SERVING 5");
        assertThat(journal.entries()).contains(new Entry.WeightSet(world.now, 5, half.toString()));
    }

    @Test
    void aRouteThatIsNotAcceptedBringsNoAnalysisAndIsToldWithItsReason() {
        serving(5);
        world.acceptance = Acceptance.rejected("Gateway edge says: no such port");
        Progress end = run(new Shift(ToyReleases.in(world, journal), Exposure.of(50)));
        assertThat(end).isEqualTo(new Progress.Failed("the route is not accepted: Gateway edge says: no such port"));
        assertThat(world.stored().orElseThrow().claim().weightSince()).isEmpty();
    }

    @Test
    void aRouteThatNobodyLooksAtIsWaitedForAndThenWarnedOf() {
        serving(5);
        world.acceptance = Acceptance.pending("Gateway edge has not looked at HTTPRoute shop/checkout yet");
        Instant before = world.now;
        Progress end = run(new Shift(ToyReleases.in(world, journal), Exposure.of(5)));
        assertThat(end).isInstanceOf(Progress.Done.class);
        run(new Shift(ToyReleases.in(world, journal), Exposure.of(50)));
        assertThat(Duration.between(before, world.now)).isEqualTo(Duration.ofSeconds(32));
        assertThat(journal.entries())
                .filteredOn(Entry.Event.class::isInstance)
                .extracting(entry -> ((Entry.Event) entry).sentence())
                .containsExactly(
                        "Warning: Gateway edge has not looked at HTTPRoute shop/checkout yet for 30s; going on as"
                                + " if it were in force");
    }

    @Test
    void aLowerWeightMovesTrafficBeforeItScales() {
        serving(50);
        run(new Shift(ToyReleases.in(world, journal), Exposure.of(5)));
        assertThat(world.writes).containsExactly("claim SERVING 5", "shift 5", "claim SERVING 5", "scale 1");
    }

    @Test
    void aRollbackRecordsItsReasonThenBringsTrafficHomeThenDrainsThenDeletes() {
        serving(25);
        Progress end = run(rollback());
        assertThat(world.writes)
                .containsExactly(
                        "claim ROLLING_BACK 25",
                        "shift 0",
                        "claim ROLLING_BACK 25",
                        "delete",
                        "clear",
                        "release capacity",
                        "claim DONE 0");
        assertThat(Duration.between(ToyWorld.START, world.now)).isEqualTo(Duration.ofSeconds(30));
        assertThat(end).isInstanceOfSatisfying(Progress.Done.class, done -> assertThat(
                        done.result().outcome())
                .contains(Outcome.ROLLED_BACK));
    }

    @Test
    void traffcThatSomebodySentBackToTheCanaryGoesHomeAgainBeforeTheCanaryIsDeleted() {
        serving(25);
        Rollback rollback = rollback();
        tick(rollback);
        world.route = Exposure.of(25);
        run(rollback);
        assertThat(world.writes.lastIndexOf("shift 0")).isLessThan(world.writes.indexOf("delete"));
        assertThat(world.route.weight()).isZero();
    }

    @Test
    void aPodIsKeptAfterTrafficHasGoneHome() {
        forensics();
        run(rollback());
        assertThat(world.writes).containsSubsequence("shift 0", "keep forensics", "delete");
    }

    @Test
    void aPodIsKeptBeforeTrafficGoesHomeWhereThatEndsThePods() {
        world.homeEndsPods = true;
        forensics();
        run(rollback());
        assertThat(world.writes).containsSubsequence("keep forensics", "shift 0", "delete");
    }

    @Test
    void aPodThatCannotBeKeptKeepsTrafficFromNothing() {
        world.homeEndsPods = true;
        world.podsAreDenied = true;
        forensics();
        tick(rollback());
        assertThat(world.route.weight()).isZero();
        assertThat(journal.entries())
                .anyMatch(entry -> entry instanceof Entry.Event event
                        && event.sentence().equals("No pod of the canary is kept to be looked at: update pods"));
    }

    private void forensics() {
        world.claimedBy(ToyReleases.opening(ToyReleases.ME, Duration.ofMinutes(30))
                .serving(25, ToyWorld.START)
                .weightStands(ToyWorld.START));
        world.canaryPods = 1;
        world.route = Exposure.of(25);
    }

    @Test
    void aPromotionPinsStableFirstAndBringsTrafficHomeOnlyWhenStableIsWhole() {
        serving(50);
        passed(50);
        world.stableRollsOut = false;
        Promote promote = new Promote(ToyReleases.in(world, journal), Verdict.Kind.PASS);
        tick(promote);
        tick(promote);
        assertThat(world.writes).containsExactly("claim PROMOTING 50", "promote");
        world.stableRollsOut = true;
        run(promote);
        assertThat(world.writes)
                .containsExactly(
                        "claim PROMOTING 50",
                        "promote",
                        "shift 0",
                        "claim PROMOTING 50",
                        "delete",
                        "clear",
                        "release capacity",
                        "claim DONE 0");
    }

    @Test
    void aPromotionWithoutAPassIsRefusedAndChangesNothing() {
        serving(50);
        assertThatThrownBy(() -> tick(new Promote(ToyReleases.in(world, journal), Verdict.Kind.PASS)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("PASS is required at the present weight of 50 %")
                .hasMessageContaining("analyze first");
        assertThat(world.writes).isEmpty();
    }

    @Test
    void aPassAtALowerWeightDoesNotPromote() {
        passed(25);
        serving(50);
        assertThatThrownBy(() -> tick(new Promote(ToyReleases.in(world, journal), Verdict.Kind.PASS)))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void aStableThatDoesNotBecomeTheNewVersionGetsItsOwnBackAndTheCanaryKeepsItsWeight() {
        serving(50);
        passed(50);
        world.stableRollsOut = false;
        Progress end = run(new Promote(ToyReleases.in(world, journal), Verdict.Kind.PASS));
        assertThat(end).isInstanceOfSatisfying(Progress.Done.class, done -> {
            assertThat(done.result().outcome()).contains(Outcome.FAILED);
            assertThat(done.result().reason()).contains("2 of 4 stable pods are ready");
        });
        assertThat(world.stableTemplate).isEqualTo("old");
        assertThat(world.route.weight()).isEqualTo(50);
        assertThat(world.stored().orElseThrow().claim().phase()).isEqualTo(Phase.SERVING);
    }

    @Test
    void aRollbackInPromotionGivesStableItsTemplateBackWhileTheCanaryKeepsServing() {
        promoting();
        run(rollback());
        assertThat(world.writes)
                .containsSubsequence("claim ROLLING_BACK 50", "restore stable", "shift 0", "delete", "claim DONE 0");
    }

    @Test
    void aHarmfulCanaryLosesItsTrafficAtOnceEvenInPromotion() {
        ClaimRecord claim = promoting();
        world.stableRollsOut = false;
        Ending harmful = new Ending(Outcome.ROLLED_BACK, Phase.PROMOTING, true, "it harms");
        new Withdrawal(adaptersKnowing()).begin(claim, harmful, world.now);
        assertThat(world.writes)
                .containsExactly("claim ROLLING_BACK 50", "restore stable", "shift 0", "claim ROLLING_BACK 50");
    }

    @Test
    void aSecondReleaseOnTheSameTargetIsToldWhoHoldsIt() {
        world.claimedBy(ToyReleases.opening(ToyReleases.OTHER).serving(25, ToyWorld.START));
        Release second =
                new Release("r2", ToyReleases.ME, ToyReleases.spec(List.of()), ToyReleases.adapters(world, journal));
        assertThatThrownBy(() -> tick(new Deploy(second)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("https://ci2.example/job/checkout/3/")
                .hasMessageContaining("weight 25 %");
        assertThat(world.writes).isEmpty();
    }

    @Test
    void aPodGetsNoTrafficBeforeRoutersCanHaveHeardOfIt() {
        world.claimedBy(
                ToyReleases.opening(ToyReleases.ME).serving(5, ToyWorld.START).weightStands(ToyWorld.START));
        world.canaryPods = 2;
        world.route = Exposure.of(5);
        world.readySince = ToyWorld.START;
        Shift shift = new Shift(ToyReleases.in(world, journal), Exposure.of(50));
        assertThat(shift.tick(ToyWorld.START))
                .isEqualTo(new Progress.Waiting(
                        ToyWorld.START.plusSeconds(2), "the canary's pods are ready; routers get to know of them"));
        assertThat(world.route.weight()).isEqualTo(5);
        assertThat(shift.tick(ToyWorld.START.plusSeconds(2))).isInstanceOf(Progress.Done.class);
    }

    @Test
    void nothingToRollBackIsASuccess() {
        assertThat(tick(rollback())).isInstanceOf(Progress.Done.class);
        assertThat(world.writes).isEmpty();
    }

    @Test
    void anOrderedRollbackTakesTheClaimAtOnceAndLetsTheOldHoldersLastCallRunOut() {
        world.claimedBy(ToyReleases.opening(ToyReleases.OTHER)
                .serving(25, ToyWorld.START)
                .weightStands(ToyWorld.START));
        world.canaryPods = 1;
        world.route = Exposure.of(25);
        Rollback rollback = rollback();
        assertThat(tick(rollback))
                .isEqualTo(new Progress.Waiting(
                        ToyWorld.START.plusSeconds(10),
                        "took the release over from https://ci2.example/job/checkout/3/"));
        assertThat(tick(rollback())).isInstanceOf(Progress.Waiting.class);
        assertThat(world.writes).containsExactly("claim SERVING 25");
        world.now = ToyWorld.START.plusSeconds(10);
        run(rollback);
        assertThat(world.route.weight()).isZero();
    }

    @Test
    void anotherControllerGoesOnOnlyWhenTheClaimHasLapsed() {
        world.claimedBy(ToyReleases.opening(ToyReleases.OTHER)
                .serving(5, ToyWorld.START)
                .weightStands(ToyWorld.START));
        world.canaryPods = 1;
        world.route = Exposure.of(5);
        Shift shift = new Shift(ToyReleases.in(world, journal), Exposure.of(25));
        assertThat(tick(shift)).isInstanceOfSatisfying(Progress.Waiting.class, waiting -> assertThat(waiting.until())
                .isEqualTo(ToyWorld.START.plusSeconds(190)));
        assertThat(world.writes).isEmpty();
    }

    private Adapters adaptersKnowing() {
        Adapters adapters = ToyReleases.adapters(world, journal);
        adapters.claim().read();
        return adapters;
    }

    private Rollback rollback() {
        return new Rollback(
                ToyReleases.adapters(world, journal), ToyReleases.ME, Outcome.ROLLED_BACK, "somebody asked for it");
    }

    private void serving(int weight) {
        world.claimedBy(ToyReleases.opening(ToyReleases.ME)
                .serving(weight, ToyWorld.START)
                .weightStands(ToyWorld.START));
        world.canaryPods = Math.max(1, (weight * 4 + 99) / 100);
        world.route = Exposure.of(weight);
    }

    private ClaimRecord promoting() {
        ClaimRecord claim = ToyReleases.opening(ToyReleases.ME)
                .serving(50, ToyWorld.START)
                .weightStands(ToyWorld.START)
                .promoting(new Promotion("new", Map.of()), ToyWorld.START);
        world.claimedBy(claim);
        world.canaryPods = 2;
        world.route = Exposure.of(50);
        world.stableTemplate = "new";
        return claim;
    }

    private void passed(int weight) {
        Verdict pass = new Verdict(Verdict.Kind.PASS, Reason.ALL_PASSED, "all well", true, List.of());
        journal.append(new Entry.Judged(ToyWorld.START.plusSeconds(600), weight, pass));
    }

    private Progress tick(Operation operation) {
        return operation.tick(world.now);
    }

    /** Ticks through virtual time until there is an end. */
    private Progress run(Operation operation) {
        for (int i = 0; i < 2000; i++) {
            Progress progress = tick(operation);
            if (!(progress instanceof Progress.Waiting waiting)) {
                return progress;
            }
            world.now = Optional.of(waiting.until()).filter(world.now::isBefore).orElse(world.now);
        }
        throw new AssertionError("no end after 2000 ticks");
    }
}

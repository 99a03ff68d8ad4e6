package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.analysis.Judgement;
import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Exposure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final Instant SINCE = ToyWorld.START;
    private static final ReleaseSpec SPEC = ToyReleases.spec(List.of());
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    @Test
    void aFailTakesTrafficHomeAtOnceAtAnyWeight() {
        assertThat(decide(5, judged(Verdict.Kind.FAIL, Reason.WORSE, true, false), 1))
                .isEqualTo(Decision.Next.ROLL_BACK_AT_ONCE);
        assertThat(decide(50, judged(Verdict.Kind.FAIL, Reason.WORSE, true, false), 1))
                .isEqualTo(Decision.Next.ROLL_BACK_AT_ONCE);
    }

    @Test
    void aLowerWeightNeedsItsDwellTimeAndNoPass() {
        Judgement calm = judged(Verdict.Kind.INCONCLUSIVE, Reason.TOO_FEW, false, true);
        assertThat(decide(5, calm, 4)).isEqualTo(Decision.Next.WATCH);
        assertThat(decide(5, calm, 5)).isEqualTo(Decision.Next.RAISE);
    }

    @Test
    void theNextWeightIsTheNextStep() {
        Judgement calm = judged(Verdict.Kind.INCONCLUSIVE, Reason.TOO_FEW, false, true);
        assertThat(Decision.of(SPEC, claim(5), calm, INTERVAL, after(5))
                        .exposure()
                        .weight())
                .isEqualTo(25);
        assertThat(Decision.of(SPEC, claim(7), calm, INTERVAL, after(5))
                        .exposure()
                        .weight())
                .isEqualTo(25);
    }

    @Test
    void stepsOfTheSameWeightFollowEachOther() {
        ReleaseSpec spec = SpecReader.read(Specs.without("weights")
                + "steps: [{mirror: 100, hold: 5m}, {cohort: {header: g, value: b}, hold: 5m}, {weight: 5}]\n");
        Judgement calm = judged(Verdict.Kind.INCONCLUSIVE, Reason.TOO_FEW, false, true);
        Exposure copies = spec.steps().get(0).exposure();
        Exposure cohort = spec.steps().get(1).exposure();

        assertThat(Decision.of(spec, serving(copies), calm, INTERVAL, after(5)).exposure())
                .isEqualTo(cohort);
        assertThat(Decision.of(spec, serving(cohort), calm, INTERVAL, after(5)).exposure())
                .isEqualTo(Exposure.of(5));
    }

    @Test
    void aCanaryThatGetsNothingGoesOnWhenItHasBeenHeld() {
        ReleaseSpec blueGreen = SpecReader.read(
                Specs.without("weights") + "steps: [{weight: 0, hold: 5m}, {weight: 100, hold: 10m}]\n");
        Judgement nothing = judged(Verdict.Kind.INCONCLUSIVE, Reason.TOO_FEW, false, false);

        assertThat(Decision.of(blueGreen, serving(Exposure.NONE), nothing, INTERVAL, after(4))
                        .next())
                .isEqualTo(Decision.Next.WATCH);
        Decision next = Decision.of(blueGreen, serving(Exposure.NONE), nothing, INTERVAL, after(5));
        assertThat(next.next()).isEqualTo(Decision.Next.RAISE);
        assertThat(next.exposure()).isEqualTo(Exposure.of(100));
    }

    @Test
    void anAlarmHoldsALowerWeight() {
        assertThat(decide(5, judged(Verdict.Kind.INCONCLUSIVE, Reason.SUSPECT, false, false), 30))
                .isEqualTo(Decision.Next.WATCH);
    }

    @Test
    void onlyAPassPromotesFromTheLastWeight() {
        assertThat(decide(50, judged(Verdict.Kind.PASS, Reason.ALL_PASSED, true, true), 10))
                .isEqualTo(Decision.Next.PROMOTE);
        assertThat(decide(50, judged(Verdict.Kind.MARGINAL, Reason.SUSPECT, true, true), 90))
                .isEqualTo(Decision.Next.HOLD);
        assertThat(decide(50, judged(Verdict.Kind.INCONCLUSIVE, Reason.TOO_FEW, true, true), 90))
                .isEqualTo(Decision.Next.HOLD);
        assertThat(decide(50, judged(Verdict.Kind.INCONCLUSIVE, Reason.TOO_FEW, false, true), 60))
                .isEqualTo(Decision.Next.WATCH);
    }

    @Test
    void anUndecidedReleaseIsRolledBackWhereThePolicySaysSo() {
        ReleaseSpec back = with(new Policies(
                Policies.Undecided.ROLLBACK,
                Policies.CommonTrouble.WITHDRAW,
                Policies.StableChanged.WITHDRAW,
                Policies.OpenRelease.REFUSE,
                Policies.Promoter.DIRECT,
                Verdict.Kind.PASS));
        Judgement judgement = judged(Verdict.Kind.INCONCLUSIVE, Reason.NO_DATA, true, false);
        assertThat(Decision.of(back, claim(50), judgement, INTERVAL, after(90)).next())
                .isEqualTo(Decision.Next.ROLL_BACK);
    }

    @Test
    void aMarginalVerdictPromotesWhereItIsAccepted() {
        ReleaseSpec lenient = with(new Policies(
                Policies.Undecided.HOLD,
                Policies.CommonTrouble.WITHDRAW,
                Policies.StableChanged.WITHDRAW,
                Policies.OpenRelease.REFUSE,
                Policies.Promoter.DIRECT,
                Verdict.Kind.MARGINAL));
        Judgement judgement = judged(Verdict.Kind.MARGINAL, Reason.SUSPECT, true, false);
        assertThat(Decision.of(lenient, claim(50), judgement, INTERVAL, after(90))
                        .next())
                .isEqualTo(Decision.Next.PROMOTE);
    }

    @Test
    void troubleOfBothArmsRightAfterAShiftWithdrawsTheReleaseAfterTwoMinutes() {
        assertThat(Decision.of(SPEC, claim(25), unhealthySince(after(1)), INTERVAL, after(2))
                        .next())
                .isEqualTo(Decision.Next.WATCH);
        Decision decision = Decision.of(SPEC, claim(25), unhealthySince(after(1)), INTERVAL, after(3));
        assertThat(decision.next()).isEqualTo(Decision.Next.ROLL_BACK_AT_ONCE);
        assertThat(decision.why()).contains("COMMON_TROUBLE_SINCE_SHIFT", "25 %");
    }

    @Test
    void troubleOfBothArmsThatBeginsLaterHolds() {
        assertThat(Decision.of(SPEC, claim(25), unhealthySince(after(6)), INTERVAL, after(20))
                        .next())
                .isEqualTo(Decision.Next.WATCH);
    }

    @Test
    void troubleOfAnEarlierDayWithdrawsNothing() {
        ReleaseSpec previous = SpecReader.read(Specs.with("baseline: previous"));
        assertThat(Decision.of(previous, claim(5), unhealthySince(after(1)), INTERVAL, after(4))
                        .next())
                .isEqualTo(Decision.Next.WATCH);
    }

    @Test
    void troubleOfBothArmsHoldsWhereThePolicySaysSo() {
        ReleaseSpec hold = with(new Policies(
                Policies.Undecided.HOLD,
                Policies.CommonTrouble.HOLD,
                Policies.StableChanged.WITHDRAW,
                Policies.OpenRelease.REFUSE,
                Policies.Promoter.DIRECT,
                Verdict.Kind.PASS));
        assertThat(Decision.of(hold, claim(25), unhealthySince(after(1)), INTERVAL, after(20))
                        .next())
                .isEqualTo(Decision.Next.WATCH);
    }

    @Test
    void anExpiredReleaseIsRolledBack() {
        Judgement calm = judged(Verdict.Kind.INCONCLUSIVE, Reason.TOO_FEW, false, true);
        assertThat(decide(50, calm, 24 * 60)).isEqualTo(Decision.Next.ROLL_BACK);
    }

    @Test
    void aStableThatSomebodyElseChangedEndsTheRelease() {
        assertThat(decide(25, judged(Verdict.Kind.INCONCLUSIVE, Reason.STABLE_CHANGED, true, false), 3))
                .isEqualTo(Decision.Next.ROLL_BACK);
    }

    @Test
    void aPausedReleaseIsOnlyWatched() {
        Judgement calm = judged(Verdict.Kind.INCONCLUSIVE, Reason.TOO_FEW, false, true);
        assertThat(decidePaused(5, calm, 30).next()).isEqualTo(Decision.Next.WATCH);
        assertThat(decidePaused(5, calm, 30).why()).contains("paused at 5 % by anne: lunch", "'canary resume'");
        assertThat(decidePaused(50, judged(Verdict.Kind.PASS, Reason.ALL_PASSED, true, true), 30)
                        .next())
                .isEqualTo(Decision.Next.WATCH);
    }

    @Test
    void aPauseKeepsNobodyFromTakingBackWhatHarmsOrHasExpired() {
        assertThat(decidePaused(5, judged(Verdict.Kind.FAIL, Reason.WORSE, true, false), 30)
                        .next())
                .isEqualTo(Decision.Next.ROLL_BACK_AT_ONCE);
        Judgement calm = judged(Verdict.Kind.INCONCLUSIVE, Reason.TOO_FEW, false, true);
        assertThat(decidePaused(5, calm, 24 * 60).next()).isEqualTo(Decision.Next.ROLL_BACK);
    }

    private static Decision decidePaused(int weight, Judgement judgement, int minutes) {
        ClaimRecord paused = claim(weight).ordered(GiveOrder.pause(after(1), "anne", "lunch"));
        return Decision.of(SPEC, paused, judgement, INTERVAL, after(minutes));
    }

    private static Decision.Next decide(int weight, Judgement judgement, int minutes) {
        return Decision.of(SPEC, claim(weight), judgement, INTERVAL, after(minutes))
                .next();
    }

    private static ReleaseSpec with(Policies policies) {
        return new ReleaseSpec(
                SPEC.target(),
                SPEC.changes(),
                SPEC.traffic(),
                SPEC.steps(),
                SPEC.source(),
                SPEC.metrics(),
                SPEC.analysis(),
                policies,
                SPEC.times());
    }

    private static ClaimRecord claim(int weight) {
        return serving(Exposure.of(weight));
    }

    private static ClaimRecord serving(Exposure exposure) {
        return ToyReleases.opening(ToyReleases.ME).serving(exposure, SINCE).weightStands(SINCE);
    }

    private static Instant after(int minutes) {
        return SINCE.plus(Duration.ofMinutes(minutes));
    }

    private static Judgement judged(Verdict.Kind kind, Reason reason, boolean decided, boolean mayRaise) {
        return new Judgement(
                new Verdict(kind, reason, "because", true, List.of()), decided, mayRaise, Optional.empty());
    }

    private static Judgement unhealthySince(Instant since) {
        Verdict verdict =
                new Verdict(Verdict.Kind.INCONCLUSIVE, Reason.BASELINE_UNHEALTHY, "both fail", true, List.of());
        return new Judgement(verdict, false, false, Optional.of(since));
    }
}

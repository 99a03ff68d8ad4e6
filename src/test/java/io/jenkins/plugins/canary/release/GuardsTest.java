package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.analysis.Judgement;
import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Pod;
import io.jenkins.plugins.canary.target.StableState;
import io.jenkins.plugins.canary.target.WorkloadState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A canary that is compared with a fresh copy of stable, of which something is wrong with the copy alone. */
class GuardsTest {
    private static final Instant SINCE = ToyWorld.START;
    private static final Instant NOW = SINCE.plus(Duration.ofMinutes(20));
    private static final ReleaseSpec FRESH =
            SpecReader.read(Specs.with("traffic: {istio: {virtualService: checkout}}") + "baseline: fresh\n");

    @Test
    void aSoundCopyChangesNothing() {
        assertThat(over(judged(Verdict.Kind.PASS), copy(2, pod(0, SINCE)), NOW).verdict())
                .isEqualTo(judged(Verdict.Kind.PASS).verdict());
    }

    @Test
    void aCopyThatIsNotReadyIsNothingToCompareWithWhateverTheNumbersSay() {
        Judgement judgement = over(judged(Verdict.Kind.PASS), copy(0, pod(4, null)), NOW);
        assertThat(judgement.verdict().kind()).isEqualTo(Verdict.Kind.INCONCLUSIVE);
        assertThat(judgement.verdict().reason()).isEqualTo(Reason.BASELINE_UNHEALTHY);
        assertThat(judgement.verdict().sentence())
                .isEqualTo(
                        "none of the pods of stable's fresh copy is ready (pod copy-0: CrashLoopBackOff), so there is"
                                + " nothing to compare with");
        assertThat(judgement.mayRaise()).isFalse();
        assertThat(judgement.decided()).isFalse();
    }

    @Test
    void aCopyThatIsGoneIsNothingToCompareWith() {
        assertThat(over(judged(Verdict.Kind.PASS), Optional.empty(), NOW)
                        .verdict()
                        .reason())
                .isEqualTo(Reason.BASELINE_UNHEALTHY);
    }

    @Test
    void aPodOfTheCopyThatWasRestartedCountsAgainAfterItHasBeenReadyForTheMinimum() {
        Duration least = FRESH.analysis().minDuration();
        Optional<CanaryState> copy = copy(2, pod(1, NOW));
        assertThat(over(judged(Verdict.Kind.PASS), copy, NOW.plus(least).minusMillis(1))
                        .verdict()
                        .sentence())
                .isEqualTo(
                        "pod copy-0 of stable's fresh copy was restarted 1 time, so what it shows is not how the running"
                                + " version does");
        assertThat(over(judged(Verdict.Kind.PASS), copy, NOW.plus(least))
                        .verdict()
                        .kind())
                .isEqualTo(Verdict.Kind.PASS);
    }

    @Test
    void aCanaryThatFailsIsTakenBackAllTheSame() {
        assertThat(over(judged(Verdict.Kind.FAIL), copy(0, pod(4, null)), NOW)
                        .verdict()
                        .kind())
                .isEqualTo(Verdict.Kind.FAIL);
    }

    @Test
    void anAnalysisWithoutASoundCopyEndsWhenItsTimeIsOver() {
        Instant late = SINCE.plus(FRESH.analysis().longest());
        assertThat(over(judged(Verdict.Kind.PASS), copy(0, pod(4, null)), late).decided())
                .isTrue();
    }

    private static Judgement over(Judgement judged, Optional<CanaryState> copy, Instant now) {
        StableState stable = new StableState(StableState.Template.RECORDED, 4, 4, true, List.of(), Optional.empty());
        CanaryState canary = new CanaryState(true, 2, 2, List.of(), Optional.empty());
        return new Guards(FRESH, claim(), now).over(judged, new WorkloadState(stable, Optional.of(canary), copy));
    }

    private static ClaimRecord claim() {
        return ToyReleases.opening(ToyReleases.ME).serving(25, SINCE).weightStands(SINCE);
    }

    private static Judgement judged(Verdict.Kind kind) {
        Reason reason = kind == Verdict.Kind.PASS ? Reason.ALL_PASSED : Reason.WORSE;
        return new Judgement(
                new Verdict(kind, reason, "as the numbers say", false, List.of()), true, true, Optional.empty());
    }

    private static Optional<CanaryState> copy(int ready, Pod pod) {
        Optional<String> trouble = ready == 0 ? Optional.of("pod copy-0: CrashLoopBackOff") : Optional.empty();
        return Optional.of(new CanaryState(true, 2, ready, List.of(pod), trouble));
    }

    private static Pod pod(int restarts, Instant readySince) {
        return new Pod("copy-0", Optional.ofNullable(readySince), restarts, Map.of());
    }
}

package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.Judgement;
import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.Pod;
import io.jenkins.plugins.canary.target.StableState;
import io.jenkins.plugins.canary.target.WorkloadState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What needs no statistics: seen in the cluster, it overrides whatever the numbers say. */
final class Guards {
    private final ReleaseSpec spec;
    private final ClaimRecord claim;
    private final Instant now;

    Guards(ReleaseSpec spec, ClaimRecord claim, Instant now) {
        this.spec = spec;
        this.claim = claim;
        this.now = now;
    }

    /** The judgement, unless the cluster shows something that counts for more. */
    Judgement over(Judgement judged, WorkloadState state) {
        int ready = state.canary().map(CanaryState::ready).orElse(0);
        if (claim.phase() == Phase.SERVING && ready == 0) {
            String why = state.canary()
                    .flatMap(CanaryState::trouble)
                    .map(trouble -> " (" + trouble + ")")
                    .orElse("");
            return decided(
                    judged,
                    Verdict.Kind.FAIL,
                    Reason.GUARD_TRIPPED,
                    "none of the canary's pods is ready while it gets " + claim.exposure() + why);
        }
        if (state.stable().template() == StableState.Template.OTHER) {
            return decided(
                    judged,
                    Verdict.Kind.INCONCLUSIVE,
                    Reason.STABLE_CHANGED,
                    "somebody else changed the stable version during the release, so there is nothing to compare with");
        }
        if (judged.verdict().kind() == Verdict.Kind.FAIL) {
            return claim.exposure().mirror() > 0 ? unseen(judged) : judged;
        }
        return !spec.analysis().fresh()
                ? judged
                : unsound(state.baseline())
                        .map(why -> with(judged, Verdict.Kind.INCONCLUSIVE, Reason.BASELINE_UNHEALTHY, why, isOver()))
                        .orElse(judged);
    }

    /** Why a copy of stable is nothing to compare with: it runs the old version, so its trouble is its own. */
    private Optional<String> unsound(Optional<CanaryState> copy) {
        if (copy.map(CanaryState::ready).orElse(0) == 0) {
            return Optional.of("none of the pods of stable's fresh copy is ready"
                    + copy.flatMap(CanaryState::trouble)
                            .map(trouble -> " (" + trouble + ")")
                            .orElse("")
                    + ", so there is nothing to compare with");
        }
        return copy.get().pods().stream()
                .filter(pod -> pod.restarts() > 0 && !hasRecovered(pod))
                .findFirst()
                .map(pod -> "pod " + pod.name() + " of stable's fresh copy was restarted " + pod.restarts()
                        + (pod.restarts() == 1 ? " time" : " times")
                        + ", so what it shows is not how the running version does");
    }

    private boolean hasRecovered(Pod pod) {
        return pod.readySince()
                .filter(since -> !now.isBefore(since.plus(spec.analysis().minDuration())))
                .isPresent();
    }

    /** What a canary does to copies of requests harms nobody, and whoever reads that it failed must know. */
    private static Judgement unseen(Judgement judged) {
        Verdict before = judged.verdict();
        Verdict verdict = new Verdict(
                before.kind(),
                before.reason(),
                before.sentence() + " (in answers to copies of requests, which no user saw)",
                before.uncalibrated(),
                before.evidence());
        return new Judgement(verdict, judged.decided(), judged.mayRaise(), judged.unhealthySince());
    }

    /** What is said while a source has not answered even once. */
    Judgement sourceDown(String why) {
        Verdict verdict = new Verdict(
                Verdict.Kind.INCONCLUSIVE, Reason.SOURCE_DOWN, "a source does not answer: " + why, true, List.of());
        return new Judgement(verdict, isOver(), false, Optional.empty());
    }

    /** Whether an undecided analysis ends. */
    boolean isOver() {
        Instant since = claim.weightSince().orElse(now);
        return !now.isBefore(
                since.plus(spec.analysis().longest()).plus(claim.orders().grace(since, now)));
    }

    private static Judgement decided(Judgement judged, Verdict.Kind kind, Reason reason, String sentence) {
        return with(judged, kind, reason, sentence, true);
    }

    private static Judgement with(
            Judgement judged, Verdict.Kind kind, Reason reason, String sentence, boolean isDecided) {
        Verdict before = judged.verdict();
        Verdict verdict = new Verdict(kind, reason, sentence, before.uncalibrated(), before.evidence());
        return new Judgement(verdict, isDecided, false, judged.unhealthySince());
    }
}

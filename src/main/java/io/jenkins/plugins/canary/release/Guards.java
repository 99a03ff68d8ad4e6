package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.Judgement;
import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.StableState;
import io.jenkins.plugins.canary.target.WorkloadState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What needs no statistics: seen in the cluster, it overrides whatever the numbers say. */
final class Guards {
    private Guards() {}

    /** The judgement, unless the cluster shows something that counts for more. */
    static Judgement over(Judgement judged, ClaimRecord claim, WorkloadState state) {
        int ready = state.canary().map(CanaryState::ready).orElse(0);
        if (claim.weight() > 0 && ready == 0) {
            String why = state.canary()
                    .flatMap(CanaryState::trouble)
                    .map(trouble -> " (" + trouble + ")")
                    .orElse("");
            return decided(
                    judged,
                    Verdict.Kind.FAIL,
                    Reason.GUARD_TRIPPED,
                    "none of the canary's pods is ready at a weight of " + claim.weight() + " %" + why);
        }
        if (state.stable().template() == StableState.Template.OTHER) {
            return decided(
                    judged,
                    Verdict.Kind.INCONCLUSIVE,
                    Reason.STABLE_CHANGED,
                    "somebody else changed the stable version during the release, so there is nothing to compare with");
        }
        return judged;
    }

    /** What is said while a source has not answered even once. */
    static Judgement sourceDown(String why, ClaimRecord claim, ReleaseSpec spec, Instant now) {
        Instant since = claim.weightSince().orElse(now);
        boolean over = !now.isBefore(
                since.plus(spec.analysis().longest()).plus(claim.orders().grace(since, now)));
        Verdict verdict = new Verdict(
                Verdict.Kind.INCONCLUSIVE, Reason.SOURCE_DOWN, "a source does not answer: " + why, true, List.of());
        return new Judgement(verdict, over, false, Optional.empty());
    }

    private static Judgement decided(Judgement judged, Verdict.Kind kind, Reason reason, String sentence) {
        Verdict before = judged.verdict();
        Verdict verdict = new Verdict(kind, reason, sentence, before.uncalibrated(), before.evidence());
        return new Judgement(verdict, true, false, judged.unhealthySince());
    }
}

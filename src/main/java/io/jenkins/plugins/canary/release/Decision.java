package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.Judgement;
import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Exposure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a rollout does next: a pure function of specification, claim, judgement and time.
 *
 * @param exposure what the canary is to get next; otherwise what it has
 * @param why one sentence
 */
public record Decision(Next next, Exposure exposure, String why) {
    /** Trouble that both arms have counts as coming from the release if it begins this soon after a weight was raised. */
    private static final Duration SOON_AFTER_SHIFT = Duration.ofMinutes(2);

    private static final int SOON_INTERVALS = 4;

    /** How long both arms must have been in trouble before the release is withdrawn. */
    private static final Duration WITHDRAW_AFTER = Duration.ofMinutes(2);

    /** What can be done next. */
    public enum Next {
        /** Go on watching at this weight. */
        WATCH,
        /** Ask a person whether it may go on. */
        ASK,
        /** Raise the weight. */
        RAISE,
        /** Make the canary stable. */
        PROMOTE,
        /** Take it back; it harms. */
        ROLL_BACK_AT_ONCE,
        /** Take it back in good order. */
        ROLL_BACK,
        /** Take it back in good order, and begin anew. */
        RESTART,
        /** Leave it to people. */
        HOLD
    }

    /** What is to be done next. */
    public static Decision of(
            ReleaseSpec spec, ClaimRecord claim, Judgement judgement, Duration interval, Instant now) {
        Verdict verdict = judgement.verdict();
        if (verdict.kind() == Verdict.Kind.FAIL) {
            return new Decision(Next.ROLL_BACK_AT_ONCE, claim.exposure(), verdict.sentence());
        }
        if (!now.isBefore(claim.expires())) {
            return new Decision(Next.ROLL_BACK, claim.exposure(), "the release expired: " + verdict.sentence());
        }
        if (verdict.reason() == Reason.STABLE_CHANGED) {
            boolean anew = spec.policies().onStableChanged() == Policies.StableChanged.RESTART;
            return new Decision(anew ? Next.RESTART : Next.ROLL_BACK, claim.exposure(), verdict.sentence());
        }
        if (isWithdrawn(spec, claim, judgement, interval, now)) {
            return new Decision(
                    Next.ROLL_BACK_AT_ONCE,
                    claim.exposure(),
                    "COMMON_TROUBLE_SINCE_SHIFT: both versions got worse right after the canary was given "
                            + claim.exposure() + ", so the release is withdrawn without blaming the new version; "
                            + verdict.sentence());
        }
        Optional<String> held = OrdersGiven.held(claim);
        if (held.isPresent()) {
            return new Decision(Next.WATCH, claim.exposure(), held.get() + "; " + verdict.sentence());
        }
        if (claim.promotionOrder().isPresent()) {
            return new Decision(
                    Next.PROMOTE,
                    claim.exposure(),
                    OrdersGiven.promoted(claim).orElseThrow() + "; " + verdict.sentence());
        }
        Decision byItself = spec.nextAfter(claim.exposure())
                .map(next -> beforeStep(next, spec, claim, judgement, now))
                .orElseGet(() -> atLastStep(spec, claim, judgement));
        return Gate.over(byItself, spec, claim, now);
    }

    private static Decision atLastStep(ReleaseSpec spec, ClaimRecord claim, Judgement judgement) {
        Verdict verdict = judgement.verdict();
        if (claim.exposure().isNothing() && spec.steps().isEmpty()) {
            return new Decision(
                    Next.HOLD, claim.exposure(), "the canary was found without traffic; write weights to give it some");
        }
        if (!judgement.decided()) {
            return new Decision(Next.WATCH, claim.exposure(), verdict.sentence());
        }
        boolean goodEnough = verdict.kind().compareTo(spec.policies().require()) <= 0;
        return goodEnough
                ? new Decision(Next.PROMOTE, claim.exposure(), verdict.sentence())
                : undecided(spec, claim, verdict);
    }

    private static Decision beforeStep(
            Step next, ReleaseSpec spec, ClaimRecord claim, Judgement judgement, Instant now) {
        Verdict verdict = judgement.verdict();
        boolean held = !now.isBefore(since(claim).plus(spec.holdAt(claim.exposure())));
        if (claim.exposure().isNothing()) { // no numbers can speak for it or against it
            return held
                    ? new Decision(Next.RAISE, next.exposure(), "giving the canary " + next.exposure())
                    : new Decision(Next.WATCH, claim.exposure(), "the canary stands ready and gets nothing");
        }
        if (judgement.mayRaise() && held) {
            return new Decision(Next.RAISE, next.exposure(), "giving the canary " + next.exposure());
        }
        boolean overWithoutPass = judgement.decided() && !judgement.mayRaise();
        return overWithoutPass
                ? undecided(spec, claim, verdict)
                : new Decision(Next.WATCH, claim.exposure(), verdict.sentence());
    }

    private static Decision undecided(ReleaseSpec spec, ClaimRecord claim, Verdict verdict) {
        boolean back = spec.policies().onInconclusive() == Policies.Undecided.ROLLBACK;
        return new Decision(
                back ? Next.ROLL_BACK : Next.HOLD, claim.exposure(), verdict.reason() + ": " + verdict.sentence());
    }

    private static boolean isWithdrawn(
            ReleaseSpec spec, ClaimRecord claim, Judgement judgement, Duration interval, Instant now) {
        if (spec.policies().onBaselineUnhealthy() != Policies.CommonTrouble.WITHDRAW
                || spec.analysis()
                        .previous()
                        .isPresent()) { // trouble of an earlier day does not come from this release
            return false;
        }
        Duration intervals = interval.multipliedBy(SOON_INTERVALS);
        Duration soon = intervals.compareTo(SOON_AFTER_SHIFT) > 0 ? intervals : SOON_AFTER_SHIFT;
        return judgement
                .unhealthySince()
                .filter(began -> !began.isAfter(since(claim).plus(soon)))
                .filter(began -> !now.isBefore(began.plus(WITHDRAW_AFTER)))
                .isPresent();
    }

    private static Instant since(ClaimRecord claim) {
        return claim.weightSince().orElse(claim.phaseSince());
    }
}

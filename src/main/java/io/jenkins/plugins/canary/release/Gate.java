package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.Kinds;
import io.jenkins.plugins.canary.target.ClaimRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A weight that the canary does not leave before a person approves. Pure but for the journal. It is asked when the release
 * would go on by itself; until somebody answers, only harm, expiry and the end of the time limit count.
 */
final class Gate {
    private Gate() {}

    /** What is done of that, if a person has a say in it. */
    static Decision over(Decision decision, ReleaseSpec spec, ClaimRecord claim, Instant now) {
        Optional<Duration> limit = spec.approvalAt(claim.exposure());
        if (limit.isEmpty() || claim.approval().isPresent()) {
            return decision;
        }
        if (claim.approvalUntil().isEmpty()) {
            return switch (decision.next()) {
                case RAISE, PROMOTE -> new Decision(Decision.Next.ASK, claim.exposure(), decision.why());
                default -> decision;
            };
        }
        return now.isBefore(claim.approvalUntil().get())
                ? new Decision(Decision.Next.WATCH, claim.exposure(), waiting(claim) + "; " + decision.why())
                : unanswered(spec, claim);
    }

    private static Decision unanswered(ReleaseSpec spec, ClaimRecord claim) {
        boolean back = spec.policies().onNoApproval() == Policies.Undecided.ROLLBACK;
        return new Decision(
                back ? Decision.Next.ROLL_BACK : Decision.Next.HOLD,
                claim.exposure(),
                "NO_APPROVAL: nobody approved by " + claim.approvalUntil().orElseThrow() + " that the canary leaves "
                        + claim.exposure());
    }

    /** Until when a person is waited for who is asked now; a release that expires before is taken back then. */
    static Instant until(ReleaseSpec spec, ClaimRecord claim, Instant now) {
        Instant until = now.plus(spec.approvalAt(claim.exposure()).orElseThrow());
        return until.isBefore(claim.expires()) ? until : claim.expires();
    }

    /** Says in the journal that a person is asked, if one is, and until when; once unless that changes. */
    static void note(ClaimRecord claim, Journal journal, Instant now) {
        if (claim.approvalUntil().isPresent() && claim.approval().isEmpty()) {
            String key = "approval-" + claim.weightSince().orElse(claim.phaseSince()) + "-"
                    + claim.approvalUntil().get();
            String sentence = waiting(claim) + " (Approve on its page in Jenkins, with the right Canary/Promote,"
                    + " or 'canary approve')";
            journal.append(new Entry.Event(
                    now, key, Kinds.ASKED, sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1)));
        }
    }

    /** Why a canary may not be promoted from there, if a person has not said that it may. */
    static Optional<String> closed(ReleaseSpec spec, ClaimRecord claim) {
        boolean open =
                spec.approvalAt(claim.exposure()).isEmpty() || claim.approval().isPresent();
        return open
                ? Optional.empty()
                : Optional.of(
                        "leaving " + claim.exposure() + " needs the approval of a person, and nobody has given it;"
                                + " approve it on its page in Jenkins or by 'canary approve', or promote with require: NONE");
    }

    private static String waiting(ClaimRecord claim) {
        return "waiting for approval to leave " + claim.exposure() + ", until "
                + claim.approvalUntil().orElseThrow();
    }
}

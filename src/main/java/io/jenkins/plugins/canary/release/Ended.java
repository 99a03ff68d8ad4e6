package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.Kinds;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.Promotion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what a release has come to, from its claim and its journal. */
final class Ended {
    private Ended() {}

    /** The result of a release whose claim says DONE; sees to it that the journal says so too. */
    static ReleaseResult result(ClaimRecord claim, Journal journal, Instant now) {
        Ending ending = claim.ending()
                .orElseThrow(
                        () -> new IllegalStateException("claim of " + claim.release() + " ended without an ending"));
        journal.append(new Entry.Ended(now, ending.outcome().name(), ending.reason()));
        journal.flush();
        return of(claim, journal, Optional.of(ending.outcome()), ending.reason());
    }

    /** The result of an operation that leaves the release open. */
    static ReleaseResult open(ClaimRecord claim, Journal journal, String reason) {
        return of(claim, journal, Optional.empty(), reason);
    }

    /** The result of an analysis that claimed nothing. */
    static ReleaseResult unclaimed(ClaimRecord found, Journal journal, String reason) {
        ReleaseResult result = open(found, journal, reason);
        return new ReleaseResult(
                result.release(), Phase.PREPARING, result.weight(), Optional.empty(), result.verdict(), reason);
    }

    /** The result of an analysis that was no more than a look at somebody's release. */
    static ReleaseResult looked(Release look, ClaimRecord claim, Verdict verdict) {
        boolean fails = verdict.kind() == Verdict.Kind.FAIL;
        String left = "; nothing was changed from here"
                + (fails ? ": to take release " + claim.release() + " home is left to " + claim.holder() : "");
        return new ReleaseResult(
                look.id(),
                Phase.PREPARING,
                claim.weight(),
                Optional.empty(),
                Optional.of(verdict),
                verdict.sentence() + left);
    }

    /** The result of a release that is left to people, with the canary at its weight. */
    static ReleaseResult held(ClaimRecord claim, Journal journal, String reason, Instant now) {
        String key = "held-" + claim.weightSince().orElse(claim.phaseSince());
        journal.append(new Entry.Event(now, key, Kinds.HELD, "Left to people at " + claim.exposure() + ": " + reason));
        journal.flush();
        return of(claim, journal, Optional.of(Outcome.HELD), reason);
    }

    /** The result of an operation that failed and left the canary at its weight. */
    static ReleaseResult failed(ClaimRecord claim, Journal journal, String reason) {
        return of(claim, journal, Optional.of(Outcome.FAILED), reason);
    }

    /** The latest verdict in the journal. */
    static Optional<Entry.Judged> latest(Journal journal) {
        List<Entry> story = journal.story();
        for (int i = story.size() - 1; i >= 0; i--) {
            if (story.get(i) instanceof Entry.Judged judged) {
                return Optional.of(judged);
            }
        }
        return Optional.empty();
    }

    private static ReleaseResult of(ClaimRecord claim, Journal journal, Optional<Outcome> outcome, String reason) {
        Optional<Verdict> verdict = latest(journal).map(Entry.Judged::verdict);
        return new ReleaseResult(
                claim.release(), claim.phase(), claim.weight(), outcome, verdict, reason, images(claim));
    }

    private static Map<String, String> images(ClaimRecord claim) {
        return claim.promotion().map(Promotion::images).orElse(Map.of());
    }
}

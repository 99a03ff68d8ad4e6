package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import java.time.Instant;
import java.util.Optional;

/**
 * The release that is open on the target where another is to begin. It is taken back first, wholly, if the new one may do that:
 * never do two canaries stand beside stable.
 */
public final class Predecessor {
    private static final String TAKEN = "claimed";

    private final Release release;
    private final Adapters adapters;
    private final Ownership ownership;

    Predecessor(Release release) {
        this.release = release;
        this.adapters = unnoted(release.adapters());
        this.ownership = new Ownership(adapters.claim(), release.holder());
    }

    /** What happens to the older release is not the story of the newer. */
    private static Adapters unnoted(Adapters adapters) {
        return new Adapters(
                adapters.claim(), adapters.workload(), adapters.routers(), adapters.sources(), new MemoryJournal());
    }

    /**
     * Why a new release may take back the one that is open: because its specification says so, or because nobody watches one
     * that has expired or was being taken back.
     *
     * @return one sentence; empty if it may not
     */
    public static Optional<String> mayTakeBack(ReleaseSpec next, ClaimState open, Instant now) {
        ClaimRecord claim = open.claim();
        if (next.policies().onOpenRelease() == Policies.OpenRelease.SUPERSEDE) {
            return Optional.of("superseded");
        }
        if (open.watchedAt(now)) {
            return Optional.empty();
        }
        if (claim.phase() == Phase.ROLLING_BACK) {
            return Optional.of("its rollback had been left by whoever began it, and was ended");
        }
        return now.isBefore(claim.expires())
                ? Optional.empty()
                : Optional.of("it had expired at " + claim.expires() + " and nobody watched it, so it was ended");
    }

    /** From now on it is known that the release has had the target. */
    static void noteTaken(Journal journal, Instant now) {
        journal.append(new Entry.Event(now, TAKEN, TAKEN, "Nothing stands in the way; the target is taken"));
    }

    /**
     * Goes on taking the open release back.
     *
     * @throws io.jenkins.plugins.canary.target.RefusedException if the new one may not
     */
    Progress takeBack(ClaimState open, Instant now) {
        if (hadTheTarget()) {
            return lost(open.claim(), now);
        }
        if (isBegun(open.claim())) {
            return goOn(open, now);
        }
        Optional<String> why = mayTakeBack(release.spec(), open, now);
        if (why.isEmpty()) {
            Opened.mustBe(release.id(), release.spec().target(), open);
        }
        String id = open.claim().release();
        release.adapters()
                .journal()
                .append(new Entry.Event(
                        now,
                        "predecessor-" + id,
                        "preflight",
                        "Taking release " + id + " of " + open.claim().holder() + " back first: " + why.orElse("")));
        return open.claim().phase() == Phase.ROLLING_BACK ? goOn(open, now) : begin(open, why.orElse(""), now);
    }

    private boolean isBegun(ClaimRecord claim) {
        return claim.phase() == Phase.ROLLING_BACK && claim.holder().equals(release.holder());
    }

    private boolean hadTheTarget() {
        return release.adapters().journal().story().stream()
                .anyMatch(entry ->
                        entry instanceof Entry.Event event && event.key().equals(TAKEN));
    }

    private Progress begin(ClaimState open, String why, Instant now) {
        ClaimRecord claim = open.claim();
        String sentence = why + " by release " + release.id() + " of " + release.holder();
        Ending ending = new Ending(Outcome.ROLLED_BACK, claim.phase(), false, sentence);
        adapters.claim().update(claim.heldBy(release.holder()).rollingBack(ending, now));
        return new Progress.Waiting(
                now.plus(Ownership.CALL_TIMEOUT), "taking release " + claim.release() + " back first");
    }

    private Progress goOn(ClaimState open, Instant now) {
        Progress progress = ownership.actOnOrder(open, now, claim -> new Withdrawal(adapters).goOn(claim, now));
        return progress instanceof Progress.Done
                ? new Progress.Waiting(
                        now, "release " + open.claim().release() + " was taken back, and the target is free")
                : progress;
    }

    /** This release was open, and is not any more: a target is free only after its release has ended. */
    private Progress lost(ClaimRecord claim, Instant now) {
        ReleaseResult result = became(release.id(), claim);
        release.adapters()
                .journal()
                .append(new Entry.Ended(now, result.outcome().orElseThrow().name(), result.reason()));
        release.adapters().journal().flush();
        return new Progress.Done(result);
    }

    /**
     * What became of a release that had the target, where the claim is that of another now.
     *
     * @param id of the release that had it
     */
    public static ReleaseResult became(String id, ClaimRecord claim) {
        boolean superseded = claim.terms().supersedes().equals(id);
        String sentence = "release " + claim.release() + " of " + claim.holder() + " has this target now"
                + (superseded ? ", which took this one back first" : "; what became of this one is not known any more");
        Outcome outcome = superseded ? Outcome.ROLLED_BACK : Outcome.FAILED;
        return new ReleaseResult(id, Phase.DONE, 0, Optional.of(outcome), Optional.empty(), sentence);
    }

    /** Id of the release that was taken back for this one; empty if there was none. */
    static String of(Release release, Optional<ClaimState> before) {
        return before.map(ClaimState::claim)
                .filter(claim -> claim.phase() == Phase.DONE)
                .filter(claim -> claim.ending()
                        .filter(ending ->
                                ending.reason().endsWith(" by release " + release.id() + " of " + release.holder()))
                        .isPresent())
                .map(ClaimRecord::release)
                .orElse("");
    }
}

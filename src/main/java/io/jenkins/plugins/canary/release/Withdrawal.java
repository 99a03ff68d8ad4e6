package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Kinds;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.StableState;
import java.time.Instant;
import java.util.Optional;

/** Takes a release back, from whatever phase it is in. Needs nothing but the claim. */
final class Withdrawal {
    private final Adapters adapters;
    private final Homecoming homecoming;

    Withdrawal(Adapters adapters) {
        this.adapters = adapters;
        this.homecoming = new Homecoming(adapters);
    }

    /** Records that everything is to be put back, and begins at once. */
    Progress begin(ClaimRecord claim, Ending ending, Instant now) {
        ClaimRecord recorded =
                adapters.claim().update(claim.rollingBack(ending, now)).claim();
        Progress first = goOn(recorded, now);
        adapters.journal().append(new Entry.Event(now, "rollback", Kinds.ROLLBACK, "Rolling back: " + ending.reason()));
        return first;
    }

    /** Goes on with a withdrawal that the claim records. */
    Progress goOn(ClaimRecord claim, Instant now) {
        Ending ending = claim.ending()
                .orElseThrow(() -> new IllegalStateException(claim.release() + " is rolled back for no reason"));
        return switch (ending.from()) {
            case PROMOTING -> unpromote(claim, ending, now);
            case DONE -> undo(claim, ending, now);
            case PREPARING, SERVING, ROLLING_BACK -> home(claim, ending, now);
        };
    }

    private Progress home(ClaimRecord claim, Ending ending, Instant now) {
        Optional<ClaimRecord> home = homecoming.trafficHome(claim, now);
        if (home.isEmpty()) {
            return Homecoming.soon(now, "traffic is going home");
        }
        if (claim.homeSince().isEmpty()) {
            noteEvidence(home.get(), now);
        }
        return homecoming.finish(home.get(), ending, now);
    }

    /**
     * Stable has lost some of its old pods: it gets its template back first, and traffic stays with the canary until stable is
     * whole, unless the canary is what harms.
     */
    private Progress unpromote(ClaimRecord claim, Ending ending, Instant now) {
        if (!claim.terms().external()) {
            adapters.workload().restoreStable(claim);
        }
        ClaimRecord next = claim;
        if (ending.urgent()) {
            next = homecoming.trafficHome(claim, now).orElse(claim);
        }
        StableState stable = adapters.workload().observe(next).stable();
        if (!stable.whole()) {
            return Homecoming.soon(
                    now,
                    claim.terms().external()
                            ? "waiting until all of stable is ready, whatever it was set to"
                            : "stable is going back to the version before");
        }
        return home(next, tellingWhatIsHeld(next, stable, ending), now);
    }

    private static Ending tellingWhatIsHeld(ClaimRecord claim, StableState stable, Ending ending) {
        String held = Elsewhere.stillHeld(claim, stable.template());
        return new Ending(ending.outcome(), ending.from(), ending.urgent(), ending.reason() + held);
    }

    /** The release is over: there is no canary, and traffic is home. */
    private Progress undo(ClaimRecord claim, Ending ending, Instant now) {
        adapters.workload().restoreStable(claim);
        StableState stable = adapters.workload().observe(claim).stable();
        if (stable.template() == StableState.Template.OTHER) {
            String sentence =
                    "somebody else changed stable while the promotion was being undone; it stays as they made it";
            return homecoming.over(claim, new Ending(Outcome.FAILED, Phase.DONE, false, sentence), now);
        }
        if (!stable.whole()) {
            return Homecoming.soon(
                    now,
                    "stable is going back to the version before: " + stable.ready() + " of " + stable.wanted()
                            + " pods are ready"
                            + stable.trouble().map(why -> " (" + why + ")").orElse(""));
        }
        return homecoming.over(claim, ending, now);
    }

    private void noteEvidence(ClaimRecord claim, Instant now) {
        if (claim.exposure().isNothing()) {
            return;
        }
        int line = 0;
        for (String sentence : adapters.workload().evidence(claim)) {
            adapters.journal().append(new Entry.Event(now, "evidence-" + line++, "evidence", sentence));
        }
    }
}

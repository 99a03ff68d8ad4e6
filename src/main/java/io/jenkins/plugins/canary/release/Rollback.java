package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes a release back because a person, or a build that ends, orders it. Works from the claim alone: neither the
 * specification nor the build that began the release is needed.
 */
public final class Rollback implements Operation {
    private final Adapters adapters;
    private final Ownership ownership;
    private final Outcome outcome;
    private final String reason;

    /**
     * A rollback.
     *
     * @param me who orders it
     * @param outcome what the release will have been: ROLLED_BACK, or ABORTED if a person stopped it
     * @param reason one sentence
     */
    public Rollback(Adapters adapters, Holder me, Outcome outcome, String reason) {
        this.adapters = adapters;
        this.ownership = new Ownership(adapters.claim(), me);
        this.outcome = outcome;
        this.reason = reason;
    }

    @Override
    public Progress tick(Instant now) {
        Optional<ClaimState> seen = adapters.claim().read();
        if (seen.isEmpty()) {
            adapters.workload().replicas(); // an unknown target is an error
            return new Progress.Done(new ReleaseResult(
                    "", Phase.DONE, 0, Optional.empty(), Optional.empty(), "there is no release to roll back"));
        }
        if (seen.get().claim().phase() == Phase.DONE) {
            return new Progress.Done(overAlready(seen.get().claim(), now));
        }
        return ownership.actOnOrder(seen.get(), now, claim -> rollBack(claim, now));
    }

    private ReleaseResult overAlready(ClaimRecord claim, Instant now) {
        boolean promoted = claim.ending().map(Ending::outcome).orElse(Outcome.PROMOTED) == Outcome.PROMOTED;
        return promoted
                ? Ended.open(
                        claim,
                        adapters.journal(),
                        "there is no release to roll back; the last one was promoted" + undoable(claim, now))
                : Ended.result(claim, adapters.journal(), now);
    }

    private static String undoable(ClaimRecord claim, Instant now) {
        Instant last = claim.phaseSince().plus(claim.terms().undo());
        return now.isBefore(last) ? ", which can be undone until " + last : "";
    }

    private Progress rollBack(ClaimRecord claim, Instant now) {
        Withdrawal withdrawal = new Withdrawal(adapters);
        return claim.phase() == Phase.ROLLING_BACK
                ? withdrawal.goOn(claim, now)
                : withdrawal.begin(claim, new Ending(outcome, claim.phase(), false, reason), now);
    }
}

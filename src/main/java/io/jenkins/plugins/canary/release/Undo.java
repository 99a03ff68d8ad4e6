package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Kinds;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.StableState;
import io.jenkins.plugins.canary.target.Target;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes back a promotion inside its window: stable gets the template back that it had before the release, by its own rollout.
 * Needs nothing but the claim, which keeps where that template is, so it works from any machine and may be ordered twice. What
 * somebody else has made of stable since the promotion is never touched.
 */
public final class Undo implements Operation {
    private final Adapters adapters;
    private final Target target;
    private final Holder me;
    private final String reason;
    private final Ownership ownership;

    /** An undo that somebody orders, with a reason in one sentence. */
    public Undo(Adapters adapters, Target target, Holder me, String reason) {
        this.adapters = adapters;
        this.target = target;
        this.me = me;
        this.reason = reason;
        this.ownership = new Ownership(adapters.claim(), me);
    }

    @Override
    public Progress tick(Instant now) {
        Optional<ClaimState> seen = adapters.claim().read();
        if (seen.isEmpty()) {
            adapters.workload().replicas(); // an unknown target is an error
            throw new RefusedException(target + ": no release was ever made on this target, so there is none to undo");
        }
        ClaimRecord claim = seen.get().claim();
        return switch (claim.phase()) {
            case DONE -> begin(claim, now);
            case ROLLING_BACK -> ownership.actOnOrder(seen.get(), now, mine -> goOn(mine, now));
            case PREPARING, SERVING, PROMOTING ->
                throw new RefusedException(target + ": release " + claim.release() + " is open (phase " + claim.phase()
                        + "); roll it back, there is no promotion to undo");
        };
    }

    private Progress begin(ClaimRecord claim, Instant now) {
        boolean promoted = claim.ending().map(Ending::outcome).orElse(Outcome.FAILED) == Outcome.PROMOTED;
        if (!promoted) {
            return done(claim, "there is no promotion to undo; the last release: " + reasonOf(claim));
        }
        Instant last = claim.phaseSince().plus(claim.terms().undo());
        if (!now.isBefore(last)) {
            throw new RefusedException(target + ": the promotion of " + claim.phaseSince() + " could be undone until "
                    + last + "; release the version before instead");
        }
        if (claim.terms().external()) {
            throw new RefusedException(target + ": the promotion of " + claim.phaseSince()
                    + " was made by what manages the workload (promote: external), and is undone there");
        }
        StableState.Template template =
                adapters.workload().observe(claim).stable().template();
        if (template == StableState.Template.RECORDED) {
            return done(claim, "stable has the version before the release already");
        }
        if (template == StableState.Template.OTHER) {
            throw new RefusedException(target + ": somebody else changed stable since the promotion of "
                    + claim.phaseSince() + ", and that is not touched; release the version that you want instead");
        }
        adapters.workload().mustBeRestorable(claim);
        Ending ending = new Ending(Outcome.ROLLED_BACK, Phase.DONE, false, "the promotion was undone: " + reason);
        adapters.claim().update(claim.heldBy(me).rollingBack(ending, now));
        adapters.journal().append(new Entry.Event(now, "undo", Kinds.ROLLBACK, "Undoing the promotion: " + reason));
        return new Progress.Waiting(now, "stable is getting the version before the release");
    }

    private Progress goOn(ClaimRecord claim, Instant now) {
        return new Withdrawal(adapters).goOn(claim, now);
    }

    private static String reasonOf(ClaimRecord claim) {
        return claim.ending()
                .map(ending -> ending.outcome() + ", " + ending.reason())
                .orElse("");
    }

    private Progress done(ClaimRecord claim, String why) {
        return new Progress.Done(Ended.open(claim, adapters.journal(), why));
    }
}

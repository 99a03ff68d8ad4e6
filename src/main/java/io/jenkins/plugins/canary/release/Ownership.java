package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.target.Claim;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.DeniedException;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.UnauthenticatedException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * Lets a deed be done only by the one who holds the claim, and after the last call of the one who held it before has run out.
 */
final class Ownership {
    /** Longest time that one call to the cluster may take. */
    static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    /** How often a holder that has nothing to write says that it still watches. */
    private static final Duration RENEW_EVERY = Duration.ofSeconds(60);

    private final Claim claim;
    private final Holder me;

    Ownership(Claim claim, Holder me) {
        this.claim = claim;
        this.me = me;
    }

    /** Does the deed as the claim's holder; another's claim is taken over only when nobody watches it any more. */
    Progress act(ClaimState seen, Instant now, Function<ClaimRecord, Progress> deed) {
        if (isMine(seen)) {
            return afterLastCall(seen, now, deed);
        }
        Instant lapsed = seen.renewed().plus(seen.lasts()).plus(CALL_TIMEOUT);
        if (!mayResume(seen) && now.isBefore(lapsed)) {
            Instant soon = now.plus(CALL_TIMEOUT);
            boolean near = seen.claim().holder().sameController(me) && soon.isBefore(lapsed);
            return new Progress.Waiting(
                    near ? soon : lapsed,
                    "the release is watched by " + seen.claim().holder());
        }
        return takeOver(seen, now);
    }

    /** A rollback that another build of this controller ordered is that build's to bring to its end. */
    private boolean mayResume(ClaimState seen) {
        return seen.claim().holder().sameController(me) && seen.claim().phase() != Phase.ROLLING_BACK;
    }

    /** Does the deed because a person ordered it: another's claim is taken over at once. */
    Progress actOnOrder(ClaimState seen, Instant now, Function<ClaimRecord, Progress> deed) {
        return isMine(seen) ? afterLastCall(seen, now, deed) : takeOver(seen, now);
    }

    private boolean isMine(ClaimState seen) {
        return seen.claim().holder().equals(me);
    }

    private Progress takeOver(ClaimState seen, Instant now) {
        claim.update(seen.claim().heldBy(me));
        return new Progress.Waiting(
                now.plus(CALL_TIMEOUT),
                "took the release over from " + seen.claim().holder());
    }

    private Progress afterLastCall(ClaimState seen, Instant now, Function<ClaimRecord, Progress> deed) {
        Instant quiet = seen.takenOver().map(at -> at.plus(CALL_TIMEOUT)).orElse(Instant.MIN);
        if (now.isBefore(quiet)) {
            return new Progress.Waiting(quiet, "the last call of the one before may still be under way");
        }
        if (!now.isBefore(seen.renewed().plus(RENEW_EVERY))) {
            claim.renew();
        }
        try {
            return deed.apply(seen.claim());
        } catch (UnauthenticatedException e) {
            throw e; // nothing is known against the release
        } catch (RefusedException | DeniedException e) {
            return new Progress.Failed(e.getMessage());
        }
    }
}

package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Target;
import java.util.Optional;

/** Checks that there is an open release, and that it is the right one. */
final class Opened {
    private Opened() {}

    /** The claim, if a release is open on the target, whichever. */
    static Optional<ClaimRecord> claim(Optional<ClaimState> seen) {
        return seen.map(ClaimState::claim).filter(claim -> claim.phase() != Phase.DONE);
    }

    /** Whether a release is open on the target, or this very one has ended there: anything else is a target that is free. */
    static boolean isTaken(String release, Optional<ClaimState> seen) {
        return seen.map(ClaimState::claim)
                .filter(claim -> claim.phase() != Phase.DONE || claim.release().equals(release))
                .isPresent();
    }

    /** The claim, if it is that of this release. */
    static ClaimState mustBe(String release, Target target, ClaimState seen) {
        ClaimRecord claim = seen.claim();
        if (!claim.release().equals(release)) {
            throw new RefusedException(target + ": release " + claim.release() + " is open on this target (phase "
                    + claim.phase() + ", weight " + claim.weight() + " %), held by " + claim.holder()
                    + "; wait for it, or roll it back");
        }
        return seen;
    }

    /** The claim, if there is an open release at all. */
    static ClaimState mustExist(Target target, Optional<ClaimState> seen) {
        return seen.filter(state -> state.claim().phase() != Phase.DONE)
                .orElseThrow(
                        () -> new RefusedException(target + ": no release is open on this target; deploy one first"));
    }
}

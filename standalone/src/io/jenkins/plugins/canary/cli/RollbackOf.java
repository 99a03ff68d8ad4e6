package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Progress;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.ReleaseResult;
import io.jenkins.plugins.canary.release.Rollback;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import java.time.Instant;
import java.util.Optional;

/** Takes back one release and no other: who is interrupted before anything was changed has nothing to take back. */
final class RollbackOf implements Operation {
    private final Release release;
    private final Rollback rollback;

    RollbackOf(Release release) {
        this.release = release;
        this.rollback = new Rollback(release.adapters(), release.holder(), Outcome.ABORTED, "interrupted by the user");
    }

    @Override
    public Progress tick(Instant now) {
        boolean isOpen = release.adapters()
                .claim()
                .read()
                .filter(state -> state.claim().release().equals(release.id()))
                .isPresent();
        return isOpen ? rollback.tick(now) : new Progress.Done(nothing());
    }

    private static ReleaseResult nothing() {
        return new ReleaseResult("", Phase.DONE, 0, Optional.empty(), Optional.empty(), "nothing had been changed yet");
    }
}

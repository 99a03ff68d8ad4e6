package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.target.Outcome;
import java.time.Instant;

/**
 * Takes all traffic from a canary that something else made, where no release has it: it is taken for a release that is rolled
 * back at once. Nothing is looked at that could stand in the way of that: perhaps the canary is broken.
 */
public final class RollbackFound implements Operation {
    private final Release release;
    private final Rollback rollback;

    /**
     * A rollback to stable.
     *
     * @param reason one sentence
     */
    public RollbackFound(Release release, Outcome outcome, String reason) {
        this.release = release;
        this.rollback = new Rollback(release.adapters(), release.holder(), outcome, reason);
    }

    @Override
    public Progress tick(Instant now) {
        if (Opened.isTaken(release.id(), release.adapters().claim().read())) {
            return rollback.tick(now);
        }
        release.adapters().claim().open(Adopt.found(release, now));
        return new Progress.Waiting(now, "the canary is this release's now, and all traffic is taken from it");
    }
}

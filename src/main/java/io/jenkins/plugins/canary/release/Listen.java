package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.target.ClaimState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Brings into the journal what people ordered of an open release that nothing analyzes, so that whoever reads the journal knows it
 * before the next operation. Writes nothing to the cluster, and has no end.
 */
public final class Listen implements Operation {
    private static final Duration OFTEN = Duration.ofSeconds(15);

    private final Release release;

    /** Listens for a release. */
    public Listen(Release release) {
        this.release = release;
    }

    @Override
    public Progress tick(Instant now) {
        Optional<ClaimState> seen = release.adapters().claim().read();
        seen.map(ClaimState::claim)
                .filter(claim -> claim.release().equals(release.id()))
                .ifPresent(claim -> OrdersGiven.note(claim, release.adapters().journal()));
        return new Progress.Waiting(now.plus(OFTEN), "listening");
    }
}

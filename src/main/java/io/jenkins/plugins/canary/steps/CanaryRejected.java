package io.jenkins.plugins.canary.steps;

import java.io.Serial;
import jenkins.model.CauseOfInterruption;

/** Why the block of {@code canaryRollout} was cut short: the canary was found harmful while it ran. */
public final class CanaryRejected extends CauseOfInterruption {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;

    CanaryRejected(String reason) {
        this.reason = reason;
    }

    @Override
    public String getShortDescription() {
        return "The canary was rejected: " + reason;
    }
}

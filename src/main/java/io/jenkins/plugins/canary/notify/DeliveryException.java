package io.jenkins.plugins.canary.notify;

import java.time.Duration;
import java.util.Optional;

/** Something did not arrive. The message is for people and has no secret in it. */
public final class DeliveryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean worthRetrying;
    private final transient Optional<Duration> notBefore;

    private DeliveryException(String message, boolean worthRetrying, Optional<Duration> notBefore) {
        super(message);
        this.worthRetrying = worthRetrying;
        this.notBefore = notBefore;
    }

    /** It will not arrive unless somebody changes something. */
    public static DeliveryException lasting(String message) {
        return new DeliveryException(message, false, Optional.empty());
    }

    /** It may arrive later. */
    public static DeliveryException passing(String message, Optional<Duration> notBefore) {
        return new DeliveryException(message, true, notBefore);
    }

    /** Whether it may arrive later. */
    public boolean isWorthRetrying() {
        return worthRetrying;
    }

    /** How long the receiver asked to be left alone, if it did. */
    public Optional<Duration> notBefore() {
        return notBefore == null ? Optional.empty() : notBefore;
    }
}

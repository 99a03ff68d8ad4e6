package io.jenkins.plugins.canary.target;

/**
 * The other side does not know who asks: credentials have expired or were replaced. Nothing was changed. In the middle of a
 * release that passes, as an outage does, once there are new ones; before it, somebody must mend it first.
 */
public final class UnauthenticatedException extends DeniedException {
    private static final long serialVersionUID = 1L;

    /** Says what happened, and to which object. */
    public UnauthenticatedException(String message) {
        super(message);
    }
}

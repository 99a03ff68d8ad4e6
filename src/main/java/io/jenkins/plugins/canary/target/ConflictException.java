package io.jenkins.plugins.canary.target;

/** Somebody else wrote the object meanwhile. Nothing was changed; look again and decide anew. */
public final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what happened, and to which object. */
    public ConflictException(String message) {
        super(message);
    }
}

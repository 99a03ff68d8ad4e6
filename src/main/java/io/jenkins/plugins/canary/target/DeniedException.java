package io.jenkins.plugins.canary.target;

/** Whoever asks may not. The message names verb, resource and namespace. */
public class DeniedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what happened, and to which object. */
    public DeniedException(String message) {
        super(message);
    }
}

package io.jenkins.plugins.canary.safety;

/** The process was killed here. An error, so that nobody catches it by accident. */
final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
        super("killed", null, false, false);
    }
}

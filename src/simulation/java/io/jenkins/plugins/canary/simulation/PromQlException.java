package io.jenkins.plugins.canary.simulation;

/** A query that the simulated Prometheus does not understand; the message says where and why. */
final class PromQlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PromQlException(String message) {
        super(message);
    }
}

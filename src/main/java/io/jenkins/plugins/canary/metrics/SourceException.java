package io.jenkins.plugins.canary.metrics;

/**
 * A source did not answer, or not with numbers. The message names source, query and what came back, and what would be right;
 * it never holds credentials.
 */
public final class SourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean lasting;

    private SourceException(String message, boolean lasting) {
        super(message);
        this.lasting = lasting;
    }

    /** It may well answer the next time: refused, reset, slow, overloaded. */
    public static SourceException passing(String message) {
        return new SourceException(message, false);
    }

    /** It will not answer this until a person mends something: a wrong query, a login page, no right. */
    public static SourceException lasting(String message) {
        return new SourceException(message, true);
    }

    /** Whether asking again is in vain until a person has mended something. */
    public boolean lasting() {
        return lasting;
    }
}

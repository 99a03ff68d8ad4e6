package io.jenkins.plugins.canary.journal;

/** A journal cannot be read or written. The message names the file, the line if there is one, and what would be right. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalException(String message) {
        super(message);
    }

    JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}

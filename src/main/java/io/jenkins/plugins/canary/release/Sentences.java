package io.jenkins.plugins.canary.release;

import java.time.Duration;

/** Numbers as people read them. */
final class Sentences {
    private Sentences() {}

    /** A duration in the largest units that say it exactly: {@code 1 h 30 min}, {@code 90 s} as {@code 1 min 30 s}. */
    static String duration(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toHours(), "h");
        append(text, duration.toMinutesPart(), "min");
        append(text, duration.toSecondsPart(), "s");
        return text.isEmpty() ? "0 s" : text.toString();
    }

    private static void append(StringBuilder text, long amount, String unit) {
        if (amount > 0) {
            text.append(text.isEmpty() ? "" : " ").append(amount).append(' ').append(unit);
        }
    }
}

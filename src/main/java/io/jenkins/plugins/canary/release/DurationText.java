package io.jenkins.plugins.canary.release;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 90s}, {@code 10m}, {@code 2h}, {@code 1h30m}, {@code 500ms}; a bare whole number is
 * seconds. Units are d, h, m, s and ms, each at most once, in that order.
 */
public final class DurationText {
    /** Longest duration that can be written. */
    public static final Duration LONGEST = Duration.ofDays(366);

    /** What is accepted, as a regular expression that Java and JSON Schema read alike. */
    public static final String PATTERN =
            "^([0-9]{1,9}|(?=[0-9])([0-9]{1,9}d)?([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?([0-9]{1,9}ms)?)$";

    private static final Pattern WHOLE = Pattern.compile(PATTERN);
    private static final Pattern PART = Pattern.compile("([0-9]+)(ms|[dhms]|$)");
    private static final Map<String, Long> MILLIS_OF =
            Map.of("d", 86_400_000L, "h", 3_600_000L, "m", 60_000L, "s", 1_000L, "", 1_000L, "ms", 1L);
    private static final List<String> WRITTEN = List.of("h", "m", "s", "ms");

    private DurationText() {}

    /** Reads a duration; empty if the text is none, or longer than {@link #LONGEST}. */
    public static Optional<Duration> parse(String text) {
        String trimmed = text.trim();
        if (!WHOLE.matcher(trimmed).matches()) {
            return Optional.empty();
        }
        long millis = 0;
        Matcher parts = PART.matcher(trimmed);
        while (parts.find()) {
            millis += Long.parseLong(parts.group(1)) * MILLIS_OF.get(parts.group(2));
        }
        return bounded(millis);
    }

    /** Writes a duration so that {@link #parse} reads it back; parts of a millisecond are dropped. */
    public static String format(Duration duration) {
        long rest = duration.toMillis();
        if (rest == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        for (String unit : WRITTEN) {
            long count = rest / MILLIS_OF.get(unit);
            rest %= MILLIS_OF.get(unit);
            if (count > 0) {
                text.append(count).append(unit);
            }
        }
        return text.toString();
    }

    private static Optional<Duration> bounded(long millis) {
        return millis > LONGEST.toMillis() ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }
}

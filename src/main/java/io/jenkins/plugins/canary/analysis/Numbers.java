package io.jenkins.plugins.canary.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as people read them, without digits that nobody knows. */
final class Numbers {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Numbers() {}

    /** Two significant digits, in plain notation: 0.40, 6.0, 12, 120. */
    static String twoDigits(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : "infinite";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(2, RoundingMode.HALF_UP));
        int decimals = StrictMath.max(0, 2 - (rounded.precision() - rounded.scale()));
        return rounded.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    /** A number that somebody wrote, without superfluous zeros. */
    static String written(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** A share that somebody wrote, as percent without the sign. */
    static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
    }

    /** A difference of shares that somebody wrote: "0.2 points". */
    static String points(double difference) {
        return percent(difference) + " points";
    }

    /** A measured value, with four significant digits at most. */
    static String measured(double value) {
        if (!Double.isFinite(value)) {
            return "infinite";
        }
        return new BigDecimal(value)
                .round(new MathContext(4, RoundingMode.HALF_UP))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** A count with thousands separators. */
    static String count(double value) {
        return String.format(Locale.ROOT, "%,d", StrictMath.round(value));
    }

    /** "2.4 % of 1,250", or "3 of 1,250" where there are too few for a percentage. */
    static String share(double events, double total) {
        if (events < 10) {
            return (events == 0 ? "none" : count(events)) + " of " + count(total);
        }
        return twoDigits(100 * events / total) + " % of " + count(total);
    }

    /** "48.1 of 1,250". */
    static String mean(double sum, double number) {
        return (number > 0 ? measured(sum / number) : "unknown") + " of " + count(number);
    }

    /** "3 in 2.5 pod-hours". */
    static String rate(double events, double podSeconds) {
        return (events == 0 ? "none" : count(events)) + " in " + measured(podSeconds / 3600) + " pod-hours";
    }

    /** Hours and minutes of a time. */
    static String time(Instant at) {
        return TIME.format(at) + " UTC";
    }

    /** "24 h", "7 days", and what {@link #length} says of shorter times. */
    static String span(Duration time) {
        long hours = time.toHours();
        if (hours < 1 || !time.equals(Duration.ofHours(hours))) {
            return length(time);
        }
        return hours > 24 && hours % 24 == 0 ? hours / 24 + " days" : hours + " h";
    }

    /** "12 min", "90 s": whole minutes where there are any. */
    static String length(Duration time) {
        long seconds = time.toSeconds();
        return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + " min" : seconds + " s";
    }
}

package io.jenkins.plugins.canary.target;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Users whose requests all go to the canary, told by a header or a cookie that their requests carry. Users of a cohort choose
 * themselves, or somebody chose them: what the canary does to them says less of all others than a random share does.
 *
 * @param carrier what carries the mark
 * @param name of the header or cookie
 * @param value that it has: exactly this text, or a regular expression that the whole of it fits
 * @param pattern whether the value is a regular expression, in the router's own dialect
 * @param share percent of all requests that the cohort makes at most, 1 to 100: the canary gets pods for so many
 */
public record Cohort(Carrier carrier, String name, String value, boolean pattern, int share) {
    /** Checks that nothing is missing. */
    public Cohort {
        Objects.requireNonNull(carrier, "carrier");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        if (share < 1 || share > 100) {
            throw new IllegalArgumentException("share: " + share + " is not within 1 to 100");
        }
    }

    /** What carries a cohort's mark. */
    public enum Carrier {
        /** A header of its own; upper and lower case are the same. */
        HEADER("header"),
        /** One of the cookies. */
        COOKIE("cookie");

        private final String word;

        Carrier(String word) {
            this.word = word;
        }

        /** The name users write. */
        public String word() {
            return word;
        }
    }

    /** The header that routers look at: the cohort's own, or the one that has all cookies. */
    public String header() {
        return carrier == Carrier.HEADER ? name : "cookie";
    }

    /** Whether routers look at that header by a regular expression: cookies stand together in one. */
    public boolean byExpression() {
        return pattern || carrier == Carrier.COOKIE;
    }

    /** What the whole of that header must fit: a text, or a regular expression that RE2 and PCRE understand alike. */
    public String condition() {
        if (carrier == Carrier.HEADER) {
            return value;
        }
        return hasCookie(name) + (pattern ? "(" + value + ")" : literal(value)) + "(;.*)?$";
    }

    /** Whether that is the {@link #condition()} of a cohort that has a cookie of that name. */
    public static boolean isFor(String cookie, Object condition) {
        return condition instanceof String text && text.startsWith(hasCookie(cookie));
    }

    private static String hasCookie(String name) {
        return "^(.*;\\s*)?" + literal(name) + "=";
    }

    /** Why it cannot be a regular expression; empty if it can. */
    public static Optional<String> problem(String pattern) {
        try {
            Pattern.compile(pattern);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(e.getDescription());
        }
    }

    private static String literal(String text) {
        return text.replaceAll("[\\\\.^$|?*+()\\[\\]{}]", "\\\\$0");
    }

    @Override
    public String toString() {
        return "requests with " + carrier.word() + " " + name + (pattern ? " like " : ": ") + value;
    }
}

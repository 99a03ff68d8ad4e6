package io.jenkins.plugins.canary.release.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoublePredicate;

/** A number. */
public enum Decimal implements Type {
    /** Any number. */
    ANY("number", number -> true, Map.of()) {
        @Override
        String advice(double number) {
            return "is not a number";
        }
    },
    /** A number over 0. */
    POSITIVE("number over 0", number -> number > 0, Map.of("exclusiveMinimum", 0.0)) {
        @Override
        String advice(double number) {
            return "must be over 0";
        }
    },
    /** A ratio of canary to baseline. */
    RATIO("ratio, 1 to 20", number -> number >= 1 && number <= 20, Map.of("minimum", 1.0, "maximum", 20.0)) {
        @Override
        String advice(double number) {
            return number > 20
                    ? "is not a ratio of canary to baseline; for " + Numbers.text(number) + " percent write "
                            + Numbers.text(number / 100)
                    : "is under 1: even a canary that equals the baseline would not do; for ten percent more write 1.1";
        }
    },
    /** A part of a whole. */
    SHARE(
            "share, over 0 and under 1",
            number -> number > 0 && number < 1,
            Map.of("exclusiveMinimum", 0.0, "exclusiveMaximum", 1.0)) {
        @Override
        String advice(double number) {
            return "is not a share over 0 and under 1"
                    + (number > 1 && number < 100
                            ? "; for " + Numbers.text(number) + " percent write " + Numbers.text(number / 100)
                            : "");
        }
    },
    /** A probability of being wrong. */
    ERROR_RATE(
            "share, over 0 and at most 0.5",
            number -> number > 0 && number <= 0.5,
            Map.of("exclusiveMinimum", 0.0, "maximum", 0.5)) {
        @Override
        String advice(double number) {
            return number > 0.5
                    ? "is not a share within 0 and 0.5; for " + Numbers.text(number) + " percent write "
                            + Numbers.text(number / 100)
                    : "must be over 0: a verdict that is never wrong is never given";
        }
    };

    private final String words;
    private final DoublePredicate fits;
    private final Map<String, Double> bounds;

    Decimal(String words, DoublePredicate fits, Map<String, Double> bounds) {
        this.words = words;
        this.fits = fits;
        this.bounds = bounds;
    }

    /** What is to be said of a number out of bounds. */
    abstract String advice(double number);

    @Override
    public Optional<Object> read(Place place, Object value) {
        Optional<BigDecimal> exact = Numbers.exact(value);
        if (exact.isEmpty()) {
            place.wrong(Type.describe(value) + " is not a number");
            return Optional.empty();
        }
        double number = exact.get().doubleValue();
        if (!fits.test(number)) {
            place.wrong(Numbers.text(number) + " " + advice(number));
            return Optional.empty();
        }
        return Optional.of(number);
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Schemas.typed("number");
        new TreeMap<>(bounds).forEach(schema::put);
        return schema;
    }

    @Override
    public String words() {
        return words;
    }
}

package io.jenkins.plugins.canary.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Numbers as JSON, exact in both directions and as short as they can be: whole numbers without a fraction, durations as
 * seconds with as many decimals as they need, and what JSON has no number for as the texts {@code "NaN"}, {@code "Infinity"}
 * and {@code "-Infinity"}.
 */
final class Numbers {
    /** Up to here a whole number is the same as a double and as a long. */
    private static final double WHOLE = 1e15;

    private Numbers() {}

    static JsonNode of(double value) {
        if (!Double.isFinite(value)) {
            return JsonNodeFactory.instance.textNode(Double.toString(value));
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < WHOLE;
        return whole ? LongNode.valueOf((long) value) : DoubleNode.valueOf(value);
    }

    static JsonNode of(OptionalDouble value) {
        return value.isPresent() ? of(value.getAsDouble()) : NullNode.instance;
    }

    static JsonNode seconds(Duration duration) {
        BigDecimal exact = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
        BigDecimal shortest = exact.stripTrailingZeros();
        return DecimalNode.valueOf(shortest.scale() < 0 ? shortest.setScale(0, RoundingMode.UNNECESSARY) : shortest);
    }

    static double number(JsonNode node) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        return switch (node.asText()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new IllegalArgumentException(node + " is not a number");
        };
    }

    static OptionalDouble optional(JsonNode node) {
        return node.isNull() || node.isMissingNode() ? OptionalDouble.empty() : OptionalDouble.of(number(node));
    }

    static int whole(JsonNode node) {
        if (!node.isNumber() || !node.canConvertToExactIntegral() || !node.canConvertToInt()) {
            throw new IllegalArgumentException(node + " is not a whole number");
        }
        return node.intValue();
    }

    static Duration duration(JsonNode node) {
        if (!node.isNumber()) {
            throw new IllegalArgumentException(node + " is not a number of seconds");
        }
        try {
            BigDecimal seconds = node.decimalValue();
            long whole = seconds.longValue();
            long nanos = seconds.subtract(BigDecimal.valueOf(whole))
                    .movePointRight(9)
                    .longValueExact();
            return Duration.ofSeconds(whole, nanos);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(node + " is not a number of seconds", e);
        }
    }
}

package io.jenkins.plugins.canary.benchmark;

import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

/** Which numbers make sense for which parameter; that they are not negative is known. */
final class Ranges {
    private Ranges() {}

    /** Throws {@link IllegalArgumentException} with what would be right; a parameter of which nothing is said is. */
    static void check(Parameter parameter, OptionalDouble number, String text) {
        switch (parameter) {
            case BASE_ERRORS,
                    ERRORS,
                    BOTH_ERRORS,
                    SLOW_SHARE,
                    SECOND_MODE,
                    MISSING,
                    BASE_CONVERSION,
                    CONVERSION,
                    DIURNAL,
                    FLAGGER_SUCCESS,
                    ARGO_SUCCESS -> require(parameter, number, text, x -> x <= 1, "a share within 0 and 1");
            case RPS, MEDIAN, SIGMA, LATENCY_FACTOR, SLOW_FACTOR, COLD_FACTOR, FLAGGER_P99, ARGO_P95 ->
                require(parameter, number, text, x -> x > 0, "a number over 0");
            case PODS, CANARY_PODS, FLAGGER_THRESHOLD ->
                require(parameter, number, text, x -> x >= 1 && x == Math.rint(x), "a whole number of at least 1");
            case ARGO_FAILURE_LIMIT -> require(parameter, number, text, x -> x == Math.rint(x), "a whole number");
            case LATE_SERIES, REPLACED -> require(parameter, number, text, x -> x == 0 || x == 1, "0 or 1");
            case ABOVE_WEIGHT -> require(parameter, number, text, x -> x <= 100, "percent within 0 and 100");
            case BURST -> require(parameter, number, text, x -> x >= 1, "a mean size of at least 1");
            case TOLERATE -> require(parameter, number, text, x -> x >= 1, "a ratio of at least 1");
            case HARMFUL -> require(parameter, number, text, x -> x > 1, "a ratio over 1");
            case ALPHA -> require(parameter, number, text, x -> x > 0 && x <= 0.5, "a share over 0 and at most 0.5");
            default -> {
                // Any number that is not negative.
            }
        }
    }

    private static void require(
            Parameter parameter, OptionalDouble number, String text, DoublePredicate range, String right) {
        if (number.isPresent() && !range.test(number.getAsDouble())) {
            throw Workload.wrong(parameter, text, right);
        }
    }
}

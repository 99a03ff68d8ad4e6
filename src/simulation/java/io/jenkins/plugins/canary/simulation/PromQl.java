package io.jenkins.plugins.canary.simulation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The part of PromQL that the simulated Prometheus speaks, as a tree.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/">Prometheus: querying basics</a>
 */
sealed interface PromQl {
    /** A plain number. */
    record Number(double value) implements PromQl {}

    /** Series by their labels: their present values, or with a range their samples. */
    record Selector(List<Matcher> matchers, Optional<Long> rangeMillis) implements PromQl {
        Predicate<Map<String, String>> predicate() {
            return labels -> matchers.stream().allMatch(matcher -> matcher.accepts(labels));
        }
    }

    /** One condition on a label; a label that is missing is the same as an empty one. */
    record Matcher(String label, boolean wanted, Predicate<String> test) {
        static Matcher equal(String label, boolean wanted, String value) {
            return new Matcher(label, wanted, value::equals);
        }

        static Matcher like(String label, boolean wanted, String regex) {
            return new Matcher(label, wanted, Pattern.compile(regex).asMatchPredicate());
        }

        boolean accepts(Map<String, String> labels) {
            return test.test(Objects.requireNonNullElse(labels.get(label), "")) == wanted;
        }
    }

    /** A function of samples or of values. */
    record Call(Function function, PromQl argument) implements PromQl {}

    /** The functions there are. */
    enum Function {
        RATE,
        INCREASE,
        RESETS,
        COUNT_OVER_TIME,
        TIMESTAMP;

        boolean takesRange() {
            return this != TIMESTAMP;
        }
    }

    /** Values put together by label. */
    record Aggregate(Fold fold, Set<String> by, PromQl argument) implements PromQl {}

    /** The elements with the largest values. */
    record Largest(int count, PromQl argument) implements PromQl {}

    /** How values are put together. */
    enum Fold {
        SUM,
        COUNT,
        MAX,
        MIN,
        AVG
    }

    /** Arithmetic on values with the same labels, or with a number. */
    record Binary(char operator, PromQl left, PromQl right) implements PromQl {}
}

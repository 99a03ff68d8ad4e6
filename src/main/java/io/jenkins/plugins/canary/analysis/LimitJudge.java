package io.jenkins.plugins.canary.analysis;

import java.time.Instant;
import java.util.OptionalDouble;

/** Judges one plain limit on the canary. Not thread-safe. */
final class LimitJudge {
    /** One value outside may be a hiccup of the source, and two that one hiccup is seen twice. */
    private static final int IN_A_ROW = 3;

    private final LimitRule rule;
    private final Sightings sightings = new Sightings("value");
    private Instant last = Instant.MIN;
    private OptionalDouble value = OptionalDouble.empty();
    private int outsideInARow;
    private Instant rowFrom = Instant.MIN;
    private Instant rowTo = Instant.MIN;
    private boolean insideSinceRaise;
    private boolean outsideSinceRaise;

    LimitJudge(LimitRule rule) {
        this.rule = rule;
    }

    LimitRule rule() {
        return rule;
    }

    Sightings sightings() {
        return sightings;
    }

    /** The last value there was. */
    OptionalDouble value() {
        return value;
    }

    Instant rowFrom() {
        return rowFrom;
    }

    Instant rowTo() {
        return rowTo;
    }

    int outsideInARow() {
        return outsideInARow;
    }

    /** The weight was raised. */
    void raised() {
        insideSinceRaise = false;
        outsideSinceRaise = false;
    }

    /** The trouble is common: what was outside so far is not the canary's fault. */
    void excuse() {
        outsideInARow = 0;
    }

    /**
     * Looks at a sample, unless it is older than one that is known.
     *
     * @param judgedFrom what is earlier belongs to the warm-up
     */
    void add(LimitSample sample, Instant judgedFrom) {
        if (!sample.at().isAfter(last)) {
            return;
        }
        last = sample.at();
        sightings.answered(last);
        if (sample.value().isEmpty() || Double.isNaN(sample.value().getAsDouble())) {
            return;
        }
        sightings.seen(0, last);
        value = sample.value();
        if (!last.isBefore(judgedFrom)) {
            look();
        }
    }

    private void look() {
        if (inside(value.getAsDouble())) {
            insideSinceRaise = true;
            outsideInARow = 0;
            return;
        }
        outsideSinceRaise = true;
        if (outsideInARow == 0) {
            rowFrom = last;
        }
        rowTo = last;
        outsideInARow++;
    }

    private boolean inside(double number) {
        return number >= rule.min().orElse(Double.NEGATIVE_INFINITY)
                && number <= rule.max().orElse(Double.POSITIVE_INFINITY);
    }

    /** Whether so many samples in a row were outside that the canary fails. */
    boolean broken() {
        return outsideInARow >= IN_A_ROW;
    }

    /** Whether the last value was outside. */
    boolean outside() {
        return outsideInARow > 0;
    }

    /** Whether any value has been outside since the weight was raised. */
    boolean outsideSinceRaise() {
        return outsideSinceRaise;
    }

    /** Whether there were values since the weight was raised, and all were inside. */
    boolean passed() {
        return insideSinceRaise && !outsideSinceRaise;
    }
}

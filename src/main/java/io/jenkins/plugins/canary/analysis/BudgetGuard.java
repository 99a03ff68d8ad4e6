package io.jenkins.plugins.canary.analysis;

import io.jenkins.plugins.canary.analysis.Findings.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Guards an error budget of 30 days without statistics. Not thread-safe.
 *
 * <p><b>Burn rate</b> (Google, <i>The Site Reliability Workbook</i>, chapter 5): the canary's share of errors over what the
 * objective allows must not be 14.4 or more in the last hour and in the last twelfth of it, which would spend 2 % of the budget
 * in an hour; while the canary is younger, its life takes the hour's place. It needs five errors, and a baseline that burns less
 * than half as fast: otherwise the trouble is common.
 *
 * <p><b>Budget</b>: the errors that the canary had on top of what the baseline's share would have given, since whenever they
 * were most (a cumulative sum that does not fall under zero: E. S. Page, Biometrika 41, 1954), must not exceed its part of the
 * errors that 30 days allow. A sum of the positive differences of intervals would grow from noise alone.
 */
final class BudgetGuard {
    /** Times faster than allowed: 2 % of a budget of 720 hours in one. */
    private static final double FASTEST = 14.4;

    /** A burn rate of fewer errors is chance: one error among 50 requests burns a budget of 0.1 % twenty times too fast. */
    private static final double FEWEST_ERRORS = 5;

    /** The longer window. */
    private static final Duration LONG = Duration.ofHours(1);

    /** The shorter one is this part of it, so that an alarm ends soon after its cause. */
    private static final int SHORT_PART = 12;

    /** The period that an objective is promised for. */
    private static final double HOURS_OF_30_DAYS = 720;

    private final Objective objective;
    private final Deque<Past> window = new ArrayDeque<>();
    private double monthly;
    private double excess;

    private record Past(Instant start, Instant end, Counts counts) {}

    BudgetGuard(Objective objective) {
        this.objective = objective;
    }

    /** How many requests an hour before the release had. */
    void known(double requestsPerHour) {
        monthly = requestsPerHour * HOURS_OF_30_DAYS;
    }

    /** Counts one interval; the counts must be {@link Counts#possible() possible}. */
    void add(Interval interval, Counts counts) {
        window.addLast(new Past(interval.start(), interval.end(), counts));
        Instant oldest = interval.end().minus(LONG);
        while (!window.getFirst().end().isAfter(oldest)) {
            window.removeFirst();
        }
        double share = counts.baselineTotal() > 0 ? counts.baselineEvents() / counts.baselineTotal() : 0;
        excess = StrictMath.max(0, excess + counts.canaryEvents() - counts.canaryTotal() * share);
    }

    /** What tripped, if anything did. */
    Optional<Said> tripped(String name) {
        return spent(name).or(() -> burning(name));
    }

    private Optional<Said> spent(String name) {
        double cap = monthly * objective.allowed() * objective.budget();
        return monthly > 0 && excess > cap
                ? Optional.of(new Said(
                        Reason.BUDGET_SPENT,
                        name + ": the canary caused " + Numbers.count(excess)
                                + " errors more than the baseline would have, over its "
                                + Numbers.written(100 * objective.budget()) + " % of the "
                                + Numbers.count(monthly * objective.allowed()) + " errors that 30 days allow"))
                : Optional.empty();
    }

    private Optional<Said> burning(String name) {
        if (window.isEmpty()) {
            return Optional.empty();
        }
        Instant end = window.getLast().end();
        Duration whole = Duration.between(window.getFirst().start(), end);
        Counts longer = since(window.getFirst().start());
        Counts shorter = since(end.minus(whole.dividedBy(SHORT_PART)));
        double burn = burn(longer.canaryEvents(), longer.canaryTotal());
        boolean fast = burn >= FASTEST && burn(shorter.canaryEvents(), shorter.canaryTotal()) >= FASTEST;
        double common = burn(longer.baselineEvents(), longer.baselineTotal());
        if (!fast || longer.canaryEvents() < FEWEST_ERRORS || common >= FASTEST / 2) {
            return Optional.empty();
        }
        return Optional.of(new Said(
                Reason.BURN_RATE,
                name + ": the canary spends its error budget " + Numbers.twoDigits(burn) + " times as fast as "
                        + Numbers.written(100 * objective.good()) + " % allows, the baseline "
                        + Numbers.twoDigits(common) + " times, over the last " + Numbers.length(whole) + " ("
                        + Numbers.share(longer.canaryEvents(), longer.canaryTotal()) + " canary requests)"));
    }

    private double burn(double errors, double requests) {
        return requests > 0 ? errors / requests / objective.allowed() : 0;
    }

    private Counts since(Instant time) {
        Counts sum = Counts.NONE;
        for (Past past : window) {
            sum = past.end().isAfter(time) ? sum.plus(past.counts()) : sum;
        }
        return sum;
    }
}

package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the canary surely gets another share of requests than its weight (design 6.5): more than two points and a quarter of
 * the weight off, in both halves of five minutes. The evidence does not mind, as it takes the counts as they are; but then the
 * route does not do what it was told. "Surely" is Wald's test of a share, with the variance of requests that come four at a time
 * (sticky sessions). Not thread-safe.
 */
final class SplitGuard {
    /** So long it must be off (design 6.5). */
    private static final Duration WINDOW = Duration.ofMinutes(5);

    /** By so much of all requests, two points, and */
    private static final double LEAST_POINTS = 0.02;

    /** by so much of the weight. */
    private static final double PART_OF_WEIGHT = 0.25;

    /** Standard normal quantile that is exceeded once in 10,000 times, on both sides together. */
    private static final double SURE = 3.89;

    /** Requests of one session that come together, as four do on one page: the variance of a share is so many times larger. */
    private static final double TOGETHER = 4;

    private final Recent window = new Recent();
    private int weight = -1;
    private Instant since = Instant.MAX;

    /** The share that was measured instead of the weight. */
    record Skew(double share, int weight, double requests) {}

    /** Looks at one more interval. */
    void add(Interval interval) {
        double canary = interval.canary().total();
        double all = canary + interval.baseline().total();
        if (!(canary >= 0) || !Double.isFinite(all)) {
            return;
        }
        if (interval.weight() != weight) {
            window.clear();
            weight = interval.weight();
            since = interval.start();
        }
        window.add(interval, all, canary, WINDOW);
    }

    /** What is skewed; empty while the split is right, or it cannot be told yet. */
    Optional<Skew> skew() {
        if (window.size() == 0 || window.end(window.size() - 1).isBefore(since.plus(WINDOW))) {
            return Optional.empty();
        }
        Instant middle = window.end(window.size() - 1).minus(WINDOW.dividedBy(2));
        double[] early = new double[2];
        double[] late = new double[2];
        for (int i = 0; i < window.size(); i++) {
            double[] half = window.end(i).isAfter(middle) ? late : early;
            half[0] += window.part(i);
            half[1] += window.total(i);
        }
        int side = side(early);
        return side != 0 && side == side(late)
                ? Optional.of(new Skew((early[0] + late[0]) / (early[1] + late[1]), weight, early[1] + late[1]))
                : Optional.empty();
    }

    /** 1 if the share is surely too high, -1 if it is surely too low, else 0. */
    private int side(double[] half) {
        double planned = weight / 100.0;
        if (!(half[1] > 0)) {
            return 0;
        }
        double off = half[0] / half[1] - planned;
        double allowed = StrictMath.max(LEAST_POINTS, PART_OF_WEIGHT * planned);
        double deviation = StrictMath.sqrt(TOGETHER * planned * (1 - planned) / half[1]);
        return StrictMath.abs(off) > allowed + SURE * deviation ? (int) StrictMath.signum(off) : 0;
    }
}

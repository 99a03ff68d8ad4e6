package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Means of log(canary/baseline) over blocks of five minutes at one weight. What both arms have in common cancels, and most of
 * what one sample says of the next is inside a block (methods 1.3). Not thread-safe.
 */
final class GaugeBlocks {
    /** Five times as long as samples of memory or load hang together, usually (methods 1.3). */
    static final Duration LENGTH = Duration.ofMinutes(5);

    /** Ratios beyond these say no more: a queue that is empty in one arm has an infinite ratio. */
    private static final double FARTHEST = StrictMath.log(32);

    private final List<Double> blocks = new ArrayList<>();
    private Instant begin = Instant.MIN;
    private int weight = -1;
    private double sum;
    private int samples;

    /**
     * Counts a sample; values that are negative or infinite are left out.
     *
     * @return whether a block is whole now
     */
    boolean add(Instant at, int nowWeight, double canary, double baseline) {
        if (!usable(canary) || !usable(baseline)) {
            return false;
        }
        if (nowWeight != weight) {
            begin(at);
            weight = nowWeight;
        }
        boolean whole = !at.isBefore(begin.plus(LENGTH)) && samples > 0;
        if (whole) {
            blocks.add(sum / samples);
            begin(at);
        }
        sum += logRatio(canary, baseline);
        samples++;
        return whole;
    }

    private void begin(Instant at) {
        begin = at;
        sum = 0;
        samples = 0;
    }

    private static boolean usable(double value) {
        return Double.isFinite(value) && value >= 0;
    }

    private static double logRatio(double canary, double baseline) {
        if (canary == baseline) {
            return 0;
        }
        double log = StrictMath.log(canary) - StrictMath.log(baseline);
        return StrictMath.min(FARTHEST, StrictMath.max(-FARTHEST, log));
    }

    int size() {
        return blocks.size();
    }

    /** The blocks from one number on. */
    double[] from(int first) {
        return blocks.subList(first, blocks.size()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}

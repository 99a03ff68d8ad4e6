package io.jenkins.plugins.canary.benchmark;

import io.jenkins.plugins.canary.simulation.Series;
import io.jenkins.plugins.canary.simulation.Series.Samples;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What counters gained between two times, as peers are told it: differenced series by series, without the extrapolation that
 * {@code rate()} and {@code increase()} add. That is kinder to them than Prometheus would be.
 */
final class Counted {
    /** Milliseconds after which Prometheus takes a value for stale. */
    private static final long LOOK_BACK = 300_000;

    private final World world;

    Counted(World world) {
        this.world = world;
    }

    /**
     * What all counters of that name gained.
     *
     * @param canary which version's
     */
    double gain(String name, boolean canary, Predicate<Map<String, String>> which, long from, long to) {
        double sum = 0;
        for (Series series : world.prometheus().series()) {
            Map<String, String> labels = series.labels();
            boolean itsArm = labels.get("pod").startsWith("checkout-canary-") == canary;
            if (itsArm && labels.get("__name__").equals(name) && which.test(labels)) {
                sum += gain(series, from, to);
            }
        }
        return sum;
    }

    private static double gain(Series series, long from, long to) {
        Samples samples = series.within(from - LOOK_BACK, to);
        double sum = 0;
        for (int i = 1; i < samples.size(); i++) {
            if (samples.times()[i] > from) {
                double before = samples.values()[i - 1];
                double value = samples.values()[i];
                sum += value >= before ? value - before : value;
            }
        }
        return sum;
    }
}

package io.jenkins.plugins.canary.simulation;

import io.jenkins.plugins.canary.simulation.Scenario.Behaviour;
import java.time.Duration;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * How latencies fall into a histogram's buckets.
 *
 * @param shares share of requests per bucket, not cumulative; the last bucket has no upper edge
 * @param means what a request of a bucket adds to the histogram's sum, in seconds
 */
record LatencyProfile(double[] shares, double[] means) {
    /** Upper edges in seconds, as Prometheus' clients have them by default. */
    static final double[] EDGES = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

    /** Lognormal latencies, multiplied, and a share of them shifted. */
    static LatencyProfile of(Behaviour behaviour, double factor, double slowShare, Duration slowBy) {
        double median = seconds(behaviour.median()) * factor;
        double[] shares = new double[EDGES.length + 1];
        double[] means = new double[EDGES.length + 1];
        double below = 0;
        for (int i = 0; i <= EDGES.length; i++) {
            double edge = i < EDGES.length ? EDGES[i] : Double.POSITIVE_INFINITY;
            double upTo = (1 - slowShare) * lognormal(edge, median, behaviour.sigma())
                    + slowShare * lognormal(edge - seconds(slowBy), median, behaviour.sigma());
            shares[i] = Math.max(0, upTo - below);
            below = upTo;
            double lower = i == 0 ? 0 : EDGES[i - 1];
            means[i] = i < EDGES.length ? (lower + edge) / 2 : 1.5 * lower;
        }
        return new LatencyProfile(shares, means);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static double lognormal(double edge, double median, double sigma) {
        if (edge <= 0) {
            return 0;
        }
        return 0.5 * Erfc.value(-StrictMath.log(edge / median) / (sigma * StrictMath.sqrt(2)));
    }
}

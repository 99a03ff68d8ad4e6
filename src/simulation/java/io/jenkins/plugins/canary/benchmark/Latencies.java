package io.jenkins.plugins.canary.benchmark;

import static io.jenkins.plugins.canary.benchmark.Parameter.*;

import org.apache.commons.numbers.gamma.Erfc;

/**
 * How the latencies of one version fall into buckets: a lognormal body, a share of it slowed, and a second mode.
 *
 * @param median of the body, in seconds
 * @param slowShare share of requests that are slowed
 * @param slowFactor what their latencies are multiplied by
 * @param slowBy what is added to them, in seconds
 * @param secondMode share of requests at about 300 ms
 */
record Latencies(double median, double sigma, double slowShare, double slowFactor, double slowBy, double secondMode) {
    /** Upper edges in seconds, as Prometheus' clients have them by default. */
    static final double[] EDGES = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

    /** The last bucket that is not slow: up to half a second. */
    static final int SLOW = 6;

    /** Seconds: the median of the second mode (methods 4: F8). */
    private static final double SECOND_MEDIAN = 0.3;

    /** Deviation of its logarithm: nearly all between 0.25 and 0.37 seconds. */
    private static final double SECOND_SIGMA = 0.1;

    /** Latencies of the running version. */
    static Latencies sound(Workload workload) {
        return new Latencies(workload.number(MEDIAN), workload.number(SIGMA), 0, 1, 0, 0);
    }

    /** Latencies of the canary while its fault lasts. */
    static Latencies faulty(Workload workload) {
        return new Latencies(
                workload.number(MEDIAN) * workload.number(LATENCY_FACTOR),
                workload.number(SIGMA),
                workload.number(SLOW_SHARE),
                workload.number(SLOW_FACTOR),
                workload.millis(SLOW_BY) / 1000.0,
                workload.number(SECOND_MODE));
    }

    /** Share of requests per bucket, the last without an upper edge, if all latencies are so many times as long. */
    double[] shares(double factor) {
        double[] shares = new double[EDGES.length + 1];
        double below = 0;
        for (int i = 0; i <= EDGES.length; i++) {
            double upTo = i < EDGES.length ? upTo(EDGES[i] / factor) : 1;
            shares[i] = Math.max(0, upTo - below);
            below = upTo;
        }
        return shares;
    }

    private double upTo(double edge) {
        double first = (1 - slowShare) * lognormal(edge, median, sigma);
        double slowed = slowShare == 0 ? 0 : slowShare * lognormal(edge - slowBy, median * slowFactor, sigma);
        double second = secondMode == 0 ? 0 : secondMode * lognormal(edge, SECOND_MEDIAN, SECOND_SIGMA);
        return (1 - secondMode) * (first + slowed) + second;
    }

    private static double lognormal(double edge, double median, double sigma) {
        return edge <= 0 ? 0 : 0.5 * Erfc.value(-StrictMath.log(edge / median) / (sigma * StrictMath.sqrt(2)));
    }
}

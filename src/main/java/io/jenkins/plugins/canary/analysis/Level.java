package io.jenkins.plugins.canary.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Which share of the baseline's requests are events, in each stratum, from what came before. The evidence of an interval may rest on
 * it because it does not know that interval; how good it is decides only how soon something is found. Not thread-safe.
 */
final class Level {
    /** So many intervals ago counts half as much: long enough for rare events, short enough to follow the time of day. */
    private static final double HALF_LIFE = 80;

    /** What is left of it after one interval. */
    private static final double KEPT = StrictMath.pow(0.5, 1 / HALF_LIFE);

    /** As after Jeffreys' prior: never none, never all (H. Jeffreys, Proc. R. Soc. A 186, 1946). */
    private static final double HALF_AN_EVENT = 0.5;

    private final List<double[]> strata = new ArrayList<>();

    /** What the baseline did before the release, in all strata together. */
    void known(double total, double events) {
        double[] first = stratum(0);
        first[0] += total;
        first[1] += events;
    }

    /** Learns from an interval; it counts for the next one. */
    void learn(Tables tables) {
        for (int i = 0; i < tables.strata().size(); i++) {
            Counts counts = tables.strata().get(i);
            double[] sums = stratum(i);
            sums[0] = sums[0] * KEPT + counts.baselineTotal();
            sums[1] = sums[1] * KEPT + counts.baselineEvents();
        }
    }

    /** The share in a stratum, over 0 and under 1; empty while nothing is known. */
    OptionalDouble share(int stratum) {
        double[] sums = stratum(stratum);
        return sums[0] > 0 ? OptionalDouble.of((sums[1] + HALF_AN_EVENT) / (sums[0] + 1)) : OptionalDouble.empty();
    }

    private double[] stratum(int number) {
        while (strata.size() <= number) {
            strata.add(new double[2]);
        }
        return strata.get(number);
    }
}

package io.jenkins.plugins.canary.traffic;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What share of the traffic so many pods of the canary get beside stable's, when each pod gets the same: {@code k / (n + k)}.
 *
 * @param stable stable's pods; their number stays
 */
record PodShare(int stable) {
    /**
     * The number of canary pods that comes nearest to the weight, and of two that are equally near the smaller; at least one
     * for any weight but 0.
     *
     * @param weight 0 to 99: for 100 no number is enough while stable has pods
     */
    int pods(int weight) {
        if (weight == 0) {
            return 0;
        }
        int below = stable * weight / (100 - weight);
        boolean nearer = percent(below + 1) - weight < weight - percent(below);
        return Math.max(1, nearer ? below + 1 : below);
    }

    /** Percent of the traffic that so many canary pods get. */
    double percent(int canary) {
        return stable + canary == 0 ? 0 : 100.0 * canary / (stable + canary);
    }

    /** Why this weight cannot be had, and what can; empty if it can. */
    Optional<String> problem(int weight) {
        if (weight == 0) {
            return Optional.empty();
        }
        if (stable == 0) {
            return Optional.of(
                    weight + " % is not possible while stable has no replicas: the canary would get all traffic");
        }
        if (weight == 100) {
            return Optional.of("100 % is not possible without a router: stable keeps its " + replicas()
                    + "; promote instead, or name a router");
        }
        int best = pods(weight);
        if (WeightTolerance.accepts(percent(best), weight)) {
            return Optional.empty();
        }
        int lower = percent(best) > weight && best > 1 ? best - 1 : best;
        return Optional.of(weight + " % is not possible with " + replicas() + ": " + rounded(lower) + " or "
                + rounded(lower + 1) + " are");
    }

    /** The problems of several weights, each told once. */
    List<String> problems(Stream<Integer> weights) {
        return weights.distinct().map(this::problem).flatMap(Optional::stream).toList();
    }

    private String rounded(int canary) {
        return Math.round(percent(canary)) + " %";
    }

    private String replicas() {
        return stable == 1 ? "1 replica" : stable + " replicas";
    }
}

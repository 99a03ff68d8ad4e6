package io.jenkins.plugins.canary.traffic;

import io.jenkins.plugins.canary.target.Exposure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A weight that cannot be had, because stable's share of a route is so small that whole parts of it are too coarse.
 *
 * @param weight percent of stable's share that was asked for
 * @param share stable's share, in the route's own measure
 * @param possible the percents next to it that can be had, in words
 */
record TooCoarse(int weight, int share, String possible) {
    /** All weights that cannot be had of one of these shares. */
    static List<TooCoarse> among(List<Integer> shares, List<Exposure> exposures) {
        return shares.stream()
                .distinct()
                .flatMap(share -> exposures.stream()
                        .map(Exposure::weight)
                        .distinct()
                        .flatMap(weight -> of(share, weight).stream()))
                .toList();
    }

    private static Optional<TooCoarse> of(int share, int weight) {
        int canary = RouteSplit.portion(share, weight);
        double percent = 100.0 * canary / share;
        if (WeightTolerance.accepts(percent, weight)) {
            return Optional.empty();
        }
        int lower = percent > weight && canary > 1 ? canary - 1 : canary;
        String possible = IntStream.of(lower, lower + 1)
                .filter(portion -> portion > 0 && portion <= share)
                .mapToObj(portion -> Math.round(100.0 * portion / share) + " %")
                .collect(Collectors.joining(" or "));
        return Optional.of(new TooCoarse(weight, share, possible));
    }
}

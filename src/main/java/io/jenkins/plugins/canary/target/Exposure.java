package io.jenkins.plugins.canary.target;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which requests the canary gets: a share of all, all of a cohort, or copies whose answers nobody sees.
 *
 * @param weight percent of the requests of everybody who is in no cohort, 0 to 100
 * @param cohort users who all get the canary
 * @param mirror percent of the requests that it gets copies of, 0 to 100; only where it serves nobody
 */
public record Exposure(int weight, Optional<Cohort> cohort, int mirror) {
    /** The canary gets nothing. */
    public static final Exposure NONE = of(0);

    /** Checks that nothing is missing, and that copies stand alone. */
    public Exposure {
        Objects.requireNonNull(cohort, "cohort");
        if (weight < 0 || weight > 100) {
            throw new IllegalArgumentException("weight: " + weight + " is not within 0 to 100");
        }
        if (mirror < 0 || mirror > 100) {
            throw new IllegalArgumentException("mirror: " + mirror + " is not within 0 to 100");
        }
        if (mirror > 0 && (weight > 0 || cohort.isPresent())) {
            throw new IllegalArgumentException("mirror: copies are for a canary that serves nobody");
        }
    }

    /** A share of all requests and nothing else. */
    public static Exposure of(int weight) {
        return new Exposure(weight, Optional.empty(), 0);
    }

    /** Shares of all requests and nothing else. */
    public static List<Exposure> of(List<Integer> weights) {
        return weights.stream().map(Exposure::of).toList();
    }

    /** Whether the canary gets no request at all. */
    public boolean isNothing() {
        return equals(NONE);
    }

    /** Whether users see answers of the canary. */
    public boolean reachesUsers() {
        return weight > 0 || cohort.isPresent();
    }

    /** Percent of all requests that the canary must have pods for. */
    public int load() {
        int chosen = cohort.map(Cohort::share).orElse(0);
        return Math.max(mirror, chosen + (weight * (100 - chosen) + 99) / 100);
    }

    /** What it gets beside the weight, for people; empty if that is nothing. Tells one exposure of a weight from another. */
    public String besides() {
        return cohort.map(Cohort::toString).orElse(mirror > 0 ? "copies of " + mirror + " % of the requests" : "");
    }

    @Override
    public String toString() {
        return isNothing()
                ? "nothing"
                : Stream.of(weight > 0 ? weight + " % of the traffic" : "", besides())
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(" and "));
    }
}

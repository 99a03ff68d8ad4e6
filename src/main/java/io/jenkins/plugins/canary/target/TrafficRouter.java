package io.jenkins.plugins.canary.target;

import java.util.List;
import java.util.Optional;

/**
 * Who is served by what. Stateless: everything it needs to know of the release is in the claim's record. Every method that
 * writes may be repeated at any time, after any crash.
 *
 * <p>A router changes only weights in objects that users own, with the resourceVersion that it read, and puts back what it
 * changed or inserted. Methods throw as those of {@link Workload} do.
 */
public interface TrafficRouter {
    /**
     * Finds out how traffic can be brought to the canary; changes nothing.
     *
     * @throws RefusedException if there is no way, with what would be one (the YAML to create)
     */
    RoutePlan plan();

    /**
     * Looks for rights that are missing to the route's objects; changes nothing.
     *
     * @param plan what {@link #plan} found; empty if it could not plan
     * @return verb and object each, empty if none is missing
     */
    List<String> missingRights(Optional<RoutePlan> plan);

    /**
     * Looks for requests that cannot be had; changes nothing.
     *
     * @param plan of the release, which may have begun
     * @param stableReplicas replicas that stable has
     * @return sentences, each with what is possible instead
     */
    List<String> problems(RoutePlan plan, List<Exposure> exposures, int stableReplicas);

    /**
     * How many pods the canary needs to carry so much.
     *
     * @param load percent of all requests, as {@link Exposure#load()} tells it
     */
    int canaryReplicas(int load, int stableReplicas);

    /** Whether the route, read afresh, really gives the canary these requests; for none: whether nothing leads to the canary. */
    boolean carries(ClaimRecord claim, Exposure exposure);

    /** Whether the route, read afresh, really gives the canary this weight and nothing else. */
    default boolean carries(ClaimRecord claim, int weight) {
        return carries(claim, Exposure.of(weight));
    }

    /**
     * Gives the canary these requests: one read and one write per object.
     *
     * <p>Nothing is given before the canary is created: where its pods will stand behind stable's Service, some routes must be
     * held to stable's pods from then on. Where the share of pods is the share of traffic, creating the canary already is the
     * shift.
     *
     * @throws RefusedException if the route is no longer one that this release may change
     */
    void shift(ClaimRecord claim, Exposure exposure);

    /** Gives the canary this weight and nothing else. */
    default void shift(ClaimRecord claim, int weight) {
        shift(claim, Exposure.of(weight));
    }

    /**
     * Whether those who act on the route have taken it as it stands; changes nothing.
     *
     * @param claim of a release whose {@link #shift} has been read back
     */
    default Acceptance acceptance(ClaimRecord claim) {
        return Acceptance.UNTOLD;
    }

    /**
     * Sends all traffic to stable and puts the route back as it was found, but for what must stay until {@link #clear}: one
     * read and one write per object.
     */
    void home(ClaimRecord claim);

    /** Whether the route, read afresh, is as {@link #home} leaves it. */
    default boolean isHome(ClaimRecord claim) {
        return carries(claim, Exposure.NONE);
    }

    /**
     * Whether {@link #home} ends the canary's pods, because their share of all pods is their share of the traffic: what is to
     * be kept of them must be kept before.
     */
    default boolean homeEndsPods() {
        return false;
    }

    /** Removes what had to stay while the canary drained. Only when no pod of the canary is left. */
    void clear(ClaimRecord claim);
}

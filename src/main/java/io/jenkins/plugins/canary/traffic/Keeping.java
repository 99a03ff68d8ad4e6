package io.jenkins.plugins.canary.traffic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** How the routes of a list keep users with their version. Pure, as {@link Selection}. */
interface Keeping {
    /** They do not, or are not asked to. */
    Keeping NONE = new Keeping() {
        @Override
        public Optional<String> obstacle(Map<String, Object> route, List<Map<String, Object>> stable) {
            return Optional.empty();
        }

        @Override
        public List<Map<String, Object>> kept(Draw draw) {
            return List.of(draw.split());
        }

        @Override
        public boolean isAdded(Map<String, Object> route) {
            return false;
        }

        @Override
        public Map<String, Object> without(Map<String, Object> route) {
            return route;
        }
    };

    /**
     * What in the route is in the way, as the end of a sentence that begins with the object.
     *
     * @param stable the route's destinations that are stable's
     */
    Optional<String> obstacle(Map<String, Object> route, List<Map<String, Object>> stable);

    /** The routes that keep users, in place of one that draws each request anew. */
    List<Map<String, Object>> kept(Draw draw);

    /** Whether it is a route that {@link #kept} added. */
    boolean isAdded(Map<String, Object> route);

    /** A route that leads to the canary, without what {@link #kept} wrote into it. */
    Map<String, Object> without(Map<String, Object> route);

    /**
     * A route at a weight from 1 to 99.
     *
     * @param plain as it leads to stable
     * @param canary as it leads to the canary in stable's place
     * @param divided as it gives the canary so many percent
     */
    record Draw(
            int weight,
            Map<String, Object> plain,
            Map<String, Object> canary,
            IntFunction<Map<String, Object>> divided,
            Predicate<Map<String, Object>> isStable,
            Predicate<Map<String, Object>> isCanary) {
        /** The route at the weight. */
        Map<String, Object> split() {
            return divided.apply(weight);
        }
    }
}

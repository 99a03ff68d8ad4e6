package io.jenkins.plugins.canary.traffic;

import io.jenkins.plugins.canary.target.Cohort;
import io.jenkins.plugins.canary.target.Exposure;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How the routes of a list choose requests by what these carry, and send copies of them. Pure: every method gives a route as it
 * should be, and leaves the one that it was given as it is.
 */
interface Selection {
    /** The routes choose nothing and copy nothing. */
    Selection NONE = new Selection() {
        @Override
        public Optional<String> obstacle(Map<String, Object> route, Exposure exposure) {
            return Optional.empty();
        }

        @Override
        public Map<String, Object> heldTo(Cohort cohort, String role, Map<String, Object> route) {
            throw new IllegalStateException("such a route cannot be held to " + cohort);
        }

        @Override
        public Map<String, Object> copying(Map<String, Object> route, Map<String, Object> canary, int percent) {
            throw new IllegalStateException("such a route cannot copy requests");
        }

        @Override
        public boolean copies(Map<String, Object> route, Predicate<Map<String, Object>> canary) {
            return false;
        }

        @Override
        public Map<String, Object> withoutCopies(Map<String, Object> route, Predicate<Map<String, Object>> canary) {
            return route;
        }
    };

    /** What in the route is in the way of that, as the end of a sentence that begins with the object. */
    Optional<String> obstacle(Map<String, Object> route, Exposure exposure);

    /**
     * The route for the cohort's requests alone, of those that fitted it before.
     *
     * @param role what a route with a name is named after, beside that name
     */
    Map<String, Object> heldTo(Cohort cohort, String role, Map<String, Object> route);

    /** Whether the route is held to users who have this cookie; no route is where {@link #answers} give none. */
    default boolean asksFor(String cookie, Map<String, Object> route) {
        return false;
    }

    /** How its destinations add to answers; empty if they cannot, or not without taking away what is there. */
    default Optional<CookieRoutes.Answers> answers() {
        return Optional.empty();
    }

    /**
     * The route with copies of its requests for the canary.
     *
     * @param canary as a destination names it
     */
    Map<String, Object> copying(Map<String, Object> route, Map<String, Object> canary, int percent);

    /** Whether the route sends copies to the canary. */
    boolean copies(Map<String, Object> route, Predicate<Map<String, Object>> canary);

    /** The route without copies for the canary. */
    Map<String, Object> withoutCopies(Map<String, Object> route, Predicate<Map<String, Object>> canary);
}

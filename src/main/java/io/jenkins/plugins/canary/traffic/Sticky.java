package io.jenkins.plugins.canary.traffic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Keeps users by a field of the route with which its router does so itself, for users of every destination alike.
 *
 * @param field that users may have of their own
 * @param value that the release writes
 * @param ours whether a value of the field is a release's
 * @param refusal why that cannot be, as the end of a sentence that begins with the object
 */
record Sticky(String field, Map<String, Object> value, Predicate<Object> ours, Optional<String> refusal)
        implements Keeping {
    @Override
    public Optional<String> obstacle(Map<String, Object> route, List<Map<String, Object>> stable) {
        return route.containsKey(field)
                ? Optional.of("has a route to stable with " + field + " of its own, by which users stay already")
                : refusal;
    }

    @Override
    public List<Map<String, Object>> kept(Draw draw) {
        return List.of(Fields.with(draw.split(), field, value));
    }

    @Override
    public boolean isAdded(Map<String, Object> route) {
        return false;
    }

    @Override
    public Map<String, Object> without(Map<String, Object> route) {
        return ours.test(route.get(field)) ? Fields.without(route, field) : route;
    }
}

package io.jenkins.plugins.canary.traffic;

import io.jenkins.plugins.canary.target.Cohort;
import io.jenkins.plugins.canary.target.Exposure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps users by a cookie: the split route gives it with its answers, and routes before it lead those who have it to their version.
 *
 * @param selection how these routes ask for the cookie
 * @param answers how destinations give it
 * @param destinations name of the field of a route with its destinations
 */
record CookieRoutes(Affinity affinity, Selection selection, Answers answers, String destinations) implements Keeping {
    /** How a destination adds headers to its answers. */
    interface Answers {
        /** Whether it sets a cookie already. */
        boolean setsCookie(Map<String, Object> entry);

        /** The destination, setting that cookie. */
        Map<String, Object> setting(String cookie, Map<String, Object> entry);

        /** The destination without the cookie of that name. */
        Map<String, Object> withoutSetting(String name, Map<String, Object> entry);
    }

    @Override
    public Optional<String> obstacle(Map<String, Object> route, List<Map<String, Object>> stable) {
        return selection
                .obstacle(route, new Exposure(0, Optional.of(affinity.stable(1)), 0))
                .or(() -> stable.stream().anyMatch(answers::setsCookie)
                        ? Optional.of("has a route to stable that sets a cookie")
                        : Optional.empty());
    }

    @Override
    public List<Map<String, Object>> kept(Draw draw) {
        int weight = draw.weight();
        List<Map<String, Object>> routes = new ArrayList<>();
        routes.add(selection.heldTo(affinity.canary(weight), "canary-stays", draw.canary()));
        routes.add(selection.heldTo(affinity.stable(weight), "stable-stays", draw.plain()));
        if (affinity.drawsAgain(weight)) {
            Cohort left = affinity.stable(affinity.before());
            routes.add(
                    selection.heldTo(left, "drawn-again", marked(draw.divided().apply(affinity.again(weight)), draw)));
        }
        routes.add(marked(draw.split(), draw));
        return routes;
    }

    private Map<String, Object> marked(Map<String, Object> route, Draw draw) {
        return Fields.with(
                route,
                destinations,
                Fields.list(route, destinations).stream()
                        .map(entry -> markedEntry(entry, draw))
                        .toList());
    }

    private Map<String, Object> markedEntry(Map<String, Object> entry, Draw draw) {
        if (draw.isCanary().test(entry)) {
            return answers.setting(affinity.marksCanary(draw.weight()), entry);
        }
        return draw.isStable().test(entry) ? answers.setting(affinity.marksStable(draw.weight()), entry) : entry;
    }

    @Override
    public boolean isAdded(Map<String, Object> route) {
        return selection.asksFor(affinity.cookie(), route);
    }

    @Override
    public Map<String, Object> without(Map<String, Object> route) {
        return Fields.with(
                route,
                destinations,
                Fields.list(route, destinations).stream()
                        .map(entry -> answers.withoutSetting(affinity.cookie(), entry))
                        .toList());
    }
}

package io.jenkins.plugins.canary.e2e;

import io.jenkins.plugins.canary.simulation.Request;
import io.jenkins.plugins.canary.simulation.TrafficMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** All users there are, told apart by nothing but the cookie that they were given. Nobody is drawn by chance: parts of them are. */
final class Population {
    private static final String NONE = "";

    private final Function<Request, TrafficMap> routes;
    private Map<String, Double> cookies = Map.of(NONE, 1.0);

    /** Users who have never been there. */
    Population(Function<Request, TrafficMap> routes) {
        this.routes = routes;
    }

    /** Everybody comes once; says what part of them the canary answered, in percent. */
    double visits() {
        Map<String, Double> next = new TreeMap<>();
        double canary = 0;
        for (Map.Entry<String, Double> users : cookies.entrySet()) {
            Request request = users.getKey().isEmpty() ? Request.PLAIN : Request.PLAIN.with("cookie", users.getKey());
            for (TrafficMap.Share share : routes.apply(request).shares()) {
                double part = users.getValue() * share.part();
                next.merge(share.cookie().isEmpty() ? users.getKey() : share.cookie(), part, Double::sum);
                canary += share.destination().contains("canary") ? part : 0;
            }
        }
        cookies = next;
        return 100 * canary;
    }
}

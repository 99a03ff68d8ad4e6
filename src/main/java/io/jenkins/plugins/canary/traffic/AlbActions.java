package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.target.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The actions in the annotations of an Ingress as a list of routes, each with its target groups. The controller does not care for
 * upper and lower case in the names of fields; what we write has them as its documentation does.
 *
 * @param texts annotations as they were before the release; each is written again as soon as it says the same
 */
record AlbActions(Map<String, String> texts) implements RouteList {
    static final String PREFIX = "alb.ingress.kubernetes.io/actions.";
    static final String TARGET_GROUPS = "targetGroups";

    static final String ACTION = "name";

    /** The name of a backend's port that makes its Service's name the name of an action. */
    static final String PORT = "use-annotation";

    private static final String STICKINESS = "targetGroupStickinessConfig";

    /** That of AWS. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private static final String CONFIG = "forwardConfig";
    private static final Map<String, String> SPELLING = Stream.of(
                    "type", CONFIG, TARGET_GROUPS, "serviceName", "servicePort", "weight")
            .collect(Collectors.toMap(name -> name.toLowerCase(Locale.ROOT), name -> name));

    @Override
    public String name() {
        return "actions";
    }

    @Override
    public List<Map<String, Object>> in(RouteObject object) {
        List<Map<String, Object>> routes = new ArrayList<>();
        object.annotations().forEach((key, text) -> {
            if (key.startsWith(PREFIX)) {
                Map<String, Object> route = new LinkedHashMap<>();
                route.put(ACTION, key.substring(PREFIX.length()));
                Map<String, Object> config = Fields.in(parsed(object, key, text), CONFIG);
                if (config.containsKey(TARGET_GROUPS)) {
                    route.put(TARGET_GROUPS, config.get(TARGET_GROUPS));
                }
                stickiness(config).ifPresent(name -> route.put(STICKINESS, config.get(name)));
                routes.add(route);
            }
        });
        return routes;
    }

    /** Under which name, in whatever case, an action has it. */
    private static Optional<String> stickiness(Map<String, Object> config) {
        return config.keySet().stream().filter(STICKINESS::equalsIgnoreCase).findFirst();
    }

    @Override
    public Keeping keeping(Affinity affinity, String destinations) {
        Map<String, Object> stickiness = new LinkedHashMap<>();
        stickiness.put("enabled", true);
        stickiness.put("durationSeconds", affinity.seconds());
        return new Sticky(
                STICKINESS,
                stickiness,
                stickiness::equals,
                affinity.age().compareTo(LONGEST) > 0
                        ? Optional.of("has a load balancer that keeps users for 7 days at most")
                        : Optional.empty());
    }

    @Override
    public RouteObject with(RouteObject object, List<Map<String, Object>> routes) {
        List<Map<String, Object>> before = in(object);
        Map<String, String> annotations = new LinkedHashMap<>(object.annotations());
        routes.stream().filter(route -> !before.contains(route)).forEach(route -> {
            String key = PREFIX + Fields.text(route, ACTION).orElseThrow();
            Map<String, Object> action = parsed(object, key, annotations.get(key));
            Map<String, Object> config = Fields.in(action, CONFIG);
            Map<String, Object> split = Fields.with(config, TARGET_GROUPS, Fields.list(route, TARGET_GROUPS));
            Map<String, Object> next = Fields.with(action, CONFIG, sticking(split, route.get(STICKINESS)));
            String found = texts.get(key);
            boolean asFound = found != null && parsed(object, key, found).equals(next);
            annotations.put(key, asFound ? found : Serialization.asJson(next));
        });
        return annotations.equals(object.annotations()) ? object : object.annotated(annotations);
    }

    private static Map<String, Object> sticking(Map<String, Object> config, Object stickiness) {
        String name = stickiness(config).orElse(STICKINESS);
        return stickiness == null ? Fields.without(config, name) : Fields.with(config, name, stickiness);
    }

    private static Map<String, Object> parsed(RouteObject object, String key, String text) {
        try {
            return Fields.of(spelt(Serialization.unmarshal(text, Map.class)));
        } catch (KubernetesClientException | ClassCastException | IllegalArgumentException e) {
            throw new RefusedException(
                    "traffic: annotation " + key + " of " + object + " is not the JSON of an action");
        }
    }

    /** The same with the names of fields that we look at as the documentation spells them. */
    private static Object spelt(Object value) {
        if (value instanceof Map<?, ?> object) {
            Map<String, Object> next = new LinkedHashMap<>();
            object.forEach((name, field) -> {
                String written = String.valueOf(name);
                next.put(SPELLING.getOrDefault(written.toLowerCase(Locale.ROOT), written), spelt(field));
            });
            return next;
        }
        return value instanceof List<?> list
                ? list.stream().map(AlbActions::spelt).toList()
                : value;
    }
}

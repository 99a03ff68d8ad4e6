package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.target.RouterKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A canary Ingress of ingress-nginx that something else made: {@code canary-weight} is the canary's percentage, and stable has
 * the rest. It reads as one route with two destinations.
 */
record NginxForm() implements RouteForm {
    private static final String ARM = "arm";
    private static final String STABLE = "stable";
    private static final String CANARY = "canary";
    private static final int ALL = 100;

    @Override
    public RouterKind router() {
        return RouterKind.NGINX;
    }

    @Override
    public List<Kind<GenericKubernetesResource>> versions() {
        return List.of(Ingresses.KIND);
    }

    @Override
    public String product() {
        return "ingress-nginx";
    }

    @Override
    public String nameOption() {
        return "ingress";
    }

    @Override
    public Arms arms(String namespace, String stable, String canary) {
        return new BackendArms(namespace, ARM, STABLE, CANARY);
    }

    @Override
    public Dialect dialect(Map<String, String> remembered) {
        return new Dialect(List.of(new Weight()), "destinations", Entries.MIRRORED, ALL, 2);
    }

    @Override
    public String example(String apiVersion, String name, Service service) {
        return MissingRoute.ingress(name, service);
    }

    /** The annotation as a route. */
    private record Weight() implements RouteList {
        @Override
        public String name() {
            return "canary-weight";
        }

        @Override
        public List<Map<String, Object>> in(RouteObject object) {
            Map<String, Object> canary = new LinkedHashMap<>(Map.of(ARM, CANARY));
            String written = object.annotations().get(NginxCanary.WEIGHT);
            int weight = number(written);
            if (written != null) {
                canary.put("weight", weight);
            }
            Map<String, Object> stable = Map.of(ARM, STABLE, "weight", ALL - weight);
            return List.of(Map.of("destinations", List.of(stable, canary)));
        }

        @Override
        public RouteObject with(RouteObject object, List<Map<String, Object>> routes) {
            if (routes.equals(in(object))) {
                return object;
            }
            Map<String, Object> canary =
                    Fields.list(routes.get(0), "destinations").get(1);
            Map<String, String> annotations = new LinkedHashMap<>(object.annotations());
            if (canary.containsKey("weight")) {
                annotations.put(NginxCanary.WEIGHT, String.valueOf(Fields.number(canary, "weight")));
            } else {
                annotations.remove(NginxCanary.WEIGHT);
            }
            return object.annotated(annotations);
        }

        private static int number(String written) {
            return written != null && written.matches("[0-9]{1,3}") ? Math.min(ALL, Integer.parseInt(written)) : 0;
        }
    }
}

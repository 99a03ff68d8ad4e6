package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.target.Acceptance;
import io.jenkins.plugins.canary.target.RouterKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An OpenShift Route: {@code spec.to.weight} and {@code spec.alternateBackends[].weight}, 0 to 256.
 *
 * @see <a href="https://docs.openshift.com/container-platform/4.16/rest_api/network_apis/route-route-openshift-io-v1.html">OpenShift:
 *     Route</a>
 */
record OpenShiftForm() implements RouteForm {
    private static final int LARGEST = 256;

    /** The first and three alternates. */
    private static final int MOST = 4;

    @Override
    public RouterKind router() {
        return RouterKind.OPENSHIFT;
    }

    @Override
    public List<Kind<GenericKubernetesResource>> versions() {
        return List.of(Kind.generic("route.openshift.io", "v1", "Route", "routes"));
    }

    @Override
    public String product() {
        return "OpenShift";
    }

    @Override
    public Dialect dialect(Map<String, String> remembered) {
        return new Dialect(List.of(new Backends()), Backends.FIELD, Entries.OF_HUNDRED, LARGEST, MOST);
    }

    @Override
    public Acceptance acceptance(RouteObject route) {
        return new RouteStatus(route).byIngress();
    }

    @Override
    public String example(String apiVersion, String name, Service service) {
        return """
                apiVersion: %s
                kind: Route
                metadata:
                  name: %s
                  namespace: %s
                spec:
                  to:
                    kind: Service
                    name: %s
                    weight: 100
                """.formatted(
                        apiVersion,
                        name,
                        service.getMetadata().getNamespace(),
                        service.getMetadata().getName());
    }

    /** The first backend and its alternates as one list. */
    private record Backends() implements RouteList {
        static final String FIELD = "backends";
        static final String ALTERNATES = "alternateBackends";

        @Override
        public String name() {
            return FIELD;
        }

        @Override
        public List<Map<String, Object>> in(RouteObject object) {
            List<Map<String, Object>> all = new ArrayList<>();
            all.add(Fields.in(object.spec(), "to"));
            all.addAll(Fields.list(object.spec(), ALTERNATES));
            return List.of(Map.of(FIELD, all));
        }

        /** {@inheritDoc} An OpenShift server does not keep an empty list. */
        @Override
        public RouteObject with(RouteObject object, List<Map<String, Object>> routes) {
            if (routes.equals(in(object))) {
                return object;
            }
            List<Map<String, Object>> all = Fields.list(routes.get(0), FIELD);
            List<Map<String, Object>> alternates = all.subList(1, all.size());
            Map<String, Object> spec = Fields.with(object.spec(), "to", all.get(0));
            return object.withSpec(
                    alternates.isEmpty()
                            ? Fields.without(spec, ALTERNATES)
                            : Fields.with(spec, ALTERNATES, List.copyOf(alternates)));
        }
    }
}

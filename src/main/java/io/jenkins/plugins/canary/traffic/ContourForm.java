package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.target.Acceptance;
import io.jenkins.plugins.canary.target.RouterKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Contour HTTPProxy: {@code spec.routes[].services[].weight} and {@code spec.tcpproxy.services[].weight}. Where a route has
 * several Services of which none has a weight, Contour gives each the same; one weight among them would take everything from the
 * others, so such a route is refused.
 *
 * @see <a href="https://projectcontour.io/docs/main/config/request-routing/#upstream-weighting">Contour: upstream weighting</a>
 */
record ContourForm() implements RouteForm {
    @Override
    public RouterKind router() {
        return RouterKind.CONTOUR;
    }

    @Override
    public List<Kind<GenericKubernetesResource>> versions() {
        return List.of(Kind.generic("projectcontour.io", "v1", "HTTPProxy", "httpproxies"));
    }

    @Override
    public String product() {
        return "Contour";
    }

    @Override
    public Dialect dialect(Map<String, String> remembered) {
        return new Dialect(
                List.of(new RouteList.Field("routes", new ContourSelection()), new RouteList.Single("tcpproxy")),
                "services",
                Entries.MIRRORED,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE);
    }

    @Override
    public Optional<String> obstacle(RouteObject route, Arms arms) {
        Dialect dialect = dialect(Map.of());
        return dialect.lists().stream()
                .flatMap(list -> list.in(route).stream())
                .map(one -> Fields.list(one, dialect.destinations()).stream()
                        .filter(dialect.entries()::counts)
                        .toList())
                .filter(all -> all.size() > 1
                        && all.stream().allMatch(one -> dialect.entries().weight(one) == 0)
                        && all.stream().anyMatch(arms::isStable))
                .findFirst()
                .map(all -> "has a route to several services without any weight, which Contour takes for equal shares;"
                        + " write weights, such as 100 for each");
    }

    @Override
    public Acceptance acceptance(RouteObject route) {
        return new RouteStatus(route).byCurrentStatus();
    }

    @Override
    public String example(String apiVersion, String name, Service service) {
        return """
                apiVersion: %s
                kind: HTTPProxy
                metadata:
                  name: %s
                  namespace: %s
                spec:
                  virtualhost:
                    fqdn: %s.example.com
                  routes:
                    - conditions:
                        - prefix: /
                      services:
                        - name: %s
                          port: %d
                """.formatted(
                        apiVersion,
                        name,
                        service.getMetadata().getNamespace(),
                        name,
                        service.getMetadata().getName(),
                        MissingRoute.likeliestPort(service));
    }
}

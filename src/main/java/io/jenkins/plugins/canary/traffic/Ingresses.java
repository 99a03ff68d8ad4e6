package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an Ingress leads. Pure.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/ingress/">Kubernetes: Ingress</a>
 */
final class Ingresses {
    /** Ingresses; the version is served since Kubernetes 1.19. */
    static final Kind<GenericKubernetesResource> KIND = Kind.generic("networking.k8s.io", "v1", "Ingress", "ingresses");

    private Ingresses() {}

    /** The rules that lead to a Service, each with only those of its paths that do. */
    static List<Map<String, Object>> rulesTo(String service, Map<String, Object> spec) {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (Map<String, Object> rule : Fields.list(spec, "rules")) {
            List<Map<String, Object>> paths =
                    paths(rule).filter(path -> leadsTo(service, path)).toList();
            if (!paths.isEmpty()) {
                rules.add(Fields.with(rule, "http", Fields.with(Fields.in(rule, "http"), "paths", paths)));
            }
        }
        return rules;
    }

    /** The same rules with another Service behind them. */
    static List<Map<String, Object>> redirected(List<Map<String, Object>> rules, String service) {
        return rules.stream()
                .map(rule -> Fields.with(
                        rule,
                        "http",
                        Fields.with(
                                Fields.in(rule, "http"),
                                "paths",
                                paths(rule)
                                        .map(path -> withService(path, service))
                                        .toList())))
                .toList();
    }

    /** Whether requests that no rule fits go to this Service. */
    static boolean defaultsTo(String service, Map<String, Object> spec) {
        return leadsTo(service, Map.of("backend", Fields.in(spec, "defaultBackend")));
    }

    /** Names of all Services that it leads to. */
    static List<String> services(Map<String, Object> spec) {
        return backends(spec).stream()
                .flatMap(backend -> Fields.text(backend, "name").stream())
                .distinct()
                .toList();
    }

    /** The Services, with their ports, that its rules and its default lead to. */
    static List<Map<String, Object>> backends(Map<String, Object> spec) {
        Stream<Map<String, Object>> defaults = Stream.of(Map.of("backend", Fields.in(spec, "defaultBackend")));
        return Stream.concat(Fields.list(spec, "rules").stream().flatMap(Ingresses::paths), defaults)
                .map(path -> Fields.in(Fields.in(path, "backend"), "service"))
                .filter(service -> !service.isEmpty())
                .toList();
    }

    /** What a rule is about, as {@code host/path}, of all rules. */
    static List<String> places(List<Map<String, Object>> rules) {
        return rules.stream()
                .flatMap(rule -> paths(rule)
                        .map(path -> Fields.text(rule, "host").orElse("*")
                                + Fields.text(path, "path").orElse("/")))
                .toList();
    }

    private static Map<String, Object> withService(Map<String, Object> path, String service) {
        Map<String, Object> backend = new LinkedHashMap<>(Fields.in(path, "backend"));
        backend.put("service", Fields.with(Fields.in(backend, "service"), "name", service));
        return Fields.with(path, "backend", backend);
    }

    private static boolean leadsTo(String service, Map<String, Object> path) {
        return service(path).filter(service::equals).isPresent();
    }

    private static Optional<String> service(Map<String, Object> path) {
        return Fields.text(Fields.in(Fields.in(path, "backend"), "service"), "name");
    }

    private static Stream<Map<String, Object>> paths(Map<String, Object> rule) {
        return Fields.list(Fields.in(rule, "http"), "paths").stream();
    }
}

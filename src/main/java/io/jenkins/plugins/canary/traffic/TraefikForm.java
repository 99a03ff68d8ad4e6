package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.target.RouterKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Traefik TraefikService: {@code spec.weighted.services[].weight}. Routes of IngressRoutes that name it follow.
 *
 * @see <a href="https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/traefikservice/">Traefik:
 *     TraefikService</a>
 */
record TraefikForm() implements RouteForm {
    private static final String COOKIE_FIELD = "cookie";
    private static final String COOKIE = "canary-";

    @Override
    public RouterKind router() {
        return RouterKind.TRAEFIK;
    }

    /** {@inheritDoc} The second group is that of Traefik 2. */
    @Override
    public List<Kind<GenericKubernetesResource>> versions() {
        return List.of(
                Kind.generic("traefik.io", "v1alpha1", "TraefikService", "traefikservices"),
                Kind.generic("traefik.containo.us", "v1alpha1", "TraefikService", "traefikservices"));
    }

    @Override
    public String product() {
        return "Traefik";
    }

    @Override
    public Dialect dialect(Map<String, String> remembered) {
        return new Dialect(
                List.of(new RouteList.Single("weighted", TraefikForm::sticky)),
                "services",
                Entries.PROPORTIONAL,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE);
    }

    private static boolean isOurs(Object sticky) {
        return Fields.text(Fields.in(Fields.of(sticky), COOKIE_FIELD), "name")
                .filter(name -> name.startsWith(COOKIE))
                .isPresent();
    }

    /** The cookie has the release's name, so that users who come back from an earlier one are drawn. */
    private static Keeping sticky(Affinity affinity) {
        Map<String, Object> cookie = new LinkedHashMap<>();
        cookie.put("name", COOKIE + affinity.release());
        cookie.put("maxAge", affinity.seconds());
        cookie.put("httpOnly", true);
        return new Sticky("sticky", Map.of(COOKIE_FIELD, cookie), TraefikForm::isOurs, Optional.empty());
    }

    @Override
    public Optional<String> since(String field) {
        return field.endsWith(".cookie.maxAge")
                ? Optional.of("Traefik has it from 2.11 and 3.0 on: install newer definitions, or leave affinity out")
                : Optional.empty();
    }

    @Override
    public String example(String apiVersion, String name, Service service) {
        return """
                apiVersion: %s
                kind: TraefikService
                metadata:
                  name: %s
                  namespace: %s
                spec:
                  weighted:
                    services:
                      - name: %s
                        port: %d
                        weight: 100
                """.formatted(
                        apiVersion,
                        name,
                        service.getMetadata().getNamespace(),
                        service.getMetadata().getName(),
                        MissingRoute.likeliestPort(service));
    }
}

package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.CanaryNames;
import io.jenkins.plugins.canary.target.Cohort;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Originals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The second Ingress by which ingress-nginx sends a share of an Ingress's requests elsewhere. It has those rules of the first
 * that lead to stable, with the canary's Service behind them. The controller takes every other setting from the first, but for
 * those that this one has to repeat: load balancing and session affinity.
 *
 * @param ingress name of the Ingress that users own
 * @param service name of stable's Service
 * @param name of the second Ingress
 * @see <a href="https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary">ingress-nginx:
 *     canary</a>
 */
record NginxCanary(String ingress, String service, String name) {
    static final String CANARY = "nginx.ingress.kubernetes.io/canary";
    static final String WEIGHT = "nginx.ingress.kubernetes.io/canary-weight";

    /** Says that the annotations which choose users are the release's, and not somebody else's. */
    private static final String COHORT = "canary.jenkins.io/cohort";

    private static final String BY_HEADER = "nginx.ingress.kubernetes.io/canary-by-header";
    private static final String BY_VALUE = BY_HEADER + "-value";
    private static final String BY_PATTERN = BY_HEADER + "-pattern";
    private static final String BY_COOKIE = "nginx.ingress.kubernetes.io/canary-by-cookie";
    private static final List<String> BY_COHORT = List.of(BY_HEADER, BY_VALUE, BY_PATTERN, BY_COOKIE);
    private static final String ALWAYS = "always";

    private static final String PREFIX = "nginx.ingress.kubernetes.io/";
    private static final String CLASS = "kubernetes.io/ingress.class";
    private static final List<String> REPEATED =
            List.of("load-balance", "upstream-hash-by", "affinity", "session-cookie-");

    /** The canary of a Service behind an Ingress. */
    static NginxCanary of(String ingress, String service) {
        return new NginxCanary(
                ingress, service, CanaryNames.canary(ingress.equals(service) ? ingress : ingress + "-" + service));
    }

    /** Reads what {@link #originals()} wrote. */
    static NginxCanary read(Originals originals) {
        return Serialization.unmarshal(originals.json(), NginxCanary.class);
    }

    /** For the claim. */
    Originals originals() {
        return new Originals(Serialization.asJson(this));
    }

    /** Whether an Ingress is such a second one, of whomever. */
    static boolean isOne(RouteObject ingress) {
        return "true".equals(ingress.annotations().get(CANARY));
    }

    /**
     * Whether an Ingress of that name is this release's. One whose label somebody took off is, as long as it leads to the
     * canary: it must not outlive the canary's pods.
     */
    boolean isOf(String release, RouteObject second) {
        return second.release().map(release::equals).orElseGet(() -> Ingresses.services(second.spec())
                .contains(CanaryNames.canary(service)));
    }

    /** The second Ingress as it must be created. */
    RouteObject create(RouteObject first, String release, Exposure exposure) {
        GenericKubernetesResource empty = new GenericKubernetesResource();
        empty.setApiVersion(Ingresses.KIND.apiVersion());
        empty.setKind(Ingresses.KIND.kind());
        empty.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(first.resource().getMetadata().getNamespace())
                .addToLabels(CanaryNames.TRACK, "canary")
                .build());
        return give(new RouteObject(empty).withSpec(Map.of()), first, release, exposure);
    }

    /** The second Ingress as it must stand now; what somebody else added to it stays. */
    RouteObject give(RouteObject second, RouteObject first, String release, Exposure exposure) {
        Map<String, String> annotations = new LinkedHashMap<>(second.annotations());
        first.annotations().forEach((key, value) -> {
            if (isRepeated(key)) {
                annotations.put(key, value);
            }
        });
        annotations.put(CANARY, "true");
        annotations.put(WEIGHT, String.valueOf(exposure.weight()));
        if (annotations.remove(COHORT) != null) {
            BY_COHORT.forEach(annotations::remove);
        }
        exposure.cohort().ifPresent(cohort -> annotations.putAll(annotations(cohort)));
        Map<String, Object> spec = new LinkedHashMap<>(second.spec());
        Fields.text(first.spec(), "ingressClassName").ifPresent(one -> spec.put("ingressClassName", one));
        spec.put("rules", Ingresses.redirected(Ingresses.rulesTo(service, first.spec()), CanaryNames.canary(service)));
        return second.withSpec(spec).annotated(annotations).labelled(release);
    }

    private static Map<String, String> annotations(Cohort cohort) {
        if (cohort.carrier() == Cohort.Carrier.COOKIE) {
            return Map.of(COHORT, "true", BY_COOKIE, cohort.name());
        }
        return Map.of(
                COHORT, "true", BY_HEADER, cohort.name(), cohort.pattern() ? BY_PATTERN : BY_VALUE, cohort.value());
    }

    /** Why it cannot be told apart: of a cookie the controller knows two values. */
    static Optional<String> problem(Cohort cohort) {
        boolean cookie = cohort.carrier() == Cohort.Carrier.COOKIE;
        return cookie && (cohort.pattern() || !cohort.value().equals(ALWAYS))
                ? Optional.of("cohort: ingress-nginx takes a cookie for the canary's only if its value is '" + ALWAYS
                        + "'; write value: " + ALWAYS + ", or choose by a header")
                : Optional.empty();
    }

    private static boolean isRepeated(String key) {
        return key.equals(CLASS) || REPEATED.stream().anyMatch(one -> key.startsWith(PREFIX + one));
    }
}

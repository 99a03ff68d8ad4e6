package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds what is about stable's pods and would miss those of a clone, because they carry another label. Pure.
 *
 * @param stable labels of stable's pods
 * @param canary labels of the clone's pods
 * @param whose the clone's, in words that can stand before "pods"
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/network-policies/">Kubernetes: network policies</a>
 * @see <a href="https://istio.io/latest/docs/reference/config/security/authorization-policy/">Istio: AuthorizationPolicy</a>
 * @see <a href="https://prometheus-operator.dev/docs/api-reference/api/">Prometheus Operator: API</a>
 */
record BlindSpots(Map<String, String> stable, Map<String, String> canary, String whose) {
    /** What would miss the canary's pods. */
    BlindSpots(Map<String, String> stable, Map<String, String> canary) {
        this(stable, canary, "the canary's");
    }

    /** All warnings about whatever selects pods. */
    List<String> ofPods(PreflightFacts facts) {
        List<String> warnings = new ArrayList<>(networkPolicies(facts.networkPolicies()));
        warnings.addAll(authorizationPolicies(facts.authorizationPolicies()));
        warnings.addAll(podMonitors(facts.podMonitors()));
        return warnings;
    }

    /** Warnings about policies that let stable's pods in or out. */
    List<String> networkPolicies(List<GenericKubernetesResource> policies) {
        List<String> warnings = new ArrayList<>();
        for (GenericKubernetesResource policy : policies) {
            if (misses(selector(policy.get("spec", "podSelector")))) {
                warnings.add(told(
                        policy,
                        "is about stable's pods and not about " + whose + ", so its rules do not hold for them"));
            }
            if (peers(policy).anyMatch(this::misses)) {
                warnings.add(told(
                        policy,
                        "opens connections to or from stable's pods and not " + whose
                                + ", which may find them closed"));
            }
        }
        return warnings;
    }

    /** Warnings about policies of a mesh. */
    List<String> authorizationPolicies(List<GenericKubernetesResource> policies) {
        return policies.stream()
                .filter(policy -> misses(selector(policy.get("spec", "selector"))))
                .map(policy -> told(
                        policy,
                        "is about stable's pods and not about " + whose
                                + ", so what it allows or denies does not hold for them"))
                .toList();
    }

    /** Warnings about monitors that find pods. */
    List<String> podMonitors(List<GenericKubernetesResource> monitors) {
        return monitors.stream()
                .filter(monitor -> misses(selector(monitor.get("spec", "selector"))))
                .map(monitor ->
                        told(monitor, "scrapes stable's pods and not " + whose + ", so these have no metrics of it"))
                .toList();
    }

    /**
     * Warnings about monitors that find Services.
     *
     * @param services labels of stable's Services, and of their twins
     */
    static List<String> serviceMonitors(
            List<GenericKubernetesResource> monitors, Map<Map<String, String>, Map<String, String>> services) {
        return monitors.stream()
                .filter(monitor -> services.entrySet().stream()
                        .anyMatch(pair -> new BlindSpots(pair.getKey(), pair.getValue())
                                .misses(selector(monitor.get("spec", "selector")))))
                .map(monitor -> told(
                        monitor,
                        "scrapes stable's Service and not the canary's, which has not all of its"
                                + " labels, so the canary has no metrics of it"))
                .toList();
    }

    private boolean misses(Optional<LabelSelection> selection) {
        return selection
                .filter(one -> one.selects(stable) && !one.selects(canary))
                .isPresent();
    }

    private static Stream<Optional<LabelSelection>> peers(GenericKubernetesResource policy) {
        return Stream.of("ingress", "egress")
                .flatMap(direction -> elements(policy.get("spec", direction)))
                .flatMap(rule -> Stream.of("from", "to").flatMap(side -> elements(rule.get(side))))
                .map(peer -> selector(peer.get("podSelector")));
    }

    private static Stream<Map<?, ?>> elements(Object list) {
        return list instanceof Collection<?> all ? all.stream().map(LabelSelection::fields) : Stream.empty();
    }

    private static Optional<LabelSelection> selector(Object value) {
        return value instanceof Map<?, ?> map ? Optional.of(new LabelSelection(map)) : Optional.empty();
    }

    private static String told(GenericKubernetesResource object, String what) {
        return object.getKind() + " " + OtherKinds.name(object) + " " + what;
    }
}

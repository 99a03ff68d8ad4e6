package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.WorkloadKind;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stable, as far as traffic is concerned.
 *
 * @param selector the workload's {@code matchLabels} that the canary may carry with another value: not those that an
 *     expression names as well
 * @param podLabels labels of its pod template
 * @param replicas it is meant to have
 */
record StableWorkload(
        String namespace,
        WorkloadName name,
        Map<String, String> selector,
        Map<String, String> podLabels,
        int replicas) {
    /**
     * Reads it.
     *
     * @throws RefusedException if it is not there
     */
    static StableWorkload read(KubernetesApi api, String namespace, WorkloadName name) {
        RouterKind own =
                switch (WorkloadKind.of(name)) {
                    case KNATIVE_SERVICE -> RouterKind.KNATIVE;
                    case INFERENCE_SERVICE -> RouterKind.KSERVE;
                    default -> null;
                };
        if (own != null) {
            throw new RefusedException("traffic: the canary of " + name
                    + " is a revision of it, and it splits its traffic itself; write 'traffic: " + own.word() + "'");
        }
        if (!name.kind().equals(WorkloadName.DEPLOYMENT)) {
            throw new RefusedException("traffic: the canary of " + name
                    + " is some of its own pods, so its share of the pods is its share of the"
                    + " traffic; write 'traffic: replicas'");
        }
        return read(api, namespace, name, "workload");
    }

    /**
     * The same of a Deployment.
     *
     * @param field that names it, for messages
     */
    static StableWorkload read(KubernetesApi api, String namespace, WorkloadName name, String field) {
        Deployment deployment = api.get(Kind.DEPLOYMENT, namespace, name.name())
                .orElseThrow(() -> new RefusedException(
                        field + ": there is no Deployment " + name.name() + " in namespace " + namespace));
        return new StableWorkload(
                namespace,
                name,
                changeable(deployment.getSpec().getSelector()),
                orEmpty(deployment.getSpec().getTemplate().getMetadata().getLabels()),
                Optional.ofNullable(deployment.getSpec().getReplicas()).orElse(1));
    }

    /** All Services that select its pods, by name. */
    List<Service> services(KubernetesApi api) {
        return api.list(Kind.SERVICE, namespace, Map.of()).stream()
                .filter(service -> selects(service.getSpec().getSelector()))
                .sorted((one, other) -> one.getMetadata()
                        .getName()
                        .compareTo(other.getMetadata().getName()))
                .toList();
    }

    @Override
    public String toString() {
        return "Deployment " + namespace + "/" + name.name();
    }

    private boolean selects(Map<String, String> service) {
        return service != null && !service.isEmpty() && podLabels.entrySet().containsAll(service.entrySet());
    }

    private static Map<String, String> changeable(LabelSelector selector) {
        Map<String, String> labels = new HashMap<>(orEmpty(selector.getMatchLabels()));
        selector.getMatchExpressions().forEach(expression -> labels.remove(expression.getKey()));
        return labels;
    }

    private static Map<String, String> orEmpty(Map<String, String> labels) {
        return labels == null ? Map.of() : Map.copyOf(labels);
    }
}

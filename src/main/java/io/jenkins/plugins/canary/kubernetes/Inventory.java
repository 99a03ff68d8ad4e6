package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jenkins.plugins.canary.target.DeniedException;
import io.jenkins.plugins.canary.target.WorkloadKind;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Names of what is in a cluster, for people to choose from; in alphabetical order, without what a release has put there. */
public final class Inventory {
    private static final Kind<GenericKubernetesResource> NAMESPACE = Kind.generic("", "v1", "Namespace", "namespaces");

    private Inventory() {}

    /** Names of all namespaces. */
    public static List<String> namespaces(KubernetesApi api) {
        return names(api, NAMESPACE, "").sorted().toList();
    }

    /** Names of the Services of a namespace. */
    public static List<String> services(KubernetesApi api, String namespace) {
        return names(api, Kind.SERVICE, namespace).sorted().toList();
    }

    /** The workloads of a namespace that can be released, as users write them; those of a kind that may not be read are left out. */
    public static List<String> workloads(KubernetesApi api, String namespace) {
        List<String> workloads = new ArrayList<>();
        for (WorkloadKind kind : WorkloadKind.values()) {
            try {
                names(api, kind(kind), namespace)
                        .map(name -> new WorkloadName(kind.word(), name).toString())
                        .sorted()
                        .forEach(workloads::add);
            } catch (DeniedException e) {
                continue;
            }
        }
        return List.copyOf(workloads);
    }

    private static Kind<? extends HasMetadata> kind(WorkloadKind workload) {
        return switch (workload) {
            case DEPLOYMENT -> Kind.DEPLOYMENT;
            case STATEFUL_SET -> Kind.STATEFUL_SET;
            case DAEMON_SET -> Kind.DAEMON_SET;
            case KNATIVE_SERVICE -> KnativeService.SERVICE;
            case INFERENCE_SERVICE -> KServeService.INFERENCE_SERVICE;
        };
    }

    private static Stream<String> names(KubernetesApi api, Kind<? extends HasMetadata> kind, String namespace) {
        return api.list(kind, namespace, Map.of()).stream()
                .map(HasMetadata::getMetadata)
                .filter(found -> found.getLabels() == null || !found.getLabels().containsKey(CanaryNames.TRACK))
                .map(found -> found.getName());
    }
}

package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.Service;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The Services of stable and of a canary that something else made.
 *
 * @param ofStable those that select stable's pods alone
 * @param ofCanary those that select the canary's pods alone
 * @param shared those that select both
 */
record FoundServices(
        StableWorkload stable,
        StableWorkload canary,
        List<Service> ofStable,
        List<Service> ofCanary,
        List<Service> shared) {
    static FoundServices read(KubernetesApi api, String namespace, WorkloadName workload, String name) {
        StableWorkload stable = StableWorkload.read(api, namespace, workload);
        StableWorkload canary =
                StableWorkload.read(api, namespace, new WorkloadName(WorkloadName.DEPLOYMENT, name), "canary");
        List<Service> stables = stable.services(api);
        List<Service> canaries = canary.services(api);
        return new FoundServices(
                stable, canary, without(stables, canaries), without(canaries, stables), both(stables, canaries));
    }

    /** What is said of Services that tell nothing apart. */
    String sharedBut() {
        return shared.isEmpty()
                ? ""
                : "; " + shared.stream().map(FoundServices::name).collect(Collectors.joining(", "))
                        + (shared.size() == 1 ? " selects" : " select")
                        + " the pods of both versions, so that a weight for it means nothing";
    }

    private static List<Service> without(List<Service> some, List<Service> others) {
        return some.stream()
                .filter(one -> others.stream().noneMatch(other -> name(other).equals(name(one))))
                .toList();
    }

    private static List<Service> both(List<Service> some, List<Service> others) {
        return some.stream()
                .filter(one -> others.stream().anyMatch(other -> name(other).equals(name(one))))
                .toList();
    }

    private static String name(Service service) {
        return service.getMetadata().getName();
    }
}

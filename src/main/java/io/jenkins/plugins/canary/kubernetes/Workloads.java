package io.jenkins.plugins.canary.kubernetes;

import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.Terms;
import io.jenkins.plugins.canary.target.Workload;
import io.jenkins.plugins.canary.target.WorkloadKind;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes the adapter of a workload, of whatever kind it is. */
public final class Workloads {
    private Workloads() {}

    /**
     * The adapter. Reads nothing yet.
     *
     * @param api fenced by the claim on the workload
     * @throws io.jenkins.plugins.canary.target.RefusedException if workloads of that kind cannot be released
     */
    public static Workload create(KubernetesApi api, String namespace, WorkloadName workload, Clock clock) {
        return switch (WorkloadKind.of(workload)) {
            case DEPLOYMENT -> new DeploymentWorkload(api, namespace, workload, clock);
            case STATEFUL_SET ->
                new InPlaceWorkload(api, namespace, workload, new StatefulSetPods(api, namespace, workload.name()));
            case DAEMON_SET ->
                new InPlaceWorkload(api, namespace, workload, new DaemonSetPods(api, namespace, workload.name()));
            case KNATIVE_SERVICE, INFERENCE_SERVICE -> new RevisedWorkload(api, namespace, workload);
        };
    }

    /**
     * The pods of a workload that is released in place. Reads nothing yet.
     *
     * @return empty if the canary of its kind is a workload of its own
     * @throws io.jenkins.plugins.canary.target.RefusedException if workloads of that kind cannot be released
     */
    public static Optional<InPlacePods> inPlace(KubernetesApi api, String namespace, WorkloadName workload) {
        return switch (WorkloadKind.of(workload)) {
            case DEPLOYMENT, KNATIVE_SERVICE, INFERENCE_SERVICE -> Optional.empty();
            case STATEFUL_SET -> Optional.of(new StatefulSetPods(api, namespace, workload.name()));
            case DAEMON_SET -> Optional.of(new DaemonSetPods(api, namespace, workload.name()));
        };
    }

    /**
     * What a release must be allowed to do, where nobody has looked at the cluster yet.
     *
     * @param terms what is agreed of the release
     * @param forensics how long a pod of a rolled back canary is kept; zero: none
     */
    public static List<Right> rights(WorkloadName workload, Terms terms, Duration forensics, Changes changes) {
        return switch (WorkloadKind.of(workload)) {
            case DEPLOYMENT ->
                changes.found()
                        .map(canary -> FoundRights.needed(workload, canary, Optional.empty(), terms))
                        .orElseGet(() -> new DeploymentRights(
                                        workload, Optional.empty(), Optional.empty(), terms, forensics, changes)
                                .needed());
            case STATEFUL_SET, DAEMON_SET -> InPlaceRights.needed(workload, Optional.empty(), changes);
            case KNATIVE_SERVICE, INFERENCE_SERVICE -> RevisedWorkload.rights(workload, Optional.empty(), changes);
        };
    }
}

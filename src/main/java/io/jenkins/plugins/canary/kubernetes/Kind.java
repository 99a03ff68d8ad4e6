package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;

/**
 * A kind of object in the cluster, and the class it is read into.
 *
 * @param group API group, empty for the core group
 * @param plural lower-case plural, as it stands in URLs and in RBAC rules
 */
public record Kind<T extends HasMetadata>(Class<T> type, String group, String version, String kind, String plural) {
    /** Deployments. */
    public static final Kind<Deployment> DEPLOYMENT =
            new Kind<>(Deployment.class, "apps", "v1", "Deployment", "deployments");
    /** ReplicaSets. */
    public static final Kind<ReplicaSet> REPLICA_SET =
            new Kind<>(ReplicaSet.class, "apps", "v1", "ReplicaSet", "replicasets");
    /** StatefulSets. */
    public static final Kind<StatefulSet> STATEFUL_SET =
            new Kind<>(StatefulSet.class, "apps", "v1", "StatefulSet", "statefulsets");
    /** DaemonSets. */
    public static final Kind<DaemonSet> DAEMON_SET =
            new Kind<>(DaemonSet.class, "apps", "v1", "DaemonSet", "daemonsets");
    /** ControllerRevisions, read as plain fields. */
    public static final Kind<GenericKubernetesResource> CONTROLLER_REVISION =
            generic("apps", "v1", "ControllerRevision", "controllerrevisions");
    /** Pods. */
    public static final Kind<Pod> POD = new Kind<>(Pod.class, "", "v1", "Pod", "pods");
    /** Services. */
    public static final Kind<Service> SERVICE = new Kind<>(Service.class, "", "v1", "Service", "services");
    /** ConfigMaps, read as plain fields. */
    public static final Kind<GenericKubernetesResource> CONFIG_MAP = generic("", "v1", "ConfigMap", "configmaps");
    /** Secrets, read as plain fields. */
    public static final Kind<GenericKubernetesResource> SECRET = generic("", "v1", "Secret", "secrets");
    /** EndpointSlices. */
    public static final Kind<EndpointSlice> ENDPOINT_SLICE =
            new Kind<>(EndpointSlice.class, "discovery.k8s.io", "v1", "EndpointSlice", "endpointslices");
    /** Leases. */
    public static final Kind<Lease> LEASE = new Kind<>(Lease.class, "coordination.k8s.io", "v1", "Lease", "leases");

    /** A kind that is read as plain fields, so that fields we know nothing of come through unchanged. */
    public static Kind<GenericKubernetesResource> generic(String group, String version, String kind, String plural) {
        return new Kind<>(GenericKubernetesResource.class, group, version, kind, plural);
    }

    /** As it stands in the {@code apiVersion} field. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }
}

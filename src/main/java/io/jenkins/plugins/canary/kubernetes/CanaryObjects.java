package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.ServiceSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.jenkins.plugins.canary.target.Arm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes an arm's clones, the canary's objects or the copy of stable, out of stable's. Reads nothing and writes nothing.
 *
 * @param release id of the release, which every object carries
 * @param arm whose objects they are
 */
record CanaryObjects(String release, Distinction distinction, Arm arm) {
    /** The canary's objects. */
    CanaryObjects(String release, Distinction distinction) {
        this(release, distinction, Arm.CANARY);
    }

    /**
     * The clone's Deployment: a copy of stable's in everything but name, owner, history and what tells the pods apart.
     *
     * @param template stable's pod template with the changes that the release is about
     */
    Deployment deployment(Deployment stable, PodTemplateSpec template, int replicas) {
        return new DeploymentBuilder(stable)
                .withMetadata(metadata(stable.getMetadata()))
                .editSpec()
                .withReplicas(replicas)
                .withPaused(null)
                .withSelector(distinction.selector(stable.getSpec().getSelector(), arm))
                .withTemplate(pods(template))
                .endSpec()
                .withStatus(null)
                .build();
    }

    /** A Service that sends to the canary what stable's sends to stable. */
    Service service(Service stable) {
        return new ServiceBuilder(stable)
                .withMetadata(metadata(stable.getMetadata()))
                .withSpec(inside(stable.getSpec()))
                .withStatus(null)
                .build();
    }

    /**
     * Reachable only from inside the cluster, and under no address, port or name that is stable's. Whether a pod is ready must be
     * seen even where stable's Service publishes pods that are not.
     */
    private ServiceSpec inside(ServiceSpec stable) {
        List<ServicePort> ports = stable.getPorts().stream()
                .map(port -> new ServicePortBuilder(port).withNodePort(null).build())
                .toList();
        return new ServiceSpecBuilder(stable)
                .withType("ClusterIP")
                .withClusterIP(null)
                .withClusterIPs(List.of())
                .withExternalIPs(List.of())
                .withExternalName(null)
                .withExternalTrafficPolicy(null)
                .withHealthCheckNodePort(null)
                .withAllocateLoadBalancerNodePorts(null)
                .withLoadBalancerIP(null)
                .withLoadBalancerClass(null)
                .withLoadBalancerSourceRanges(List.of())
                .withPublishNotReadyAddresses(null)
                .withPorts(ports)
                .withSelector(distinction.applied(stable.getSelector()))
                .build();
    }

    private PodTemplateSpec pods(PodTemplateSpec template) {
        ObjectMeta metadata = template.getMetadata() == null ? new ObjectMeta() : template.getMetadata();
        return new PodTemplateSpecBuilder(template)
                .withMetadata(new ObjectMetaBuilder(metadata)
                        .withLabels(marked(distinction.applied(metadata.getLabels())))
                        .build())
                .build();
    }

    private ObjectMeta metadata(ObjectMeta stable) {
        return new ObjectMetaBuilder()
                .withName(CanaryNames.of(arm, stable.getName()))
                .withNamespace(stable.getNamespace())
                .withLabels(marked(TrackingKeys.without(stable.getLabels())))
                .withAnnotations(TrackingKeys.without(stable.getAnnotations()))
                .build();
    }

    private Map<String, String> marked(Map<String, String> labels) {
        Map<String, String> marked = new LinkedHashMap<>(labels);
        marked.put(CanaryNames.TRACK, arm.track());
        marked.put(CanaryNames.RELEASE, release);
        return marked;
    }
}

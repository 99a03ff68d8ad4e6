package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.canary.target.DeniedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.WorkloadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks once at everything that {@link Preflight} wants to know. Changes nothing. */
final class PreflightReader {
    private final KubernetesApi api;
    private final String namespace;
    private final DeploymentArms arms;
    private final List<String> unread = new ArrayList<>();

    PreflightReader(KubernetesApi api, String namespace, DeploymentArms arms) {
        this.api = api;
        this.namespace = namespace;
        this.arms = arms;
    }

    PreflightFacts read(RoutePlan route) {
        Deployment stable = arms.stable();
        String name = stable.getMetadata().getName();
        Bystanders bystanders = new Bystanders(api, namespace);
        return new PreflightFacts(
                stable,
                bystanders.services(stable),
                bystanders.budgets(stable),
                autoscalers(name),
                bystanders.rivals(stable),
                remains(name, route),
                new EndpointSlices(api, namespace).areServed(),
                seen(OtherKinds.RESOURCE_QUOTA),
                seen(OtherKinds.NETWORK_POLICY),
                seen(OtherKinds.AUTHORIZATION_POLICY),
                seen(OtherKinds.POD_MONITOR),
                seen(OtherKinds.SERVICE_MONITOR),
                List.copyOf(unread));
    }

    private List<String> autoscalers(String name) {
        return new Autoscaler(api, namespace)
                .find(WorkloadKind.DEPLOYMENT.kind(), name).stream()
                        .map(floor -> floor.kind() + " " + floor.name())
                        .toList();
    }

    private List<HasMetadata> remains(String name, RoutePlan route) {
        List<HasMetadata> remains = new ArrayList<>();
        api.get(Kind.DEPLOYMENT, namespace, CanaryNames.canary(name)).ifPresent(remains::add);
        if (route.separation() == Separation.OWN_SERVICE) {
            route.services().forEach(service -> api.get(Kind.SERVICE, namespace, CanaryNames.canary(service))
                    .ifPresent(remains::add));
        }
        return remains;
    }

    /** A release can do without; what nobody may look at gives no warning but one. */
    private List<GenericKubernetesResource> seen(Kind<GenericKubernetesResource> kind) {
        try {
            return api.list(kind, namespace, Map.of());
        } catch (DeniedException e) {
            unread.add(kind.plural());
            return List.of();
        }
    }
}

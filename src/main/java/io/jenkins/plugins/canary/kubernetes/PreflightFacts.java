package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What stands in the namespace before a release of a Deployment.
 *
 * @param services the Services that select stable's pods
 * @param budgets selectors of the disruption budgets that select stable's pods, by their names
 * @param autoscalers what scales stable, in words
 * @param rivals other tools that release it, in words
 * @param remains objects that have the names which the canary's would have
 * @param endpointSlices whether the server knows them at all
 * @param unread kinds that could not be looked at, because the right is missing
 */
record PreflightFacts(
        Deployment stable,
        List<Service> services,
        Map<String, Map<String, String>> budgets,
        List<String> autoscalers,
        List<String> rivals,
        List<HasMetadata> remains,
        boolean endpointSlices,
        List<GenericKubernetesResource> quotas,
        List<GenericKubernetesResource> networkPolicies,
        List<GenericKubernetesResource> authorizationPolicies,
        List<GenericKubernetesResource> podMonitors,
        List<GenericKubernetesResource> serviceMonitors,
        List<String> unread) {
    /**
     * What would count the pods of a clone as stable's where nothing but an added label tells them apart, one sentence each.
     *
     * @param whose the clone's pods, in words
     */
    List<String> counters(String whose) {
        Stream<String> all =
                Stream.concat(autoscalers.stream(), budgets.keySet().stream().map(one -> "PodDisruptionBudget " + one));
        return all.map(one -> "workload: " + one + " would count " + whose + " as stable's, because Deployment "
                        + stable.getMetadata().getName() + " selects on the same labels as its Service "
                        + DeploymentArms.matchLabels(stable)
                        + "; use a router with Services of its own, or give the Deployment a label such as 'track: stable'"
                        + " in selector and template (it must be created anew for that)")
                .toList();
    }
}

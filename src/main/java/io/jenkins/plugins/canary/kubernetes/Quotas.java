package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Compares what the canary's pods take with what the namespace's quotas leave. Pure. Quotas for some pods only (with scopes)
 * are passed over.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/policy/resource-quotas/">Kubernetes: resource quotas</a>
 */
final class Quotas {
    private Quotas() {}

    /** What is short, one sentence each. */
    static List<String> problems(List<GenericKubernetesResource> quotas, PodSpec pod, int pods) {
        String who = pods + (pods == 1 ? " canary pod needs " : " canary pods need ");
        return problems(quotas, wanted(pod, BigDecimal.valueOf(pods)), who);
    }

    /** The same for the canary's pods and as many of a copy of stable. */
    static List<String> problems(List<GenericKubernetesResource> quotas, PodSpec canary, PodSpec copy, int pods) {
        Map<String, BigDecimal> wanted = wanted(canary, BigDecimal.valueOf(pods));
        wanted(copy, BigDecimal.valueOf(pods))
                .forEach((resource, amount) -> wanted.merge(resource, amount, BigDecimal::add));
        String who = pods + (pods == 1 ? " canary pod" : " canary pods") + " and as many of stable's copy need ";
        return problems(quotas, wanted, who);
    }

    private static List<String> problems(
            List<GenericKubernetesResource> quotas, Map<String, BigDecimal> wanted, String who) {
        List<String> problems = new ArrayList<>();
        for (GenericKubernetesResource quota : quotas) {
            if (quota.get("spec", "scopes") == null && quota.get("spec", "scopeSelector") == null) {
                wanted.forEach((resource, amount) -> {
                    BigDecimal left = amount(quota, "hard", resource).subtract(amount(quota, "used", resource));
                    if (limits(quota, resource) && left.compareTo(amount) < 0) {
                        problems.add("capacity: ResourceQuota " + OtherKinds.name(quota) + " leaves "
                                + plain(left.max(BigDecimal.ZERO)) + " of " + resource + ", and " + who
                                + plain(amount));
                    }
                });
            }
        }
        return problems;
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private static boolean limits(GenericKubernetesResource quota, String resource) {
        return LabelSelection.fields(quota.get("status", "hard")).containsKey(resource);
    }

    private static BigDecimal amount(GenericKubernetesResource quota, String field, String resource) {
        Object text = LabelSelection.fields(quota.get("status", field)).get(resource);
        return text == null ? BigDecimal.ZERO : new Quantity(text.toString()).getNumericalAmount();
    }

    private static Map<String, BigDecimal> wanted(PodSpec pod, BigDecimal pods) {
        Map<String, BigDecimal> wanted = new LinkedHashMap<>();
        wanted.put("pods", pods);
        sums(pod, ResourceRequirements::getRequests).forEach((resource, amount) -> {
            wanted.put("requests." + resource, amount.multiply(pods));
            wanted.put(resource, amount.multiply(pods));
        });
        sums(pod, ResourceRequirements::getLimits)
                .forEach((resource, amount) -> wanted.put("limits." + resource, amount.multiply(pods)));
        return wanted;
    }

    /** What all containers of a pod take together, after its initial ones have ended. */
    private static Map<String, BigDecimal> sums(
            PodSpec pod, Function<ResourceRequirements, Map<String, Quantity>> amounts) {
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        for (Container container : pod.getContainers()) {
            Map<String, Quantity> some =
                    container.getResources() == null ? null : amounts.apply(container.getResources());
            (some == null ? Map.<String, Quantity>of() : some)
                    .forEach((resource, amount) -> sums.merge(resource, amount.getNumericalAmount(), BigDecimal::add));
        }
        return sums;
    }
}

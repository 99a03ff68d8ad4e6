package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What else in the namespace has to do with stable, and might have to do with a canary. */
final class Bystanders {
    private final KubernetesApi api;
    private final String namespace;

    Bystanders(KubernetesApi api, String namespace) {
        this.api = api;
        this.namespace = namespace;
    }

    /** The Services that select stable's pods. */
    List<Service> services(Deployment stable) {
        return services(podLabels(stable));
    }

    /** The Services that select pods with these labels. */
    List<Service> services(Map<String, String> labels) {
        return api.list(Kind.SERVICE, namespace, Map.of()).stream()
                .filter(service -> service.getSpec() != null)
                .filter(service -> Selectors.selects(service.getSpec().getSelector(), labels))
                .toList();
    }

    /** What the disruption budgets that select stable's pods select on, by the budgets' names. */
    Map<String, Map<String, String>> budgets(Deployment stable) {
        Map<String, Map<String, String>> budgets = new LinkedHashMap<>();
        for (GenericKubernetesResource budget : OtherKinds.list(api, namespace, OtherKinds.DISRUPTION_BUDGET)) {
            Map<String, String> selector = new LinkedHashMap<>();
            if (budget.get("spec", "selector", "matchLabels") instanceof Map<?, ?> labels) {
                labels.forEach((key, value) -> selector.put(String.valueOf(key), String.valueOf(value)));
            }
            boolean expressions =
                    budget.get("spec", "selector", "matchExpressions") instanceof Collection<?> some && !some.isEmpty();
            if (!expressions && Selectors.selects(selector, podLabels(stable))) {
                budgets.put(OtherKinds.name(budget), selector);
            }
        }
        return budgets;
    }

    /** Other tools for progressive delivery that hold stable, in words. */
    List<String> rivals(HasMetadata stable) {
        List<String> rivals = new ArrayList<>();
        stable.getMetadata().getOwnerReferences().stream()
                .filter(owner -> owner.getApiVersion().startsWith("argoproj.io/")
                        || owner.getApiVersion().startsWith("flagger.app/"))
                .forEach(owner ->
                        rivals.add(owner.getKind() + " " + owner.getName() + " (" + owner.getApiVersion() + ")"));
        Stream.concat(
                        referring("Argo Rollout", OtherKinds.ARGO_ROLLOUT, "workloadRef", stable),
                        referring("Flagger Canary", OtherKinds.FLAGGER_CANARY, "targetRef", stable))
                .forEach(rivals::add);
        return rivals;
    }

    private Stream<String> referring(
            String what, List<Kind<GenericKubernetesResource>> kinds, String reference, HasMetadata stable) {
        return OtherKinds.list(api, namespace, kinds).stream()
                .filter(one -> OtherKinds.text(one, "spec", reference, "kind").equals(stable.getKind()))
                .filter(one -> OtherKinds.text(one, "spec", reference, "name")
                        .equals(stable.getMetadata().getName()))
                .map(one -> what + " " + OtherKinds.name(one));
    }

    /** Labels of the pods that a Deployment makes. */
    static Map<String, String> podLabels(Deployment stable) {
        return Optional.ofNullable(stable.getSpec().getTemplate().getMetadata())
                .map(metadata -> metadata.getLabels())
                .orElse(Map.of());
    }
}

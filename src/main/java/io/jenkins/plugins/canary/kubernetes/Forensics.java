package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.DeniedException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps one pod of a canary for people to look at: it lives on, and no Service, ReplicaSet or disruption budget knows it any
 * more.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#isolating-pods-from-a-replicaset">
 *     Kubernetes: isolating pods from a ReplicaSet</a>
 */
final class Forensics {
    private static final Logger LOGGER = Logger.getLogger(Forensics.class.getName());

    private final KubernetesApi api;
    private final String namespace;
    private final DeploymentArms arms;
    private final String workload;

    Forensics(KubernetesApi api, String namespace, String workload, DeploymentArms arms) {
        this.api = api;
        this.namespace = namespace;
        this.arms = arms;
        this.workload = CanaryNames.canary(workload);
    }

    /** Keeps the pod that has the most to tell; the one that is kept already, if there is one. */
    Optional<String> keep(ClaimRecord claim, Instant until) {
        Optional<Pod> kept = kept(claim).stream().findFirst();
        if (kept.isPresent()) {
            return kept.map(pod -> pod.getMetadata().getName());
        }
        Optional<Pod> chosen = arms.canaryPods(claim).stream()
                .filter(PodStates::isLive)
                .filter(pod -> pod.getStatus() != null && pod.getStatus().getStartTime() != null)
                .max(Comparator.comparing((Pod pod) -> PodStates.readySince(pod).isEmpty())
                        .thenComparing(PodStates::restarts)
                        .thenComparing(pod -> pod.getMetadata().getName()));
        chosen.ifPresent(pod -> api.update(Kind.POD, isolated(pod, claim, until)));
        return chosen.map(pod -> pod.getMetadata().getName());
    }

    /** The pod that is kept of a release, if one is. */
    List<Pod> kept(ClaimRecord claim) {
        return kept().stream()
                .filter(pod -> DeploymentArms.isOf(pod, claim.release()))
                .toList();
    }

    /** Deletes pods that earlier releases kept, once their time is over; who may not leaves them. */
    void sweep(Instant now) {
        kept().stream().filter(pod -> isOver(pod, now)).forEach(this::delete);
    }

    private void delete(Pod pod) {
        try {
            api.delete(
                    Kind.POD,
                    namespace,
                    pod.getMetadata().getName(),
                    pod.getMetadata().getUid());
        } catch (DeniedException e) {
            LOGGER.log(Level.WARNING, "A pod that was kept for people to look at stays: {0}", e.getMessage());
        }
    }

    private List<Pod> kept() {
        return api.list(Kind.POD, namespace, Map.of(CanaryNames.FORENSICS, workload));
    }

    private static boolean isOver(Pod pod, Instant now) {
        String until = Optional.ofNullable(pod.getMetadata().getAnnotations())
                .orElse(Map.of())
                .getOrDefault(CanaryNames.DELETE_AFTER, "");
        try {
            return !now.isBefore(Instant.parse(until));
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private Pod isolated(Pod pod, ClaimRecord claim, Instant until) {
        Set<String> selected = selectingKeys(pod, claim);
        return new PodBuilder(pod)
                .editMetadata()
                .withOwnerReferences(List.of())
                .withLabels(without(pod.getMetadata().getLabels(), selected))
                .addToLabels(CanaryNames.FORENSICS, workload)
                .addToAnnotations(CanaryNames.DELETE_AFTER, until.toString())
                .endMetadata()
                .build();
    }

    /** Every label by which anything finds the pod; other labels stay, because network policies may hang on them. */
    private Set<String> selectingKeys(Pod pod, ClaimRecord claim) {
        Set<String> keys = new HashSet<>(Set.of(TemplateHash.ADDED_LABEL, CanaryNames.TRACK));
        arms.canary(claim).map(Deployment::getSpec).ifPresent(spec -> {
            keys.addAll(spec.getSelector().getMatchLabels().keySet());
            spec.getSelector().getMatchExpressions().forEach(expression -> keys.add(expression.getKey()));
        });
        for (Service service : api.list(Kind.SERVICE, namespace, Map.of())) {
            Map<String, String> selector =
                    service.getSpec() == null ? null : service.getSpec().getSelector();
            if (Selectors.selects(selector, pod.getMetadata().getLabels())) {
                keys.addAll(selector.keySet());
            }
        }
        return keys;
    }

    private static Map<String, String> without(Map<String, String> labels, Set<String> keys) {
        Map<String, String> rest = new LinkedHashMap<>(labels);
        rest.keySet().removeAll(keys);
        return rest;
    }
}

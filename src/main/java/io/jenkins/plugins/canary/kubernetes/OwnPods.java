package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Phase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What workloads have in common whose own pods become the canary, whatever decides which of them. */
abstract class OwnPods implements InPlaceSet {
    final KubernetesApi api;
    final String namespace;
    final String name;
    final Revisions revisions;
    private final EndpointSlices slices;

    OwnPods(KubernetesApi api, String namespace, String name) {
        this.api = Objects.requireNonNull(api, "api");
        this.namespace = Objects.requireNonNull(namespace, "namespace");
        this.name = Objects.requireNonNull(name, "name");
        this.revisions = new Revisions(api, namespace);
        this.slices = new EndpointSlices(api, namespace);
    }

    /** Those that live. */
    final List<Pod> pods(HasMetadata set, LabelSelector selector) {
        Map<String, String> labels =
                Optional.ofNullable(selector.getMatchLabels()).orElse(Map.of());
        return api.list(Kind.POD, namespace, labels).stream()
                .filter(pod -> DeploymentArms.owns(set, pod))
                .filter(PodStates::isLive)
                .toList();
    }

    static Map<String, String> labels(PodTemplateSpec template) {
        return Optional.ofNullable(template.getMetadata())
                .map(metadata -> metadata.getLabels())
                .orElse(Map.of());
    }

    /** {@inheritDoc} A name may still stand for the pod before. */
    @Override
    public final int ready(ClaimRecord claim, List<Pod> pods) {
        return slices.readyEverywhere(
                claim.route().services(),
                pods.stream().filter(InPlaceView::isReady).toList());
    }

    /** Whether no pod is this release's canary any more. */
    static boolean isHome(Optional<? extends InPlaceView> view, ClaimRecord claim) {
        return view.isEmpty()
                || view.get().mode() == InPlaceMode.OTHER
                || view.get().mode() == InPlaceMode.PROMOTED && claim.phase() == Phase.PROMOTING
                || view.get().mode() == InPlaceMode.HOME
                        && view.get().canaries().isEmpty();
    }

    /** Deletes this very pod, not the next of its name. */
    final void delete(Pod pod) {
        api.delete(
                Kind.POD,
                namespace,
                pod.getMetadata().getName(),
                pod.getMetadata().getUid());
    }

    @Override
    public final Optional<PodTemplateSpec> template(String revision) {
        return revisions.template(revision);
    }

    @Override
    public final List<PodTemplateSpec> history(HasMetadata object) {
        return revisions.templates(object);
    }
}

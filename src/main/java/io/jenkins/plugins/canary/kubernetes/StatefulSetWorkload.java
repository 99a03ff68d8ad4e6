package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.StatefulSetView.Mode;
import io.jenkins.plugins.canary.target.Arm;
import io.jenkins.plugins.canary.target.ArmNames;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ConfigChanges;
import io.jenkins.plugins.canary.target.Findings;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.Promotion;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.StableState;
import io.jenkins.plugins.canary.target.StableState.Template;
import io.jenkins.plugins.canary.target.Workload;
import io.jenkins.plugins.canary.target.WorkloadKind;
import io.jenkins.plugins.canary.target.WorkloadName;
import io.jenkins.plugins.canary.target.WorkloadState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A StatefulSet, whose pods with the highest ordinals are the canary: the StatefulSet has the canary's template, and its partition
 * keeps all other pods at the recorded one. Their revisions tell the arms apart. A promotion takes the partition away; a rollback
 * puts template and partition back, one pod after the other, because pods with an identity of their own often need one another.
 *
 * <p>Keeps nothing but the API version that the server was found to speak; safe for use by several threads if its API is.
 */
public final class StatefulSetWorkload implements Workload {
    private final KubernetesApi api;
    private final String namespace;
    private final String name;
    private final StatefulSetPods pods;
    private final ConfigCopies copies;

    /**
     * The adapter for one StatefulSet.
     *
     * @param api fenced by the claim on the workload
     */
    public StatefulSetWorkload(KubernetesApi api, String namespace, String name) {
        this.api = Objects.requireNonNull(api, "api");
        this.namespace = Objects.requireNonNull(namespace, "namespace");
        this.name = Objects.requireNonNull(name, "name");
        this.pods = new StatefulSetPods(api, namespace, name);
        this.copies = new ConfigCopies(api, namespace, name);
    }

    @Override
    public List<String> missingRights(Optional<Originals> originals, Optional<RoutePlan> route, Duration forensics) {
        WorkloadName workload = new WorkloadName(WorkloadKind.STATEFUL_SET.word(), name);
        return MissingRights.of(api, namespace, InPlaceRights.needed(workload, originals, ConfigChanges.NONE));
    }

    @Override
    public Findings inspect(Changes changes, RoutePlan route, int pods) {
        return new StatefulSetPreflight(api, namespace, this.pods.set(), changes).findings();
    }

    @Override
    public Originals originals(Changes changes) {
        StatefulSet set = pods.set();
        String hash = TemplateHash.of(set.getSpec().getTemplate());
        String revision = Optional.ofNullable(set.getStatus())
                .map(status -> status.getCurrentRevision())
                .filter(current -> pods.template(current)
                        .filter(template -> TemplateHash.of(template).equals(hash))
                        .isPresent())
                .orElseThrow(() -> new RefusedException("workload: not all pods of StatefulSet " + name
                        + " have its present template; wait until its own rollout is over"));
        return new InPlaceOriginals(
                        revision,
                        hash,
                        pods.replicas(),
                        Serialization.asJson(set.getSpec().getUpdateStrategy()),
                        CopiedConfig.of(changes.config()))
                .json();
    }

    @Override
    public int replicas() {
        return pods.replicas();
    }

    @Override
    public WorkloadState observe(ClaimRecord claim) {
        Optional<StatefulSetView> view = pods.view(claim);
        return new WorkloadState(
                view.map(this::stable).orElseGet(StatefulSetWorkload::gone),
                view.filter(StatefulSetView::isOurs).map(this::canary));
    }

    private static StableState gone() {
        return new StableState(Template.OTHER, 0, 0, false, List.of(), Optional.of("somebody deleted the StatefulSet"));
    }

    private StableState stable(StatefulSetView view) {
        List<Pod> stable = view.stable();
        return new StableState(
                switch (view.mode()) {
                    case HOME, CANARY -> Template.RECORDED;
                    case PROMOTED -> Template.PROMOTED;
                    case OTHER -> Template.OTHER;
                },
                view.replicas(),
                pods.ready(view.claim(), stable),
                view.whole() && pods.ready(view.claim(), stable) >= stable.size(),
                stable.stream().map(PodStates::plain).toList(),
                Optional.empty());
    }

    private CanaryState canary(StatefulSetView view) {
        List<Pod> canaries = view.canaries();
        return new CanaryState(
                view.mode() != Mode.HOME && !view.mark().isEmpty(),
                view.mode() == Mode.HOME ? 0 : view.replicas() - view.partition(),
                pods.ready(view.claim(), canaries),
                canaries.stream().map(PodStates::plain).toList(),
                canaries.stream()
                        .flatMap(pod -> PodStates.trouble(pod).stream())
                        .findFirst());
    }

    /** {@inheritDoc} There is one workload and there are the same Services for both arms. */
    @Override
    public ArmNames names(ClaimRecord claim, Arm arm) {
        return new ArmNames(name, claim.route().services().stream().findFirst().orElse(""));
    }

    /** {@inheritDoc} Nothing to hold: a StatefulSet that something scales is refused. */
    @Override
    public void holdCapacity(ClaimRecord claim) {
        // Nobody scales it.
    }

    @Override
    public void releaseCapacity(ClaimRecord claim) {
        // Nothing was held.
    }

    @Override
    public void createCanary(ClaimRecord claim, Changes changes, int replicas) {
        StatefulSetView view = pods.view(claim).orElseGet(() -> new StatefulSetView(pods.set(), claim, List.of()));
        StatefulSet set = view.set();
        if (view.mode() == Mode.HOME) {
            PodTemplateSpec changed = new TemplateChanges(changes, name).applied(view.template());
            changed = copies.made(changes.config(), claim.release(), set, changed);
            set = api.update(Kind.STATEFUL_SET, canary(set, claim, changed, view.replicas() - replicas));
        } else if (view.mode() != Mode.CANARY) {
            throw changed("release again");
        }
        if (new StatefulSetView(set, claim, List.of()).mark().isEmpty()) {
            api.update(Kind.STATEFUL_SET, marked(set));
        }
    }

    private static StatefulSet canary(StatefulSet set, ClaimRecord claim, PodTemplateSpec template, int partition) {
        return new StatefulSetBuilder(StatefulSetPods.partitioned(set, partition))
                .editMetadata()
                .addToLabels(CanaryNames.RELEASE, claim.release())
                .removeFromAnnotations(StatefulSetView.TEMPLATE)
                .endMetadata()
                .editSpec()
                .withTemplate(template)
                .endSpec()
                .build();
    }

    /** The server may have completed the template, so that its fingerprint is known only now. */
    private static StatefulSet marked(StatefulSet set) {
        return new StatefulSetBuilder(set)
                .editMetadata()
                .addToAnnotations(
                        StatefulSetView.TEMPLATE, TemplateHash.of(set.getSpec().getTemplate()))
                .endMetadata()
                .build();
    }

    private RefusedException changed(String consequence) {
        return new RefusedException("workload: StatefulSet " + name
                + " was changed by somebody else since the release began; " + consequence);
    }

    @Override
    public void scaleCanary(ClaimRecord claim, int replicas) {
        pods.give(claim, replicas);
    }

    @Override
    public Promotion promotion(ClaimRecord claim) {
        StatefulSetView view = inRelease(claim);
        PodTemplateSpec stable = pods.template(view.originals().revision())
                .orElseThrow(() -> new RefusedException("workload: ControllerRevision "
                        + view.originals().revision() + ", which kept the version before the release, is gone"));
        var images = PromotedTemplate.images(stable, view.template(), view.canaries());
        return new Promotion(TemplateHash.of(PromotedTemplate.pinned(view.template(), images)), images);
    }

    @Override
    public void promote(ClaimRecord claim) {
        Promotion promotion = claim.promotion()
                .orElseThrow(() -> new IllegalStateException(claim.release() + " records no promotion"));
        StatefulSetView view = pods.view(claim).orElseThrow(() -> changed("it is gone"));
        if (view.mode() == Mode.PROMOTED) {
            return;
        }
        PodTemplateSpec promoted = PromotedTemplate.pinned(inRelease(claim).template(), promotion.images());
        if (!TemplateHash.of(promoted).equals(promotion.templateHash())) {
            throw changed("it is not what was judged");
        }
        api.update(Kind.STATEFUL_SET, StatefulSetPods.original(view.set(), view.originals(), promoted));
    }

    private StatefulSetView inRelease(ClaimRecord claim) {
        return pods.view(claim)
                .filter(view -> view.mode() == Mode.CANARY)
                .orElseThrow(() -> changed("so the canary was not compared with it"));
    }

    /**
     * {@inheritDoc} The pods that the promotion has reached go back one by one, and the canary's stay; where the promotion has
     * reached all of them, all go back.
     */
    @Override
    public void restoreStable(ClaimRecord claim) {
        Optional<StatefulSetView> found =
                pods.view(claim).filter(view -> view.mode() == Mode.PROMOTED || view.mode() == Mode.CANARY);
        if (found.isEmpty()) {
            return;
        }
        StatefulSetView view = found.get();
        if (!view.canGoBackByPartition() || !view.isOurs()) {
            pods.restore(view);
            return;
        }
        int partition = view.replicas() - new InPlaceShare(view.replicas()).canaries(claim.weight());
        if (view.mode() == Mode.PROMOTED) {
            api.update(Kind.STATEFUL_SET, StatefulSetPods.partitioned(view.set(), partition));
        } else {
            pods.recall(view);
        }
    }

    /** {@inheritDoc} None: its name is its identity, and the next pod of that name could not be made while it lives on. */
    @Override
    public Optional<String> keepForensics(ClaimRecord claim, Instant until) {
        return Optional.empty();
    }

    @Override
    public List<String> evidence(ClaimRecord claim) {
        return pods.view(claim)
                .map(view -> new LastWords(api, namespace).of(view.canaries()))
                .orElse(List.of());
    }

    /** {@inheritDoc} Its pods went home before; what is left are marks and copies. */
    @Override
    public void deleteCanary(ClaimRecord claim) {
        Optional<StatefulSetView> view = pods.view(claim);
        view.filter(StatefulSetView::isOurs).ifPresent(one -> api.update(Kind.STATEFUL_SET, unmarked(one)));
        CopiedConfig made = InPlaceOriginals.of(claim.workload()).copies();
        if (!made.equals(CopiedConfig.NONE)) {
            copies.delete(
                    made,
                    claim.release(),
                    view.map(StatefulSetView::template),
                    view.map(one -> pods.history(one.set())).orElse(List.of()));
        }
    }

    private static StatefulSet unmarked(StatefulSetView view) {
        return new StatefulSetBuilder(StatefulSetPods.original(view.set(), view.originals(), view.template()))
                .editMetadata()
                .removeFromLabels(CanaryNames.RELEASE)
                .removeFromAnnotations(StatefulSetView.TEMPLATE)
                .endMetadata()
                .build();
    }
}

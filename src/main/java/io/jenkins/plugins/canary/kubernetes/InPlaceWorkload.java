package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jenkins.plugins.canary.target.Arm;
import io.jenkins.plugins.canary.target.ArmNames;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ConflictException;
import io.jenkins.plugins.canary.target.Findings;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.Promotion;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.StableState;
import io.jenkins.plugins.canary.target.StableState.Template;
import io.jenkins.plugins.canary.target.Terms;
import io.jenkins.plugins.canary.target.Workload;
import io.jenkins.plugins.canary.target.WorkloadName;
import io.jenkins.plugins.canary.target.WorkloadState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A workload of which some pods are the canary: it has the canary's template, and something keeps all other pods at the recorded
 * one. Their revisions tell the arms apart. A promotion takes that hold away; a rollback puts template and update strategy back,
 * one pod after the other, because pods that cannot stand twice often need one another.
 *
 * <p>Keeps nothing but the API version that the server was found to speak; safe for use by several threads if its API is.
 */
final class InPlaceWorkload implements Workload {
    private final KubernetesApi api;
    private final String namespace;
    private final WorkloadName workload;
    private final InPlaceSet set;
    private final ConfigCopies copies;

    /**
     * The adapter for one workload.
     *
     * @param api fenced by the claim on the workload
     * @param set through the same
     */
    InPlaceWorkload(KubernetesApi api, String namespace, WorkloadName workload, InPlaceSet set) {
        this.api = Objects.requireNonNull(api, "api");
        this.namespace = Objects.requireNonNull(namespace, "namespace");
        this.workload = Objects.requireNonNull(workload, "workload");
        this.set = Objects.requireNonNull(set, "set");
        this.copies = new ConfigCopies(api, namespace, workload.name());
    }

    @Override
    public List<String> missingRights(
            Optional<Originals> originals, Optional<RoutePlan> route, Terms terms, Duration forensics) {
        return MissingRights.of(api, namespace, InPlaceRights.needed(workload, originals, Changes.NONE));
    }

    @Override
    public Findings inspect(Changes changes, RoutePlan route, int pods) {
        return set.inspect(changes);
    }

    @Override
    public Originals originals(Changes changes) {
        return set.originals(changes).json();
    }

    @Override
    public int replicas() {
        return set.replicas();
    }

    @Override
    public WorkloadState observe(ClaimRecord claim) {
        Optional<? extends InPlaceView> view = set.view(claim);
        return new WorkloadState(
                view.map(this::stable).orElseGet(this::gone),
                view.filter(InPlaceView::isOurs).map(this::canary));
    }

    /** A rollback must be able to end even where somebody deleted it. */
    private StableState gone() {
        return new StableState(
                Template.OTHER, 0, 0, false, List.of(), Optional.of("somebody deleted the " + set.kind()));
    }

    private StableState stable(InPlaceView view) {
        List<Pod> stable = view.stable();
        int ready = set.ready(view.claim(), stable);
        return new StableState(
                switch (view.mode()) {
                    case HOME, CANARY -> Template.RECORDED;
                    case PROMOTED -> Template.PROMOTED;
                    case OTHER -> Template.OTHER;
                },
                view.replicas(),
                ready,
                view.whole() && ready >= stable.size(),
                stable.stream().map(PodStates::plain).toList(),
                Optional.empty());
    }

    private CanaryState canary(InPlaceView view) {
        List<Pod> canaries = view.canaries();
        boolean home = view.mode() == InPlaceMode.HOME;
        return new CanaryState(
                !home && !view.mark().isEmpty(),
                home ? 0 : view.wanted(),
                set.ready(view.claim(), canaries),
                canaries.stream().map(PodStates::plain).toList(),
                canaries.stream()
                        .flatMap(pod -> PodStates.trouble(pod).stream())
                        .findFirst());
    }

    /** {@inheritDoc} There is one workload and there are the same Services for both arms. */
    @Override
    public ArmNames names(ClaimRecord claim, Arm arm) {
        return new ArmNames(
                workload.name(), claim.route().services().stream().findFirst().orElse(""));
    }

    /** {@inheritDoc} Nothing to hold: a workload that something scales is refused. */
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
        InPlaceView view = set.view(claim).orElseThrow(() -> changed("it is gone"));
        HasMetadata object = view.object();
        boolean marked = !view.mark().isEmpty();
        if (view.mode() == InPlaceMode.HOME) {
            object = set.begin(view, copies.made(changes, claim.release(), object, view.template()), replicas);
            marked = false;
        } else if (view.mode() != InPlaceMode.CANARY) {
            throw changed("release again");
        }
        if (!marked) {
            set.mark(object);
        }
    }

    private RefusedException changed(String consequence) {
        return new RefusedException("workload: " + set.kind() + " " + workload.name()
                + " was changed by somebody else since the release began; " + consequence);
    }

    @Override
    public void scaleCanary(ClaimRecord claim, int replicas) {
        set.give(claim, replicas);
    }

    @Override
    public Promotion promotion(ClaimRecord claim) {
        InPlaceView view = inRelease(claim);
        PodTemplateSpec stable = recorded(view.originals());
        Map<String, String> images = PromotedTemplate.images(stable, view.template(), view.canaries());
        return new Promotion(TemplateHash.of(PromotedTemplate.pinned(view.template(), images)), images);
    }

    @Override
    public void promote(ClaimRecord claim) {
        Promotion promotion = claim.promotion()
                .orElseThrow(() -> new IllegalStateException(claim.release() + " records no promotion"));
        InPlaceView view = set.view(claim)
                .orElseThrow(() -> new ConflictException(set.kind() + " " + workload.name() + " is gone"));
        if (view.mode() == InPlaceMode.PROMOTED) {
            return;
        }
        PodTemplateSpec promoted = PromotedTemplate.pinned(inRelease(claim).template(), promotion.images());
        if (!TemplateHash.of(promoted).equals(promotion.templateHash())) {
            throw changed("it is not what was judged");
        }
        set.promote(view, promoted);
    }

    private InPlaceView inRelease(ClaimRecord claim) {
        return set.view(claim)
                .filter(view -> view.mode() == InPlaceMode.CANARY)
                .orElseThrow(() -> changed("so the canary was not compared with it"));
    }

    @Override
    public void restoreStable(ClaimRecord claim) {
        set.view(claim)
                .filter(view -> view.mode() == InPlaceMode.PROMOTED || view.mode() == InPlaceMode.CANARY)
                .ifPresent(set::giveUp);
    }

    @Override
    public void mustBeRestorable(ClaimRecord claim) {
        recorded(InPlaceOriginals.of(claim.workload()));
    }

    private PodTemplateSpec recorded(InPlaceOriginals originals) {
        return set.template(originals.revision())
                .filter(template -> TemplateHash.of(template).equals(originals.templateHash()))
                .orElseThrow(() -> Revisions.gone(originals.revision()));
    }

    /** {@inheritDoc} None: the next pod in its place could not be made, or would stand beside it, while it lives on. */
    @Override
    public Optional<String> keepForensics(ClaimRecord claim, Instant until) {
        return Optional.empty();
    }

    @Override
    public List<String> evidence(ClaimRecord claim) {
        return set.view(claim)
                .map(view -> new LastWords(api, namespace).of(view.canaries()))
                .orElse(List.of());
    }

    /** {@inheritDoc} Its pods went home before; what is left are marks and copies. */
    @Override
    public void deleteCanary(ClaimRecord claim) {
        Optional<? extends InPlaceView> view = set.view(claim);
        view.filter(InPlaceView::isOurs).ifPresent(set::clear);
        CopiedConfig made = InPlaceOriginals.of(claim.workload()).copies();
        if (!made.equals(CopiedConfig.NONE)) {
            copies.delete(
                    made,
                    claim.release(),
                    view.map(InPlaceView::template),
                    view.map(one -> set.history(one.object())).orElse(List.of()));
        }
    }
}

package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jenkins.plugins.canary.target.Arm;
import io.jenkins.plugins.canary.target.ArmNames;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ConflictException;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Findings;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.Promotion;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.StableState;
import io.jenkins.plugins.canary.target.StableState.Template;
import io.jenkins.plugins.canary.target.Terms;
import io.jenkins.plugins.canary.target.TrafficRouter;
import io.jenkins.plugins.canary.target.Workload;
import io.jenkins.plugins.canary.target.WorkloadName;
import io.jenkins.plugins.canary.target.WorkloadState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Knative Service as workload and as router at once: the canary is a revision of it. Knative gives each revision as many pods as
 * it has requests for, none at all if nobody asks, so that one ready revision counts as one pod here, and the revisions' conditions
 * say what is ready. Revisions are left to Knative, which deletes those that nothing leads to.
 *
 * <p>Stateless; safe for use by several threads if its API is.
 */
public final class KnativeWorkload implements Workload, TrafficRouter {
    private final KubernetesApi api;
    private final String namespace;
    private final WorkloadName workload;
    private final KnativeService service;
    private final ConfigCopies copies;

    /**
     * The adapter for one Knative Service. Reads nothing yet.
     *
     * @param api fenced by the claim on the workload
     */
    public KnativeWorkload(KubernetesApi api, String namespace, WorkloadName workload) {
        this.api = api;
        this.namespace = namespace;
        this.workload = workload;
        this.service = new KnativeService(api, namespace, workload.name());
        this.copies = new ConfigCopies(api, namespace, workload.name());
    }

    /** What it cannot do without; {@code changes} count if nobody has looked. */
    static List<Right> rights(WorkloadName workload, Optional<Originals> originals, Changes changes) {
        List<Right> rights = new ArrayList<>();
        rights.addAll(Right.to(Kind.LEASE, CanaryNames.lease(workload), "get", "update"));
        rights.addAll(Right.toAny(Kind.LEASE, "create"));
        rights.addAll(Right.to(KnativeService.SERVICE, workload.name(), "get", "update"));
        rights.addAll(Right.toAny(KnativeService.REVISION, "get"));
        rights.addAll(Right.toAny(Kind.POD, "list"));
        CopiedConfig copies = originals
                .map(KnativeOriginals::of)
                .map(KnativeOriginals::copies)
                .orElse(CopiedConfig.of(changes));
        if (!copies.equals(CopiedConfig.NONE)) {
            rights.addAll(Right.toAny(KnativeService.REVISION, "list"));
        }
        rights.addAll(copies.rights());
        return List.copyOf(rights);
    }

    @Override
    public List<String> missingRights(
            Optional<Originals> originals, Optional<RoutePlan> route, Terms terms, Duration forensics) {
        return MissingRights.of(api, namespace, rights(workload, originals, Changes.NONE));
    }

    /** {@inheritDoc} The Service's own list is the route. */
    @Override
    public List<String> missingRights(Optional<RoutePlan> plan) {
        return List.of();
    }

    @Override
    public RoutePlan plan() {
        service.found();
        return new RoutePlan(Separation.SHARED_SERVICE, List.of(), Originals.NONE);
    }

    @Override
    public List<String> problems(RoutePlan route, List<Exposure> exposures, int stableReplicas) {
        return List.of();
    }

    @Override
    public int canaryReplicas(int load, int stableReplicas) {
        return 1;
    }

    @Override
    public int replicas() {
        service.found();
        return 1;
    }

    @Override
    public Findings inspect(Changes changes, RoutePlan route, int pods) {
        return new Findings(new KnativePreflight(service, copies, workload.name(), changes).problems(), List.of());
    }

    @Override
    public Originals originals(Changes changes) {
        return KnativePreflight.originals(service.found(), changes).json();
    }

    @Override
    public WorkloadState observe(ClaimRecord claim) {
        Optional<KnativeView> view = service.view(claim);
        return new WorkloadState(
                view.map(this::stable).orElseGet(KnativeWorkload::gone),
                view.filter(KnativeView::isOurs).map(this::canary));
    }

    private static StableState gone() {
        return new StableState(
                Template.OTHER, 0, 0, false, List.of(), Optional.of("somebody deleted the Knative Service"));
    }

    private StableState stable(KnativeView view) {
        boolean promoted = view.mode() == InPlaceMode.PROMOTED;
        String revision = promoted || !view.isOurs() && view.mode() == InPlaceMode.HOME
                ? view.latestCreated()
                : view.originals().revision();
        boolean ready = service.isReady(revision);
        boolean follows = promoted ? KnativeService.isPromoted(view) : view.isOurs() || view.isSettled();
        return new StableState(
                switch (view.mode()) {
                    case HOME, CANARY -> Template.RECORDED;
                    case PROMOTED -> Template.PROMOTED;
                    case OTHER -> Template.OTHER;
                },
                1,
                ready ? 1 : 0,
                ready && follows,
                plain(service.pods(revision)),
                promoted ? trouble(revision) : Optional.empty());
    }

    private CanaryState canary(KnativeView view) {
        boolean home = view.mode() == InPlaceMode.HOME;
        return new CanaryState(
                !home && !view.canary().isEmpty(),
                home ? 0 : 1,
                service.isReady(view.canary()) ? 1 : 0,
                plain(service.pods(view.canary())),
                trouble(view.canary()));
    }

    private Optional<String> trouble(String revision) {
        return service.revision(revision)
                .flatMap(found -> KnativeView.trouble(found, "Ready"))
                .map(words -> "revision " + revision + ": " + words);
    }

    private static List<io.jenkins.plugins.canary.target.Pod> plain(List<Pod> pods) {
        return pods.stream().map(PodStates::plain).toList();
    }

    /** {@inheritDoc} The Deployment that Knative makes for a revision, and the Service of the revision's name. */
    @Override
    public ArmNames names(ClaimRecord claim, Arm arm) {
        String revision = arm == Arm.CANARY
                ? service.view(claim).map(KnativeView::canary).orElse("")
                : KnativeOriginals.of(claim.workload()).revision();
        return new ArmNames(revision + "-deployment", revision);
    }

    /** {@inheritDoc} Knative gives every revision what it needs for its requests. */
    @Override
    public void holdCapacity(ClaimRecord claim) {
        // Nothing to hold.
    }

    @Override
    public void releaseCapacity(ClaimRecord claim) {
        // Nothing was held.
    }

    @Override
    public void createCanary(ClaimRecord claim, Changes changes, int replicas) {
        service.begin(inRelease(claim), changes);
    }

    @Override
    public void scaleCanary(ClaimRecord claim, int replicas) {
        // Knative does.
    }

    private KnativeView inRelease(ClaimRecord claim) {
        return service.view(claim)
                .orElseThrow(() ->
                        new ConflictException("Knative Service " + namespace + "/" + workload.name() + " is gone"));
    }

    @Override
    public Promotion promotion(ClaimRecord claim) {
        KnativeView view = inRelease(claim);
        if (view.mode() != InPlaceMode.CANARY || view.canary().isEmpty()) {
            throw new RefusedException("workload: Knative Service " + workload.name()
                    + " was changed by somebody else since the release began, so there is nothing to promote");
        }
        PodTemplateSpec template = view.template();
        return new Promotion(TemplateHash.of(template), service.images(view.canary(), template));
    }

    /** {@inheritDoc} The template is there already; the traffic follows it now. */
    @Override
    public void promote(ClaimRecord claim) {
        KnativeView view = inRelease(claim);
        boolean judged = claim.promotion()
                .map(Promotion::templateHash)
                .filter(TemplateHash.of(view.template())::equals)
                .isPresent();
        if (!judged) {
            throw new RefusedException("workload: Knative Service " + workload.name()
                    + " was changed by somebody else since the promotion began, so it is not what was judged");
        }
        service.promote(view);
    }

    @Override
    public void mustBeRestorable(ClaimRecord claim) {
        service.recorded(KnativeOriginals.of(claim.workload()));
    }

    @Override
    public void restoreStable(ClaimRecord claim) {
        service.view(claim).ifPresent(service::giveUp);
    }

    /** {@inheritDoc} None: Knative deletes them as soon as nobody asks them. */
    @Override
    public Optional<String> keepForensics(ClaimRecord claim, Instant until) {
        return Optional.empty();
    }

    @Override
    public List<String> evidence(ClaimRecord claim) {
        return service.view(claim)
                .map(view -> new LastWords(api, namespace).of(service.pods(view.canary())))
                .orElse(List.of());
    }

    @Override
    public void deleteCanary(ClaimRecord claim) {
        service.view(claim).ifPresent(service::clear);
        Optional<GenericKubernetesResource> left = service.find();
        CopiedConfig made = KnativeOriginals.of(claim.workload()).copies();
        boolean over = left.filter(found -> DeploymentArms.isOf(found, claim.release()))
                .isEmpty();
        if (over && !made.equals(CopiedConfig.NONE)) {
            copies.delete(made, claim.release(), left.map(KnativeTemplate::of), service.history());
        }
    }

    @Override
    public boolean carries(ClaimRecord claim, Exposure exposure) {
        Optional<KnativeView> view = service.view(claim);
        return view.map(found -> service.carries(found, exposure.weight())).orElse(exposure.isNothing());
    }

    /** {@inheritDoc} Weight 0 before there is a canary needs nothing: the write that makes it holds the traffic. */
    @Override
    public void shift(ClaimRecord claim, Exposure exposure) {
        if (!exposure.isNothing()) {
            service.give(inRelease(claim), exposure.weight());
        }
    }

    @Override
    public void home(ClaimRecord claim) {
        service.view(claim).ifPresent(service::takeHome);
    }

    @Override
    public void clear(ClaimRecord claim) {
        // The list went back with the marks.
    }
}

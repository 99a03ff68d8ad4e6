package io.jenkins.plugins.canary.kubernetes;

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
import io.jenkins.plugins.canary.target.WorkloadKind;
import io.jenkins.plugins.canary.target.WorkloadName;
import io.jenkins.plugins.canary.target.WorkloadState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Knative Service or a KServe InferenceService as workload and as router at once: the canary is a revision of it. Knative gives each revision as many pods as
 * it has requests for, none at all if nobody asks, so that one ready revision counts as one pod here, and the revisions' conditions
 * say what is ready. Revisions are left to Knative, which deletes those that nothing leads to.
 *
 * <p>Stateless; safe for use by several threads if its API is.
 */
public final class RevisedWorkload implements Workload, TrafficRouter {
    private final KubernetesApi api;
    private final String namespace;
    private final WorkloadName workload;
    private final Revised object;
    private final KnativeRevisions revisions;

    /**
     * The adapter for one of them. Reads nothing yet.
     *
     * @param api fenced by the claim on the workload
     */
    public RevisedWorkload(KubernetesApi api, String namespace, WorkloadName workload) {
        this.api = api;
        this.namespace = namespace;
        this.workload = workload;
        this.object = WorkloadKind.of(workload) == WorkloadKind.INFERENCE_SERVICE
                ? new KServeService(api, namespace, workload.name())
                : new KnativeService(api, namespace, workload.name());
        this.revisions = new KnativeRevisions(api, namespace);
    }

    /** What it cannot do without; {@code changes} count if nobody has looked. */
    static List<Right> rights(WorkloadName workload, Optional<Originals> originals, Changes changes) {
        List<Right> rights = new ArrayList<>();
        rights.addAll(Right.to(Kind.LEASE, CanaryNames.lease(workload), "get", "update"));
        rights.addAll(Right.toAny(Kind.LEASE, "create"));
        rights.addAll(Right.toAny(Kind.POD, "list"));
        rights.addAll(
                WorkloadKind.of(workload) == WorkloadKind.INFERENCE_SERVICE
                        ? KServeService.rights(workload, originals, changes)
                        : KnativeService.rights(workload, originals, changes));
        return List.copyOf(rights);
    }

    @Override
    public List<String> missingRights(
            Optional<Originals> originals, Optional<RoutePlan> route, Terms terms, Duration forensics) {
        return MissingRights.of(api, namespace, rights(workload, originals, Changes.NONE));
    }

    /** {@inheritDoc} The object itself is the route. */
    @Override
    public List<String> missingRights(Optional<RoutePlan> plan) {
        return List.of();
    }

    @Override
    public RoutePlan plan() {
        object.mustBeThere();
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
        object.mustBeThere();
        return 1;
    }

    @Override
    public Findings inspect(Changes changes, RoutePlan route, int pods) {
        return new Findings(object.problems(changes), List.of());
    }

    @Override
    public Originals originals(Changes changes) {
        return object.originals(changes);
    }

    @Override
    public WorkloadState observe(ClaimRecord claim) {
        Optional<? extends RevisedView> view = object.view(claim);
        return new WorkloadState(
                view.map(found -> stable(claim, found)).orElseGet(this::gone),
                view.filter(RevisedView::isOurs).map(this::canary));
    }

    private StableState gone() {
        return new StableState(
                Template.OTHER, 0, 0, false, List.of(), Optional.of("somebody deleted the " + object.who()));
    }

    private StableState stable(ClaimRecord claim, RevisedView view) {
        boolean promoted = view.mode() == InPlaceMode.PROMOTED;
        String revision = promoted || !view.isOurs() && view.mode() == InPlaceMode.HOME
                ? view.latestCreated()
                : object.stable(claim);
        boolean ready = revisions.isReady(revision);
        boolean follows = promoted ? view.isPromoted() : view.isOurs() || view.isSettled();
        return new StableState(
                switch (view.mode()) {
                    case HOME, CANARY -> Template.RECORDED;
                    case PROMOTED -> Template.PROMOTED;
                    case OTHER -> Template.OTHER;
                },
                1,
                ready ? 1 : 0,
                ready && follows,
                plain(revisions.pods(revision)),
                promoted ? revisions.trouble(revision) : Optional.empty());
    }

    private CanaryState canary(RevisedView view) {
        boolean home = view.mode() == InPlaceMode.HOME;
        return new CanaryState(
                !home && !view.canary().isEmpty(),
                home ? 0 : 1,
                revisions.isReady(view.canary()) ? 1 : 0,
                plain(revisions.pods(view.canary())),
                revisions.trouble(view.canary()).or(view::trouble));
    }

    private static List<io.jenkins.plugins.canary.target.Pod> plain(List<Pod> pods) {
        return pods.stream().map(PodStates::plain).toList();
    }

    /** {@inheritDoc} The Deployment that Knative makes for a revision, and the Service of the revision's name. */
    @Override
    public ArmNames names(ClaimRecord claim, Arm arm) {
        String revision =
                arm == Arm.CANARY ? object.view(claim).map(RevisedView::canary).orElse("") : object.stable(claim);
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
        object.begin(claim, changes);
    }

    @Override
    public void scaleCanary(ClaimRecord claim, int replicas) {
        // Knative does.
    }

    private RevisedView inRelease(ClaimRecord claim) {
        return object.view(claim)
                .orElseThrow(() -> new ConflictException(object.who() + " in namespace " + namespace + " is gone"));
    }

    @Override
    public Promotion promotion(ClaimRecord claim) {
        RevisedView view = inRelease(claim);
        if (view.mode() != InPlaceMode.CANARY || view.canary().isEmpty()) {
            throw new RefusedException("workload: " + object.who()
                    + " was changed by somebody else since the release began, so there is nothing to promote");
        }
        PodTemplateSpec template = view.template();
        return new Promotion(TemplateHash.of(template), revisions.images(view.canary(), template));
    }

    /** {@inheritDoc} The template is there already; the traffic follows it now. */
    @Override
    public void promote(ClaimRecord claim) {
        boolean judged = claim.promotion()
                .map(Promotion::templateHash)
                .filter(TemplateHash.of(inRelease(claim).template())::equals)
                .isPresent();
        if (!judged) {
            throw new RefusedException("workload: " + object.who()
                    + " was changed by somebody else since the promotion began, so it is not what was judged");
        }
        object.promote(claim);
    }

    @Override
    public void mustBeRestorable(ClaimRecord claim) {
        object.mustBeRestorable(claim);
    }

    @Override
    public void restoreStable(ClaimRecord claim) {
        object.giveUp(claim);
    }

    /** {@inheritDoc} None: Knative deletes them as soon as nobody asks them. */
    @Override
    public Optional<String> keepForensics(ClaimRecord claim, Instant until) {
        return Optional.empty();
    }

    @Override
    public List<String> evidence(ClaimRecord claim) {
        return object.view(claim)
                .map(view -> new LastWords(api, namespace).of(revisions.pods(view.canary())))
                .orElse(List.of());
    }

    @Override
    public void deleteCanary(ClaimRecord claim) {
        object.clear(claim);
    }

    @Override
    public boolean carries(ClaimRecord claim, Exposure exposure) {
        return object.carries(claim, exposure.weight());
    }

    /** {@inheritDoc} Weight 0 before there is a canary needs nothing: the write that makes it holds the traffic. */
    @Override
    public void shift(ClaimRecord claim, Exposure exposure) {
        if (!exposure.isNothing()) {
            object.give(claim, exposure.weight());
        }
    }

    @Override
    public void home(ClaimRecord claim) {
        object.takeHome(claim);
    }

    @Override
    public void clear(ClaimRecord claim) {
        // The traffic went back with the marks.
    }
}

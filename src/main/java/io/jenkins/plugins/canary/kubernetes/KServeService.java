package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ConflictException;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A KServe InferenceService in its serverless mode: KServe makes a Knative Service of its predictor, and gives the latest revision
 * {@code canaryTrafficPercent} of the traffic and the one that was rolled out last the rest. One write gives it the canary's
 * predictor and holds all traffic by the percentage 0; from then on only that number is written.
 *
 * @see <a href="https://kserve.github.io/website/docs/model-serving/predictive-inference/rollout-strategies/canary">KServe: canary
 *     rollout strategy</a>
 */
final class KServeService implements Revised {
    static final Kind<GenericKubernetesResource> INFERENCE_SERVICE =
            Kind.generic("serving.kserve.io", "v1beta1", "InferenceService", "inferenceservices");

    private final KubernetesApi api;
    private final String namespace;
    private final String name;
    private final KServeRecord record;
    private final ConfigCopies copies;

    KServeService(KubernetesApi api, String namespace, String name) {
        this.api = api;
        this.namespace = namespace;
        this.name = name;
        this.record = new KServeRecord(api, namespace, name);
        this.copies = new ConfigCopies(api, namespace, name);
    }

    /** What it cannot do without; {@code changes} count if nobody has looked. */
    static List<Right> rights(WorkloadName workload, Optional<Originals> originals, Changes changes) {
        List<Right> rights = new ArrayList<>();
        String kept = CanaryNames.canary(workload.name());
        rights.addAll(Right.to(INFERENCE_SERVICE, workload.name(), "get", "update"));
        rights.addAll(Right.to(KnativeService.SERVICE, knative(workload.name()), "get"));
        rights.addAll(Right.toAny(KnativeRevisions.REVISION, "get"));
        rights.addAll(Right.toAny(Kind.CONTROLLER_REVISION, "create"));
        rights.addAll(Right.to(Kind.CONTROLLER_REVISION, kept, "get", "update", "delete"));
        rights.addAll(originals
                .map(KServeOriginals::of)
                .map(KServeOriginals::copies)
                .orElse(CopiedConfig.of(changes))
                .rights());
        return rights;
    }

    /** Name of the Knative Service that KServe makes of a predictor, since KServe 0.11. */
    private static String knative(String service) {
        return service + "-predictor";
    }

    @Override
    public String who() {
        return "InferenceService " + name;
    }

    private Optional<GenericKubernetesResource> find() {
        return api.get(INFERENCE_SERVICE, namespace, name);
    }

    private GenericKubernetesResource found() {
        return find().orElseThrow(() ->
                new RefusedException("workload: there is no InferenceService " + name + " in namespace " + namespace));
    }

    @Override
    public void mustBeThere() {
        found();
    }

    private KServePreflight preflight(Changes changes) {
        return new KServePreflight(found(), api.get(KnativeService.SERVICE, namespace, knative(name)), copies, changes);
    }

    @Override
    public List<String> problems(Changes changes) {
        return preflight(changes).problems();
    }

    @Override
    public Originals originals(Changes changes) {
        return preflight(changes).originals().json();
    }

    @Override
    public String stable(ClaimRecord claim) {
        return KServeOriginals.of(claim.workload()).revision();
    }

    @Override
    public Optional<KServeView> view(ClaimRecord claim) {
        return find().map(service -> new KServeView(
                service, record.find(), api.get(KnativeService.SERVICE, namespace, knative(name)), claim));
    }

    private KServeView inRelease(ClaimRecord claim) {
        return view(claim).orElseThrow(() -> new ConflictException(who() + " in namespace " + namespace + " is gone"));
    }

    @Override
    public void begin(ClaimRecord claim, Changes changes) {
        KServeView view = inRelease(claim);
        if (view.mode() == InPlaceMode.HOME) {
            record.keep(view.object(), claim);
            PodTemplateSpec template = copies.made(changes, claim.release(), view.object(), view.template());
            write(view.object(), KServeTemplate.written(template), Optional.of(0));
        } else if (view.mode() != InPlaceMode.CANARY) {
            throw new RefusedException(
                    "workload: " + who() + " was changed by somebody else since the release began; release again");
        } else if (view.mark().isEmpty()) {
            note(view, InPlaceView.TEMPLATE, TemplateHash.of(view.template()));
        } else if (view.canary().isEmpty() && isNew(view)) {
            note(view, KnativeView.REVISION, view.latestCreated());
        }
    }

    /** Whether KServe has made something of the new predictor, and Knative a revision of that. */
    private static boolean isNew(KServeView view) {
        return view.isSeen()
                && !view.latestCreated().isEmpty()
                && !view.latestCreated().equals(view.originals().revision())
                && !view.serviceHash().equals(view.originals().serviceHash());
    }

    private void note(KServeView view, String key, String value) {
        record.mark(view.kept().orElseThrow(), metadata -> metadata.addToAnnotations(key, value));
    }

    @Override
    public boolean carries(ClaimRecord claim, int weight) {
        return view(claim).map(view -> carries(view, weight)).orElse(weight == 0);
    }

    private static boolean carries(KServeView view, int weight) {
        if (weight > 0) {
            return view.mode() == InPlaceMode.CANARY
                    && !view.canary().isEmpty()
                    && view.percent().filter(number -> number == weight).isPresent()
                    && view.isSettled()
                    && view.isRouted(weight);
        }
        return view.carriesNothing();
    }

    @Override
    public void give(ClaimRecord claim, int weight) {
        KServeView view = inRelease(claim);
        if (view.mode() != InPlaceMode.CANARY || view.canary().isEmpty()) {
            throw new RefusedException("traffic: " + who() + " has no revision of release " + claim.release());
        }
        percent(view, Optional.of(weight));
    }

    @Override
    public void takeHome(ClaimRecord claim) {
        view(claim)
                .filter(view -> view.isOurs() && claim.phase() != Phase.PROMOTING && !view.isUntouched())
                .ifPresent(view -> percent(view, Optional.of(0)));
    }

    @Override
    public void promote(ClaimRecord claim) {
        KServeView view = inRelease(claim);
        if (view.mode() == InPlaceMode.CANARY) {
            percent(view, view.originals().percent());
        }
    }

    @Override
    public void giveUp(ClaimRecord claim) {
        KServeView view = view(claim)
                .filter(found -> found.mode() == InPlaceMode.PROMOTED)
                .orElse(null);
        if (view == null) {
            return;
        }
        if (view.isOurs() && !view.canary().isEmpty()) {
            percent(view, Optional.of(claim.weight()));
        } else {
            KServeOriginals originals = view.originals();
            write(view.object(), record.recorded(originals), originals.percent());
        }
    }

    @Override
    public void mustBeRestorable(ClaimRecord claim) {
        boolean stands =
                view(claim).filter(view -> view.mode() == InPlaceMode.HOME).isPresent();
        if (!stands) {
            record.recorded(KServeOriginals.of(claim.workload()));
        }
    }

    @Override
    public void clear(ClaimRecord claim) {
        Optional<KServeView> left = view(claim);
        left.filter(KServeView::isOurs).ifPresent(this::clear);
        CopiedConfig made = KServeOriginals.of(claim.workload()).copies();
        if (left.filter(KServeView::isOurs).isEmpty() && !made.equals(CopiedConfig.NONE)) {
            copies.delete(made, claim.release(), left.map(KServeView::template), history());
        }
    }

    /** The template that users may go back to. */
    private List<PodTemplateSpec> history() {
        return record.find().stream()
                .map(kept -> KServeTemplate.of(KServeTemplate.predictor(kept.get("data"))))
                .toList();
    }

    private void clear(KServeView view) {
        GenericKubernetesResource kept = view.kept().orElseThrow();
        KServeOriginals originals = view.originals();
        if (view.mode() == InPlaceMode.PROMOTED && view.claim().phase() == Phase.PROMOTING) {
            record.mark(kept, metadata -> metadata.removeFromLabels(CanaryNames.RELEASE)
                    .removeFromAnnotations(InPlaceView.TEMPLATE)
                    .removeFromAnnotations(KnativeView.REVISION));
        } else if (view.mode() == InPlaceMode.CANARY || view.mode() == InPlaceMode.PROMOTED) {
            write(view.object(), record.recorded(originals), Optional.of(0));
        } else if (view.isAsFound()) {
            if (view.isFollowed()) {
                record.delete(kept);
            }
        } else if (view.isSettled()) {
            percent(view, originals.percent());
        }
    }

    private void percent(KServeView view, Optional<Integer> percent) {
        if (!view.percent().equals(percent)) {
            write(view.object(), KServeTemplate.predictor(view.object().get("spec")), percent);
        }
    }

    private void write(GenericKubernetesResource object, Map<String, Object> predictor, Optional<Integer> percent) {
        Map<String, Object> next = new LinkedHashMap<>(predictor);
        next.remove(KServeTemplate.PERCENT);
        percent.ifPresent(number -> next.put(KServeTemplate.PERCENT, number));
        Map<String, Object> spec = new LinkedHashMap<>();
        if (object.get("spec") instanceof Map<?, ?> before) {
            before.forEach((key, value) -> spec.put(String.valueOf(key), value));
        }
        spec.put("predictor", next);
        GenericKubernetesResource changed = copy(object);
        changed.setAdditionalProperty("spec", spec);
        api.update(INFERENCE_SERVICE, changed);
    }

    /** A copy whose fields can be replaced. */
    static GenericKubernetesResource copy(GenericKubernetesResource object) {
        return Serialization.clone(object);
    }
}

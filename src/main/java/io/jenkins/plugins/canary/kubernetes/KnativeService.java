package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
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
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A Knative Service, which makes a revision of every template and splits the traffic between its revisions itself. One write gives
 * it the canary's template and names stable's revision in its traffic, so that nothing goes to the new revision by its being the
 * latest; from then on weights are written into the same list.
 *
 * @see <a href="https://knative.dev/docs/serving/traffic-management/">Knative: traffic management</a>
 */
final class KnativeService implements Revised {
    static final Kind<GenericKubernetesResource> SERVICE =
            Kind.generic("serving.knative.dev", "v1", "Service", "services");

    private static final String OF_SERVICE = "serving.knative.dev/service";

    private final KubernetesApi api;
    private final String namespace;
    private final String name;
    private final KnativeRevisions revisions;
    private final ConfigCopies copies;

    KnativeService(KubernetesApi api, String namespace, String name) {
        this.api = api;
        this.namespace = namespace;
        this.name = name;
        this.revisions = new KnativeRevisions(api, namespace);
        this.copies = new ConfigCopies(api, namespace, name);
    }

    /** What it cannot do without; {@code changes} count if nobody has looked. */
    static List<Right> rights(WorkloadName workload, Optional<Originals> originals, Changes changes) {
        List<Right> rights = new ArrayList<>();
        rights.addAll(Right.to(SERVICE, workload.name(), "get", "update"));
        rights.addAll(Right.toAny(KnativeRevisions.REVISION, "get"));
        CopiedConfig copies = originals
                .map(KnativeOriginals::of)
                .map(KnativeOriginals::copies)
                .orElse(CopiedConfig.of(changes));
        if (!copies.equals(CopiedConfig.NONE)) {
            rights.addAll(Right.toAny(KnativeRevisions.REVISION, "list"));
        }
        rights.addAll(copies.rights());
        return rights;
    }

    @Override
    public String who() {
        return "Knative Service " + name;
    }

    @Override
    public void mustBeThere() {
        found();
    }

    @Override
    public List<String> problems(Changes changes) {
        return new KnativePreflight(this, copies, name, changes).problems();
    }

    @Override
    public Originals originals(Changes changes) {
        return KnativePreflight.originals(found(), changes).json();
    }

    @Override
    public String stable(ClaimRecord claim) {
        return KnativeOriginals.of(claim.workload()).revision();
    }

    Optional<GenericKubernetesResource> find() {
        return api.get(SERVICE, namespace, name);
    }

    /**
     * The Service as it is.
     *
     * @throws RefusedException if it is not there
     */
    GenericKubernetesResource found() {
        return find().orElseThrow(() ->
                new RefusedException("workload: there is no Knative Service " + name + " in namespace " + namespace));
    }

    @Override
    public Optional<KnativeView> view(ClaimRecord claim) {
        return find().map(service -> new KnativeView(service, claim));
    }

    private KnativeView inRelease(ClaimRecord claim) {
        return view(claim)
                .orElseThrow(() -> new ConflictException("Knative Service " + namespace + "/" + name + " is gone"));
    }

    /** The templates of all revisions: users may lead traffic back to any. */
    List<PodTemplateSpec> history() {
        return api.list(KnativeRevisions.REVISION, namespace, Map.of(OF_SERVICE, name)).stream()
                .map(revision -> KnativeTemplate.of(revision, "", Set.of(), Set.of()))
                .toList();
    }

    /**
     * The template that a claim recorded, as its revision keeps it.
     *
     * @throws RefusedException if the revision is gone, or keeps another one
     */
    PodTemplateSpec recorded(KnativeOriginals originals) {
        return revisions
                .find(originals.revision())
                .map(revision ->
                        KnativeTemplate.of(revision, originals.name(), originals.labels(), originals.annotations()))
                .filter(template -> TemplateHash.of(template).equals(originals.templateHash()))
                .orElseThrow(() -> new RefusedException("workload: Knative revision " + originals.revision()
                        + " does not keep the version before the release any more; deploy that version again by other"
                        + " means"));
    }

    @Override
    public void begin(ClaimRecord claim, Changes changes) {
        KnativeView view = inRelease(claim);
        String release = view.claim().release();
        GenericKubernetesResource object = view.object();
        if (view.mode() == InPlaceMode.HOME) {
            KnativeOriginals originals = view.originals();
            PodTemplateSpec template =
                    named(copies.made(changes, release, object, view.template()), originals, release);
            mark(api.update(
                    SERVICE,
                    changed(
                            object,
                            Optional.of(template),
                            originals.traffic().home(originals.revision()),
                            metadata -> metadata.addToLabels(CanaryNames.RELEASE, release)
                                    .removeFromAnnotations(InPlaceView.TEMPLATE)
                                    .removeFromAnnotations(KnativeView.REVISION))));
        } else if (view.mode() != InPlaceMode.CANARY) {
            throw new RefusedException("workload: Knative Service " + name
                    + " was changed by somebody else since the release began; release again");
        } else if (view.mark().isEmpty()) {
            mark(object);
        } else if (view.canary().isEmpty()
                && view.isSeen()
                && !view.latestCreated().isEmpty()
                && !view.latestCreated().equals(view.originals().revision())) {
            api.update(
                    SERVICE,
                    changed(object, metadata -> metadata.addToAnnotations(KnativeView.REVISION, view.latestCreated())));
        }
    }

    private void mark(GenericKubernetesResource object) {
        api.update(
                SERVICE,
                changed(
                        object,
                        metadata -> metadata.addToAnnotations(
                                InPlaceView.TEMPLATE, TemplateHash.of(KnativeTemplate.of(object)))));
    }

    /** Where users name revisions themselves, every template needs a name of its own. */
    private PodTemplateSpec named(PodTemplateSpec template, KnativeOriginals originals, String release) {
        return originals.name().isEmpty()
                ? template
                : new PodTemplateSpecBuilder(template)
                        .editOrNewMetadata()
                        .withName(name + "-" + Hashes.sha256(release).substring(0, 8))
                        .endMetadata()
                        .build();
    }

    @Override
    public boolean carries(ClaimRecord claim, int weight) {
        return view(claim).map(view -> carries(view, weight)).orElse(weight == 0);
    }

    private static boolean carries(KnativeView view, int weight) {
        if (weight == 0) {
            return view.carriesNothing();
        }
        Map<String, Integer> shares = new KnativeTraffic(split(view, weight)).shares();
        return !view.canary().isEmpty() && view.traffic().shares().equals(shares) && view.isRouted(shares);
    }

    @Override
    public void give(ClaimRecord claim, int weight) {
        KnativeView view = inRelease(claim);
        if (view.mode() != InPlaceMode.CANARY || view.canary().isEmpty()) {
            throw new RefusedException("traffic: Knative Service " + name + " has no revision of release "
                    + view.claim().release());
        }
        write(view, split(view, weight));
    }

    private static List<Map<String, Object>> split(KnativeView view, int weight) {
        KnativeOriginals originals = view.originals();
        return originals.traffic().split(originals.revision(), view.canary(), weight);
    }

    @Override
    public void takeHome(ClaimRecord claim) {
        view(claim)
                .filter(view -> view.isOurs() && claim.phase() != Phase.PROMOTING)
                .ifPresent(view -> {
                    KnativeOriginals originals = view.originals();
                    write(view, originals.traffic().home(originals.revision()));
                });
    }

    @Override
    public void promote(ClaimRecord claim) {
        KnativeView view = inRelease(claim);
        if (view.mode() == InPlaceMode.CANARY) {
            write(view, view.originals().traffic().promoted(view.canary()));
        }
    }

    private void write(KnativeView view, List<Map<String, Object>> traffic) {
        if (!view.traffic().found().equals(traffic)) {
            api.update(SERVICE, changed(view.object(), Optional.empty(), traffic, metadata -> metadata));
        }
    }

    @Override
    public void giveUp(ClaimRecord claim) {
        view(claim).filter(view -> view.mode() == InPlaceMode.PROMOTED).ifPresent(this::giveUp);
    }

    private void giveUp(KnativeView view) {
        if (view.isOurs() && !view.canary().isEmpty()) {
            write(view, split(view, view.claim().weight()));
        } else {
            KnativeOriginals originals = view.originals();
            api.update(
                    SERVICE,
                    changed(
                            view.object(),
                            Optional.of(recorded(originals)),
                            originals.traffic().found(),
                            metadata -> metadata));
        }
    }

    @Override
    public void mustBeRestorable(ClaimRecord claim) {
        recorded(KnativeOriginals.of(claim.workload()));
    }

    @Override
    public void clear(ClaimRecord claim) {
        view(claim).filter(KnativeView::isOurs).ifPresent(this::clear);
        Optional<GenericKubernetesResource> left = find();
        CopiedConfig made = KnativeOriginals.of(claim.workload()).copies();
        boolean over = left.filter(found -> DeploymentArms.isOf(found, claim.release()))
                .isEmpty();
        if (over && !made.equals(CopiedConfig.NONE)) {
            copies.delete(made, claim.release(), left.map(KnativeTemplate::of), history());
        }
    }

    private void clear(KnativeView view) {
        KnativeOriginals originals = view.originals();
        if (view.mode() == InPlaceMode.PROMOTED && view.claim().phase() == Phase.PROMOTING) {
            api.update(SERVICE, changed(view.object(), KnativeService::unmarked));
        } else if (view.mode() == InPlaceMode.CANARY || view.mode() == InPlaceMode.PROMOTED) {
            api.update(
                    SERVICE,
                    changed(
                            view.object(),
                            Optional.of(recorded(originals)),
                            originals.traffic().home(originals.revision()),
                            metadata -> metadata));
        } else if (!originals.traffic().followsLatest()
                || view.isSettled() && !view.latestCreated().equals(view.canary())) {
            api.update(
                    SERVICE,
                    changed(view.object(), Optional.empty(), originals.traffic().found(), KnativeService::unmarked));
        }
    }

    private static ObjectMetaBuilder unmarked(ObjectMetaBuilder metadata) {
        return metadata.removeFromLabels(CanaryNames.RELEASE)
                .removeFromAnnotations(InPlaceView.TEMPLATE)
                .removeFromAnnotations(KnativeView.REVISION);
    }

    private static GenericKubernetesResource changed(
            GenericKubernetesResource object, UnaryOperator<ObjectMetaBuilder> metadata) {
        GenericKubernetesResource changed = Serialization.clone(object);
        changed.setMetadata(
                metadata.apply(new ObjectMetaBuilder(object.getMetadata())).build());
        return changed;
    }

    /** With another list of traffic, and another template if there is one. */
    private static GenericKubernetesResource changed(
            GenericKubernetesResource object,
            Optional<PodTemplateSpec> template,
            List<Map<String, Object>> traffic,
            UnaryOperator<ObjectMetaBuilder> metadata) {
        Map<String, Object> spec = new LinkedHashMap<>();
        if (object.get("spec") instanceof Map<?, ?> before) {
            before.forEach((key, value) -> spec.put(String.valueOf(key), value));
        }
        template.map(KnativeTemplate::written).ifPresent(written -> spec.put("template", written));
        spec.put("traffic", traffic);
        GenericKubernetesResource changed = changed(object, metadata);
        changed.setAdditionalProperty("spec", spec);
        return changed;
    }
}

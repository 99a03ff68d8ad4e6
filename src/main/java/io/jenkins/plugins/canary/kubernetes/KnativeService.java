package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A Knative Service, which makes a revision of every template and splits the traffic between its revisions itself. One write gives
 * it the canary's template and names stable's revision in its traffic, so that nothing goes to the new revision by its being the
 * latest; from then on weights are written into the same list.
 *
 * @see <a href="https://knative.dev/docs/serving/traffic-management/">Knative: traffic management</a>
 */
final class KnativeService {
    static final Kind<GenericKubernetesResource> SERVICE =
            Kind.generic("serving.knative.dev", "v1", "Service", "services");
    static final Kind<GenericKubernetesResource> REVISION =
            Kind.generic("serving.knative.dev", "v1", "Revision", "revisions");

    /** Label on a revision's pods and objects, and on the revisions of a Service. */
    static final String OF_REVISION = "serving.knative.dev/revision";

    private static final String OF_SERVICE = "serving.knative.dev/service";

    private final KubernetesApi api;
    private final String namespace;
    private final String name;
    private final ConfigCopies copies;

    KnativeService(KubernetesApi api, String namespace, String name) {
        this.api = api;
        this.namespace = namespace;
        this.name = name;
        this.copies = new ConfigCopies(api, namespace, name);
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

    Optional<KnativeView> view(ClaimRecord claim) {
        return find().map(service -> new KnativeView(service, claim));
    }

    Optional<GenericKubernetesResource> revision(String revision) {
        return revision.isEmpty() ? Optional.empty() : api.get(REVISION, namespace, revision);
    }

    /** Whether a revision could serve; one that nobody asks has no pods and can. */
    boolean isReady(String revision) {
        return revision(revision)
                .flatMap(found -> KnativeView.condition(found, "Ready"))
                .filter("True"::equals)
                .isPresent();
    }

    List<Pod> pods(String revision) {
        return revision.isEmpty()
                ? List.of()
                : api.list(Kind.POD, namespace, Map.of(OF_REVISION, revision)).stream()
                        .filter(PodStates::isLive)
                        .toList();
    }

    /** The templates of all revisions: users may lead traffic back to any. */
    List<PodTemplateSpec> history() {
        return api.list(REVISION, namespace, Map.of(OF_SERVICE, name)).stream()
                .map(revision -> KnativeTemplate.of(revision, "", Set.of(), Set.of()))
                .toList();
    }

    /**
     * The template that a claim recorded, as its revision keeps it.
     *
     * @throws RefusedException if the revision is gone, or keeps another one
     */
    PodTemplateSpec recorded(KnativeOriginals originals) {
        return revision(originals.revision())
                .map(revision ->
                        KnativeTemplate.of(revision, originals.name(), originals.labels(), originals.annotations()))
                .filter(template -> TemplateHash.of(template).equals(originals.templateHash()))
                .orElseThrow(() -> new RefusedException("workload: Knative revision " + originals.revision()
                        + " does not keep the version before the release any more; deploy that version again by other"
                        + " means"));
    }

    /** The digests that Knative found for the images of a revision; where it does not look, the images as they are written. */
    Map<String, String> images(String revision, PodTemplateSpec template) {
        Map<String, String> images = new TreeMap<>();
        template.getSpec().getContainers().forEach(container -> images.put(container.getName(), container.getImage()));
        Object statuses = revision(revision)
                .map(found -> found.<Object>get("status", "containerStatuses"))
                .orElse(List.of());
        for (Object one : statuses instanceof List<?> list ? list : List.of()) {
            if (one instanceof Map<?, ?> status && status.get("imageDigest") instanceof String digest) {
                images.replace(String.valueOf(status.get("name")), digest);
            }
        }
        return images;
    }

    /** Begins, or goes on with, what makes a revision of the new version. */
    void begin(KnativeView view, Changes changes) {
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

    /** Whether exactly that share is wanted and, as its controllers tell, given. */
    boolean carries(KnativeView view, int weight) {
        if (weight == 0) {
            return isHome(view);
        }
        Map<String, Integer> shares = new KnativeTraffic(split(view, weight)).shares();
        return !view.canary().isEmpty() && view.traffic().shares().equals(shares) && view.isRouted(shares);
    }

    private static boolean isHome(KnativeView view) {
        if (!view.isOurs()) {
            return true;
        }
        return view.mode() == InPlaceMode.PROMOTED && view.claim().phase() == Phase.PROMOTING
                ? isPromoted(view)
                : view.isHome();
    }

    /** Whether all traffic goes to the promoted template's revision. */
    static boolean isPromoted(KnativeView view) {
        Map<String, Integer> told =
                KnativeTraffic.of(view.object().get("status", "traffic")).shares();
        return view.isSettled()
                && told.size() == 1
                && !told.containsKey(view.originals().revision())
                && view.isRouted(told);
    }

    void give(KnativeView view, int weight) {
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

    /** Sends all traffic to stable's revision; a promotion is left as it is. */
    void takeHome(KnativeView view) {
        if (view.isOurs() && view.claim().phase() != Phase.PROMOTING) {
            KnativeOriginals originals = view.originals();
            write(view, originals.traffic().home(originals.revision()));
        }
    }

    void promote(KnativeView view) {
        if (view.mode() == InPlaceMode.CANARY) {
            write(view, view.originals().traffic().promoted(view.canary()));
        }
    }

    private void write(KnativeView view, List<Map<String, Object>> traffic) {
        if (!view.traffic().found().equals(traffic)) {
            api.update(SERVICE, changed(view.object(), Optional.empty(), traffic, metadata -> metadata));
        }
    }

    /** Takes a promotion back: while the release is open its weight comes back, afterwards the version before. */
    void giveUp(KnativeView view) {
        if (view.mode() != InPlaceMode.PROMOTED) {
            return;
        }
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

    /** Goes towards a Service without any mark of the release; one write at a time. */
    void clear(KnativeView view) {
        if (!view.isOurs()) {
            return;
        }
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

package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what would make a release of an InferenceService impossible. */
final class KServePreflight {
    private static final String MODE = "serving.kserve.io/deploymentMode";

    /** Newer versions of KServe say Knative for what older ones call serverless. */
    private static final List<String> SERVERLESS = List.of("Serverless", "Knative");

    private static final List<String> RESERVED =
            List.of("canary.jenkins.io/", "serving.kserve.io/", "serving.knative.dev/");

    private final GenericKubernetesResource found;
    private final Optional<GenericKubernetesResource> knative;
    private final ConfigCopies copies;
    private final Changes changes;
    private final String who;

    /**
     * A look at an InferenceService.
     *
     * @param knative the Knative Service of its predictor; empty if there is none
     */
    KServePreflight(
            GenericKubernetesResource found,
            Optional<GenericKubernetesResource> knative,
            ConfigCopies copies,
            Changes changes) {
        this.found = found;
        this.knative = knative;
        this.copies = copies;
        this.changes = changes;
        this.who = "workload: InferenceService " + found.getMetadata().getName();
    }

    /** What is in the way. */
    List<String> problems() {
        PodTemplateSpec template = KServeTemplate.of(found);
        List<String> problems = new ArrayList<>(KServeTemplate.problems(template).stream()
                .map(problem -> who + ": " + problem)
                .toList());
        if (!problems.isEmpty()) {
            return problems;
        }
        if (KnativeView.condition(found, "Ready").filter("True"::equals).isEmpty()) {
            problems.add(who + " is not ready"
                    + KnativeView.trouble(found, "Ready")
                            .map(why -> " (" + why + ")")
                            .orElse("")
                    + "; mend it first");
        }
        TemplateChanges next = new TemplateChanges(changes, KServeTemplate.CONTAINER);
        problems.addAll(next.problems(template));
        next.labels(template).keySet().stream()
                .filter(key -> RESERVED.stream().anyMatch(key::startsWith))
                .forEach(key -> problems.add("labels." + key + ": names under " + String.join(", ", RESERVED)
                        + " are those of the release, of KServe and of Knative"));
        problems.addAll(copies.problems(changes, template));
        problems.addAll(others());
        return problems;
    }

    /** Of a manifest the predictor alone counts, so that nothing else may be different in it. */
    private List<String> others() {
        Map<?, ?> written = changes.manifests()
                .map(manifests -> manifests.workload().get("spec"))
                .filter(Map.class::isInstance)
                .map(spec -> (Map<?, ?>) spec)
                .orElse(Map.of());
        return written.keySet().stream()
                .map(String::valueOf)
                .filter(part -> !part.equals("predictor"))
                .filter(part ->
                        !String.valueOf(written.get(part)).equals(String.valueOf(found.<Object>get("spec", part))))
                .sorted()
                .map(part -> "manifests: spec." + part + " is not as it stands, and only a predictor has two versions"
                        + " side by side; apply it by itself")
                .toList();
    }

    /**
     * What must be known to put it back.
     *
     * @throws RefusedException if KServe does not split its traffic between revisions, or does so already
     */
    KServeOriginals originals() {
        mustBeServerless();
        KServeView view = new KServeView(found, Optional.empty(), knative, null);
        view.percent().filter(percent -> percent != 100).ifPresent(percent -> {
            throw new RefusedException(who + " gives " + percent + " % of its traffic to its latest revision"
                    + " (canaryTrafficPercent), so somebody else is releasing it; finish that first");
        });
        KnativeView service = new KnativeView(knative.orElseThrow(), null);
        String stable = service.latestCreated();
        if (!service.isSettled() || !service.isRouted(Map.of(stable, 100))) {
            throw new RefusedException(
                    who + " does not lead all traffic to a ready revision of its present predictor yet; wait until it"
                            + " does, or mend it");
        }
        String rolledOut = OtherKinds.text(found, "status", "components", "predictor", "latestRolledoutRevision");
        if (!rolledOut.equals(stable)) {
            throw new RefusedException(who + " has all traffic at " + stable + ", and KServe holds '" + rolledOut
                    + "' for what was rolled out last, which would be the one to go back to; wait until both are the"
                    + " same");
        }
        return new KServeOriginals(
                stable, TemplateHash.of(view.template()), view.serviceHash(), view.percent(), CopiedConfig.of(changes));
    }

    private void mustBeServerless() {
        Map<String, String> annotations =
                Optional.ofNullable(found.getMetadata().getAnnotations()).orElse(Map.of());
        String mode = Optional.of(OtherKinds.text(found, "status", "deploymentMode"))
                .filter(told -> !told.isEmpty())
                .orElse(annotations.getOrDefault(MODE, ""));
        if (!mode.isEmpty() && !SERVERLESS.contains(mode)) {
            throw new RefusedException(who + " runs in deployment mode " + mode
                    + ", in which KServe has no second revision; with the mode Serverless (Knative) it has, and in"
                    + " RawDeployment (Standard) KServe undoes what anybody else does to its Deployment");
        }
        if (found.<Object>get("spec", "canary") != null) {
            throw new RefusedException(who + " has a canary of KServe's own in spec.canary; take it away first");
        }
        if (knative.isEmpty()) {
            throw new RefusedException(who + " has no Knative Service "
                    + found.getMetadata().getName() + "-predictor, so KServe 0.11 or newer does not run it serverless");
        }
    }
}

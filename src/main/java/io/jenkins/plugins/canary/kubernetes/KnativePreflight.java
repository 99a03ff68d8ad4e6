package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what would make a release of a Knative Service impossible. */
final class KnativePreflight {
    private final KnativeService service;
    private final ConfigCopies copies;
    private final String name;
    private final Changes changes;

    KnativePreflight(KnativeService service, ConfigCopies copies, String name, Changes changes) {
        this.service = service;
        this.copies = copies;
        this.name = name;
        this.changes = changes;
    }

    /** What is in the way. */
    List<String> problems() {
        GenericKubernetesResource found = service.found();
        PodTemplateSpec template = KnativeTemplate.of(found);
        List<String> problems = new ArrayList<>();
        String left = DeploymentArms.label(found, CanaryNames.RELEASE);
        if (!left.isEmpty()) {
            problems.add(who() + " bears the label " + CanaryNames.RELEASE + " of release " + left
                    + ", which is over; take it away");
        }
        if (KnativeView.condition(found, "Ready").filter("True"::equals).isEmpty()) {
            problems.add(who() + " is not ready"
                    + KnativeView.trouble(found, "Ready")
                            .map(why -> " (" + why + ")")
                            .orElse("")
                    + "; mend it first");
        }
        problems.addAll(new TemplateChanges(changes, name).problems(template));
        new TemplateChanges(changes, name)
                .labels(template).keySet().stream()
                        .filter(key -> key.startsWith("canary.jenkins.io/") || key.startsWith("serving.knative.dev/"))
                        .forEach(key -> problems.add(
                                "labels." + key + ": names under canary.jenkins.io/ are the release's own, and those"
                                        + " under serving.knative.dev/ Knative's"));
        problems.addAll(copies.problems(changes, template));
        restorable(found).ifPresent(problems::add);
        return problems;
    }

    private String who() {
        return "workload: Knative Service " + name;
    }

    private Optional<String> restorable(GenericKubernetesResource found) {
        try {
            service.recorded(originals(found, changes));
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * What must be known to put it back.
     *
     * @throws RefusedException if it is in the middle of a rollout, or its traffic is split already
     */
    static KnativeOriginals originals(GenericKubernetesResource found, Changes changes) {
        String who = "workload: Knative Service " + found.getMetadata().getName();
        KnativeView view = new KnativeView(found, null);
        if (!view.isSettled()) {
            throw new RefusedException(who
                    + " has made no ready revision of its present template yet; wait until it has," + " or mend it");
        }
        KnativeTraffic traffic = view.traffic();
        if (!traffic.isWhole()) {
            throw new RefusedException(who + " splits its traffic already (" + traffic.shares()
                    + "), so somebody else is releasing it; finish that first");
        }
        String stable = view.latestCreated();
        if (!view.isRouted(Map.of(stable, 100))) {
            throw new RefusedException(who + " does not lead all traffic to " + stable
                    + ", the revision of its present template; bring both together first");
        }
        PodTemplateSpec template = view.template();
        ObjectMeta metadata = Optional.ofNullable(template.getMetadata()).orElseGet(ObjectMeta::new);
        return new KnativeOriginals(
                stable,
                TemplateHash.of(template),
                KnativeTemplate.name(template),
                KnativeTemplate.keys(metadata.getLabels()),
                KnativeTemplate.keys(metadata.getAnnotations()),
                traffic,
                CopiedConfig.of(changes));
    }
}

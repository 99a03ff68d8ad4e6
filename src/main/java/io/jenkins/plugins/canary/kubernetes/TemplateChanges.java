package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Puts what the user wants changed into a pod template. */
final class TemplateChanges {
    private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

    private final Changes changes;
    private final String workload;

    /**
     * Changes to a workload's template.
     *
     * @param workload the workload's name, by which a container may be meant
     */
    TemplateChanges(Changes changes, String workload) {
        this.changes = changes;
        this.workload = workload;
    }

    /** Why the changes cannot be made; sentences, empty if they can. */
    List<String> problems(PodTemplateSpec template) {
        if (changes.manifests().isPresent()) {
            return new ManifestTemplate(changes.manifests().get()).problems();
        }
        List<String> problems = new ArrayList<>();
        if (changesOne() && theContainer(template).isEmpty()) {
            problems.add("image: " + workload + " has the containers " + names(template)
                    + "; say which one is meant by writing images: {<container>: <image>}, or mark it with the annotation "
                    + DEFAULT_CONTAINER + " on the pod template");
        }
        new TreeMap<>(changes.images())
                .keySet().stream()
                        .filter(name -> find(template, name).isEmpty())
                        .forEach(name -> problems.add("images." + name + ": " + workload
                                + " has no such container; it has " + names(template)));
        changes.resources()
                .forEach((section, amounts) -> amounts.forEach((resource, amount) -> {
                    if (!isQuantity(amount)) {
                        problems.add("resources." + section + "." + resource + ": '" + amount
                                + "' is not a quantity such as 500m or 256Mi");
                    }
                }));
        changes.storageUri()
                .flatMap(uri -> KServeTemplate.noStorageUri(template))
                .ifPresent(why -> problems.add("storageUri: " + why));
        if (problems.isEmpty()
                && changes.config().isEmpty()
                && TemplateHash.of(applied(template)).equals(TemplateHash.of(template))) {
            problems.add("nothing would change: " + workload + " already runs "
                    + (changes.isEmpty() ? "this" : String.join(", ", images(template))));
        }
        return problems;
    }

    /**
     * The template with the changes.
     *
     * @throws RefusedException if they cannot be made
     */
    PodTemplateSpec applied(PodTemplateSpec template) {
        if (changes.manifests().isPresent()) {
            return new ManifestTemplate(changes.manifests().get()).read();
        }
        PodTemplateSpec changed = new PodTemplateSpecBuilder(template).build();
        if (changesOne()) {
            Container container = theContainer(changed).orElseThrow(() -> new RefusedException(problems(template)));
            changes.image().ifPresent(container::setImage);
            setEnvironment(container);
            container.setResources(resources(container.getResources()));
        }
        if (!changes.labels().isEmpty()) {
            changed = new PodTemplateSpecBuilder(changed)
                    .editOrNewMetadata()
                    .addToLabels(changes.labels())
                    .endMetadata()
                    .build();
        }
        PodTemplateSpec next = changed;
        changes.storageUri().ifPresent(uri -> KServeTemplate.setStorageUri(next, uri));
        changes.images().forEach((name, image) -> find(next, name)
                .orElseThrow(() -> new RefusedException(problems(template)))
                .setImage(image));
        return next;
    }

    /** Labels of the pods that would be others; empty values stand for those that would be gone. */
    Map<String, String> labels(PodTemplateSpec template) {
        if (changes.manifests().isEmpty() || !problems(template).isEmpty()) {
            return changes.labels();
        }
        Map<String, String> before = PromotedTemplate.labels(template);
        Map<String, String> after = PromotedTemplate.labels(applied(template));
        Map<String, String> changed = new TreeMap<>();
        before.keySet().forEach(key -> changed.put(key, after.getOrDefault(key, "")));
        changed.putAll(after);
        changed.entrySet().removeIf(label -> label.getValue().equals(before.get(label.getKey())));
        return changed;
    }

    private boolean changesOne() {
        return changes.image().isPresent()
                || !changes.env().isEmpty()
                || !changes.resources().isEmpty();
    }

    private Optional<Container> theContainer(PodTemplateSpec template) {
        List<Container> containers = template.getSpec().getContainers();
        if (containers.size() == 1) {
            return Optional.of(containers.get(0));
        }
        String marked = Optional.ofNullable(template.getMetadata())
                .map(metadata -> metadata.getAnnotations())
                .map(annotations -> annotations.get(DEFAULT_CONTAINER))
                .orElse(workload);
        return containers.stream()
                .filter(container -> container.getName().equals(marked))
                .findFirst();
    }

    private static Optional<Container> find(PodTemplateSpec template, String name) {
        return all(template)
                .filter(container -> container.getName().equals(name))
                .findFirst();
    }

    private static Stream<Container> all(PodTemplateSpec template) {
        return Images.containers(
                template.getSpec().getInitContainers(), template.getSpec().getContainers());
    }

    private static String names(PodTemplateSpec template) {
        return String.join(", ", all(template).map(Container::getName).toList());
    }

    private List<String> images(PodTemplateSpec template) {
        Stream<Container> meant = changes.images().isEmpty()
                ? theContainer(template).stream()
                : changes.images().keySet().stream().flatMap(name -> find(template, name).stream());
        Stream<String> running = meant.map(Container::getImage).filter(Objects::nonNull);
        return Stream.concat(running, changes.storageUri().stream()).toList();
    }

    private void setEnvironment(Container container) {
        List<EnvVar> variables = new ArrayList<>(container.getEnv());
        new TreeMap<>(changes.env()).forEach((name, value) -> {
            EnvVar next = new EnvVarBuilder().withName(name).withValue(value).build();
            int place = variables.stream().map(EnvVar::getName).toList().indexOf(name);
            if (place < 0) {
                variables.add(next);
            } else {
                variables.set(place, next);
            }
        });
        container.setEnv(variables);
    }

    private ResourceRequirements resources(ResourceRequirements before) {
        if (changes.resources().isEmpty()) {
            return before;
        }
        ResourceRequirements next =
                before == null ? new ResourceRequirements() : new ResourceRequirementsBuilder(before).build();
        next.setRequests(merged(next.getRequests(), changes.resources().getOrDefault("requests", Map.of())));
        next.setLimits(merged(next.getLimits(), changes.resources().getOrDefault("limits", Map.of())));
        return next;
    }

    private static Map<String, Quantity> merged(Map<String, Quantity> before, Map<String, String> next) {
        Map<String, Quantity> merged = new LinkedHashMap<>(before == null ? Map.of() : before);
        next.forEach((resource, amount) -> merged.put(resource, new Quantity(amount)));
        return merged;
    }

    private static boolean isQuantity(String amount) {
        try {
            return new Quantity(amount).getNumericalAmount().signum() >= 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What stable becomes: the canary's own template under stable's labels and annotations, with the images that were judged. */
final class PromotedTemplate {
    /** What only a canary's pods carry. */
    private static final Set<String> OURS = Set.of(CanaryNames.TRACK, CanaryNames.RELEASE);

    private PromotedTemplate() {}

    /**
     * The images of the containers in which the canary differs from stable, of all if it differs elsewhere. One that is new and
     * named by a tag is pinned to what the pods really run: the tag may point elsewhere by now.
     *
     * @throws RefusedException if the pods do not all run the same
     */
    static Map<String, String> images(PodTemplateSpec stable, PodTemplateSpec canary, Collection<Pod> pods) {
        Map<String, Container> before = new LinkedHashMap<>();
        containers(stable).forEach(container -> before.put(container.getName(), container));
        Map<String, String> images = new LinkedHashMap<>();
        containers(canary)
                .filter(container -> !container.equals(before.get(container.getName())))
                .forEach(container -> images.put(container.getName(), judged(container, before, pods)));
        if (images.isEmpty()) {
            containers(canary).forEach(container -> images.put(container.getName(), container.getImage()));
        }
        return images;
    }

    private static String judged(Container container, Map<String, Container> before, Collection<Pod> pods) {
        String image = container.getImage();
        Container old = before.get(container.getName());
        if (old != null && image.equals(old.getImage())) {
            return image;
        }
        Set<String> run = new TreeSet<>();
        for (Pod pod : pods) {
            Images.status(pod, container.getName())
                    .ifPresent(status -> run.add(Images.pinned(image, status.getImageID())));
        }
        if (run.size() != 1) {
            throw new RefusedException(
                    "the canary's pods do not all run the same image in container " + container.getName()
                            + ": " + (run.isEmpty() ? "none of them runs yet" : String.join(", ", run))
                            + "; name the image by its digest instead of the tag in " + image);
        }
        return run.iterator().next();
    }

    /**
     * The template, with these images.
     *
     * @param selected keys of the labels that pods are told apart by, which stay stable's
     */
    static PodTemplateSpec of(
            PodTemplateSpec stable, Set<String> selected, PodTemplateSpec canary, Map<String, String> images) {
        Map<String, String> labels = new LinkedHashMap<>(labels(canary));
        labels.keySet().removeAll(OURS);
        labels.keySet().removeAll(selected);
        labels(stable).forEach((key, value) -> {
            if (selected.contains(key)) {
                labels.put(key, value);
            }
        });
        PodTemplateSpec promoted = new PodTemplateSpecBuilder(canary)
                .editOrNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .build();
        return pinned(promoted, images);
    }

    /** A template with these images. */
    static PodTemplateSpec pinned(PodTemplateSpec template, Map<String, String> images) {
        PodTemplateSpec pinned = new PodTemplateSpecBuilder(template).build();
        containers(pinned)
                .filter(container -> images.containsKey(container.getName()))
                .forEach(container -> container.setImage(images.get(container.getName())));
        return pinned;
    }

    static Map<String, String> labels(PodTemplateSpec template) {
        return template.getMetadata() == null || template.getMetadata().getLabels() == null
                ? Map.of()
                : template.getMetadata().getLabels();
    }

    private static Stream<Container> containers(PodTemplateSpec template) {
        List<Container> initial = template.getSpec().getInitContainers();
        return Images.containers(initial, template.getSpec().getContainers());
    }
}

package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The version that something else is to give stable, such as a GitOps controller, and how it is known when it stands there: the
 * whole pod specification must be the canary's, each image by its judged digest or by a name that pods resolve to it. Labels and
 * annotations do not count: the other tool has its own, and charts write versions into them. Pure.
 *
 * @param canary the canary's template as it was written
 * @param images container name to the image that was judged
 */
record AwaitedTemplate(PodTemplateSpec canary, Map<String, String> images) {
    /** Whether a template is the awaited one. What a tag means is told by the pods alone. */
    boolean is(PodTemplateSpec live) {
        return TemplateHash.of(bare(judged(live))).equals(TemplateHash.of(bare(judged(canary))));
    }

    /** Whether no pod is known to run something else than was judged. */
    boolean isRunBy(Collection<Pod> pods) {
        return pods.stream().map(Images::running).allMatch(running -> images.entrySet().stream()
                .allMatch(image -> mayBe(running.get(image.getKey()), image.getValue())));
    }

    private static boolean mayBe(String running, String judged) {
        return running == null
                || !Images.hasDigest(running)
                || !Images.hasDigest(judged)
                || Images.untagged(running).equals(Images.untagged(judged));
    }

    /** The template, with judged images under whatever name for them it has. */
    private PodTemplateSpec judged(PodTemplateSpec template) {
        Map<String, String> written = new HashMap<>();
        containers(canary).forEach(container -> written.put(container.getName(), container.getImage()));
        PodTemplateSpec judged = new PodTemplateSpecBuilder(template).build();
        containers(judged).forEach(container -> {
            String name = container.getName();
            String image = images.getOrDefault(name, written.getOrDefault(name, ""));
            if (isNameFor(container.getImage(), image, written.getOrDefault(name, ""))) {
                container.setImage(image);
            }
        });
        return judged;
    }

    /** A tag is a name for it if the canary has the same, or if the canary has none. */
    private static boolean isNameFor(String name, String image, String written) {
        if (name.equals(written) || Images.untagged(name).equals(Images.untagged(image)) && Images.hasDigest(name)) {
            return true;
        }
        return !Images.hasDigest(name)
                && Images.hasDigest(written)
                && Images.repository(name).equals(Images.repository(image));
    }

    private static PodTemplateSpec bare(PodTemplateSpec template) {
        return new PodTemplateSpecBuilder(template).withMetadata(null).build();
    }

    private static Stream<Container> containers(PodTemplateSpec template) {
        List<Container> initial = template.getSpec().getInitContainers();
        return Images.containers(initial, template.getSpec().getContainers());
    }
}

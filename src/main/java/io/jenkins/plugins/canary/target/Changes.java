package io.jenkins.plugins.canary.target;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What makes the canary differ from stable. Everything else is stable's own template as it stands when the release starts.
 *
 * <p>{@code image}, {@code env} and {@code resources} change <em>the</em> container: the only one, or the one that
 * {@code kubectl.kubernetes.io/default-container} or the workload's own name points at; where none of these tells, the
 * adapter refuses and asks for {@code images}.
 *
 * @param image image of the container
 * @param images container name to image, for several containers
 * @param env environment variables to set on the container
 * @param resources {@code requests} and {@code limits}, each resource name to quantity
 * @param labels labels to set on the pods, such as {@code version}
 * @param config which ConfigMaps and Secrets have other contents
 * @param manifests what the pods are made of instead of stable's template
 * @param autoscaling what scales the pods; it makes no other version of them
 * @param storageUri where the model comes from, for workloads that serve one
 * @param found name of the workload that something else made as the canary; then there are no other changes
 */
public record Changes(
        Optional<String> image,
        Map<String, String> images,
        Map<String, String> env,
        Map<String, Map<String, String>> resources,
        Map<String, String> labels,
        ConfigChanges config,
        Optional<Manifests> manifests,
        Autoscaling autoscaling,
        Optional<String> storageUri,
        Optional<String> found) {
    /** Changes of nothing. */
    public static final Changes NONE =
            new Changes(Optional.empty(), Map.of(), Map.of(), Map.of(), Map.of(), ConfigChanges.NONE);

    /** Changes of stable's template. */
    public Changes(
            Optional<String> image,
            Map<String, String> images,
            Map<String, String> env,
            Map<String, Map<String, String>> resources,
            Map<String, String> labels,
            ConfigChanges config) {
        this(
                image,
                images,
                env,
                resources,
                labels,
                config,
                Optional.empty(),
                Autoscaling.NONE,
                Optional.empty(),
                Optional.empty());
    }

    /** Copies the maps. */
    public Changes {
        Objects.requireNonNull(image, "image");
        images = Map.copyOf(images);
        env = Map.copyOf(env);
        resources = Map.copyOf(resources);
        labels = Map.copyOf(labels);
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(manifests, "manifests");
        Objects.requireNonNull(autoscaling, "autoscaling");
        Objects.requireNonNull(storageUri, "storageUri");
        Objects.requireNonNull(found, "found");
    }

    /** A new image for the container and nothing else. */
    public static Changes image(String image) {
        return new Changes(Optional.of(image), Map.of(), Map.of(), Map.of(), Map.of(), ConfigChanges.NONE);
    }

    /** A canary that something else made as a workload of that name. */
    public static Changes found(String canary) {
        return new Changes(
                Optional.empty(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                ConfigChanges.NONE,
                Optional.empty(),
                Autoscaling.NONE,
                Optional.empty(),
                Optional.of(canary));
    }

    /** The same with other labels. */
    public Changes withLabels(Map<String, String> next) {
        return new Changes(image, images, env, resources, next, config, manifests, autoscaling, storageUri, found);
    }

    /** The same with other contents of ConfigMaps and Secrets. */
    public Changes withConfig(ConfigChanges next) {
        return new Changes(image, images, env, resources, labels, next, manifests, autoscaling, storageUri, found);
    }

    /** The same with a template of its own. */
    public Changes withManifests(Manifests next) {
        return new Changes(
                image, images, env, resources, labels, config, Optional.of(next), autoscaling, storageUri, found);
    }

    /** The same, scaled by that. */
    public Changes withAutoscaling(Autoscaling next) {
        return new Changes(image, images, env, resources, labels, config, manifests, next, storageUri, found);
    }

    /** The same with a model from there. */
    public Changes withStorageUri(String next) {
        return new Changes(
                image, images, env, resources, labels, config, manifests, autoscaling, Optional.of(next), found);
    }

    /** Whether the canary would be the same as stable. */
    public boolean isEmpty() {
        return image.isEmpty()
                && images.isEmpty()
                && env.isEmpty()
                && resources.isEmpty()
                && labels.isEmpty()
                && config.isEmpty()
                && manifests.isEmpty()
                && storageUri.isEmpty()
                && found.isEmpty();
    }
}

package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which images pods run.
 *
 * @see <a href="https://github.com/distribution/reference/blob/main/reference.go">Distribution: grammar of image references</a>
 */
final class Images {
    private static final Pattern DIGEST = Pattern.compile("@([a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-fA-F]{32,})$");

    private Images() {}

    /** Container name to image as run, for the containers that the pod's own specification names. */
    static Map<String, String> running(Pod pod) {
        Map<String, String> images = new LinkedHashMap<>();
        containers(pod.getSpec().getInitContainers(), pod.getSpec().getContainers())
                .forEach(container -> images.put(
                        container.getName(),
                        status(pod, container.getName())
                                .map(status -> pinned(container.getImage(), status.getImageID()))
                                .orElse(container.getImage())));
        return images;
    }

    /**
     * The image with the digest that the node tells; as it stands if it has one already, or if the node tells none. Nodes tell it
     * as {@code repository@digest} (containerd), after {@code docker-pullable://} (Docker), or not at all (an image that was never
     * pulled has only an identity that no registry knows).
     */
    static String pinned(String image, String imageId) {
        Matcher digest = DIGEST.matcher(imageId == null ? "" : imageId);
        if (hasDigest(image) || !digest.find()) {
            return image;
        }
        return repository(image) + "@" + digest.group(1);
    }

    /** Whether the image is named by its contents. */
    static boolean hasDigest(String image) {
        return DIGEST.matcher(image).find();
    }

    /** Where the image comes from: its name without tag and digest. */
    static String repository(String image) {
        String name = DIGEST.matcher(image).replaceFirst("");
        int tag = name.lastIndexOf(':'); // in the last part it begins a tag, before it a port
        return tag > name.lastIndexOf('/') ? name.substring(0, tag) : name;
    }

    /** The image without a tag beside its digest; without a digest, as it stands. */
    static String untagged(String image) {
        Matcher digest = DIGEST.matcher(image);
        return digest.find() ? repository(image) + digest.group() : image;
    }

    /** Whether the container was started, so that the node knows what it runs. */
    static Optional<ContainerStatus> status(Pod pod, String container) {
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        return statuses(pod)
                .filter(status -> status.getName().equals(container))
                .filter(status ->
                        status.getImageID() != null && !status.getImageID().isEmpty())
                .findFirst();
    }

    private static Stream<ContainerStatus> statuses(Pod pod) {
        return Stream.concat(
                pod.getStatus().getInitContainerStatuses().stream(), pod.getStatus().getContainerStatuses().stream());
    }

    static Stream<Container> containers(List<Container> initial, List<Container> main) {
        return Stream.concat(initial.stream(), main.stream());
    }
}

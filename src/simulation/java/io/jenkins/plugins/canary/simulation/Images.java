package io.jenkins.plugins.canary.simulation;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Which image behaves how. Safe for use by several threads. */
final class Images {
    private final Map<String, ImageBehaviour> known = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();

    /** From now on, also for containers that run already. */
    void behave(String image, ImageBehaviour behaviour) {
        known.put(image, behaviour);
        version.incrementAndGet();
    }

    ImageBehaviour of(String image) {
        return known.getOrDefault(image, ImageBehaviour.SOUND);
    }

    /** How often the answer was changed. */
    long version() {
        return version.get();
    }

    /** An image as the cluster tells it once it is there: repository and digest, which follows from the name alone. */
    static String id(String image) {
        int at = image.indexOf('@');
        if (at >= 0) {
            return repository(image.substring(0, at)) + image.substring(at);
        }
        return repository(image) + "@sha256:" + Hashes.sha256(image);
    }

    /** What is written behind the image's name: a tag, or nothing. */
    static Optional<String> tag(String image) {
        int colon = image.lastIndexOf(':');
        return image.contains("@") || colon <= image.lastIndexOf('/')
                ? Optional.empty()
                : Optional.of(image.substring(colon + 1));
    }

    private static String repository(String image) {
        int colon = image.lastIndexOf(':');
        return colon > image.lastIndexOf('/') ? image.substring(0, colon) : image;
    }
}

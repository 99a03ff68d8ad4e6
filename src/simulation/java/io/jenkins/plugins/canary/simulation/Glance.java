package io.jenkins.plugins.canary.simulation;

import io.jenkins.plugins.canary.kubernetes.Kind;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What one controller saw when it acted last, so that it is asked again only when it would see something else.
 *
 * @param versions how often the kinds that it looked at had been changed before it did anything
 * @param images how often the behaviour of images had been changed
 * @param next when it wants to be asked anyway
 */
record Glance(Map<Kind<?>, Long> versions, long images, Optional<Instant> next) {
    /** Of one that never acted. */
    static final Glance NONE = new Glance(Map.of(), -1, Optional.empty());

    Glance {
        versions = Map.copyOf(versions);
    }

    /** Whether it would find everything as it was, and asked for nothing until then. */
    boolean stillHolds(SimulatedApi api, String namespace, long imagesNow, Instant now) {
        return images == imagesNow
                && next.filter(time -> !time.isAfter(now)).isEmpty()
                && versions.entrySet().stream()
                        .allMatch(looked -> looked.getValue() == api.version(looked.getKey(), namespace));
    }
}

package io.jenkins.plugins.canary.target;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a router will bring traffic to the canary, found by looking at the cluster once, before the release starts, and
 * recorded in the claim so that nobody has to find it again.
 *
 * @param separation what the canary's pods and Services must look like for this router
 * @param services stable's Services through which the traffic comes; with {@link Separation#OWN_SERVICE} each gets a twin
 *     {@code <service>-canary}
 * @param originals what the router must know to put the routes back
 * @param found the canary, where something else made it; then its Service has the name that is found
 */
public record RoutePlan(
        Separation separation, List<String> services, Originals originals, Optional<FoundCanary> found) {
    /** For a canary that the release makes. */
    public RoutePlan(Separation separation, List<String> services, Originals originals) {
        this(separation, services, originals, Optional.empty());
    }

    /** Copies the list. */
    public RoutePlan {
        Objects.requireNonNull(separation, "separation");
        services = List.copyOf(services);
        Objects.requireNonNull(originals, "originals");
        Objects.requireNonNull(found, "found");
    }
}

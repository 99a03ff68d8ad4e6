package io.jenkins.plugins.canary.traffic;

import java.util.Map;
import java.util.Optional;

/**
 * Stable and canary are subsets of one Service.
 *
 * @param host the Service
 * @param twins stable's subsets, each with the canary's that was made after it
 * @param guard the subset that a destination of this host without one gets while a canary may stand, because it would reach
 *     the canary's pods too; empty if all had one
 */
record SubsetArms(ServiceHost host, Map<String, String> twins, Optional<String> guard) implements Arms {
    @Override
    public boolean isStable(Map<String, Object> destination) {
        return host.in(destination)
                && Fields.text(destination, "subset").filter(twins::containsKey).isPresent();
    }

    @Override
    public boolean isCanary(Map<String, Object> destination) {
        return host.in(destination)
                && Fields.text(destination, "subset")
                        .filter(twins::containsValue)
                        .isPresent();
    }

    @Override
    public Map<String, Object> canaryOf(Map<String, Object> stable) {
        String subset = Fields.text(stable, "subset").orElseThrow();
        return Fields.with(stable, "subset", twins.get(subset));
    }

    @Override
    public Map<String, Object> guarded(Map<String, Object> destination) {
        return guard.isPresent()
                        && host.in(destination)
                        && Fields.text(destination, "subset").isEmpty()
                ? Fields.with(destination, "subset", guard.get())
                : destination;
    }

    @Override
    public Map<String, Object> unguarded(Map<String, Object> destination) {
        return host.in(destination)
                        && guard.isPresent()
                        && Fields.text(destination, "subset").equals(guard)
                ? Fields.without(destination, "subset")
                : destination;
    }
}

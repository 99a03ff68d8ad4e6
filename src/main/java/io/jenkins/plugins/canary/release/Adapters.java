package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.notify.Gatekeeper;
import io.jenkins.plugins.canary.target.Claim;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.TrafficRouter;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.Workload;
import java.util.Objects;
import java.util.function.Function;

/**
 * What the engine is handed of the world: one set for one driver of one target.
 *
 * @param routers makes the router that a specification, or the claim, asks for
 * @param sources finds a metric source by its name; throws {@link io.jenkins.plugins.canary.target.RefusedException} for an
 *     unknown one
 * @param gatekeeper asks the gates that a specification names
 */
public record Adapters(
        Claim claim,
        Workload workload,
        Function<TrafficSpec, TrafficRouter> routers,
        Function<String, MetricSource> sources,
        Journal journal,
        Gatekeeper gatekeeper) {
    /** Checks that nothing is missing. */
    public Adapters {
        Objects.requireNonNull(claim, "claim");
        Objects.requireNonNull(workload, "workload");
        Objects.requireNonNull(routers, "routers");
        Objects.requireNonNull(sources, "sources");
        Objects.requireNonNull(journal, "journal");
        Objects.requireNonNull(gatekeeper, "gatekeeper");
    }

    /** The same for releases without gates. */
    public Adapters(
            Claim claim,
            Workload workload,
            Function<TrafficSpec, TrafficRouter> routers,
            Function<String, MetricSource> sources,
            Journal journal) {
        this(claim, workload, routers, sources, journal, Gatekeeper.NOBODY);
    }

    /** The router that the claim names. */
    TrafficRouter router(ClaimRecord claim) {
        return routers.apply(claim.traffic());
    }
}

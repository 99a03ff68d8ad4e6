package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.kubernetes.ClusterPods;
import io.jenkins.plugins.canary.kubernetes.FencedApi;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.kubernetes.LeaseClaim;
import io.jenkins.plugins.canary.kubernetes.Workloads;
import io.jenkins.plugins.canary.metrics.ClusterSource;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.notify.Gatekeeper;
import io.jenkins.plugins.canary.release.Adapters;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.traffic.Routers;
import java.time.Clock;
import java.util.function.Function;

/** Makes the engine's adapters for one target. */
final class Wiring {
    private Wiring() {}

    /** Adapters for a release without gates. */
    static Adapters adapters(
            KubernetesApi api, Target target, Clock clock, Function<String, MetricSource> sources, Journal journal) {
        return adapters(api, target, clock, sources, journal, Gatekeeper.NOBODY);
    }

    static Adapters adapters(
            KubernetesApi api,
            Target target,
            Clock clock,
            Function<String, MetricSource> sources,
            Journal journal,
            Gatekeeper gatekeeper) {
        LeaseClaim claim = new LeaseClaim(api, target.namespace(), target.workload(), clock);
        KubernetesApi fenced = new FencedApi(api, claim);
        return new Adapters(
                claim,
                Workloads.create(fenced, target.namespace(), target.workload(), clock),
                traffic -> Routers.create(traffic, fenced, target.namespace(), target.workload()),
                withCluster(new ClusterSource(new ClusterPods(api, target.namespace(), clock)), sources),
                journal,
                gatekeeper);
    }

    /** The target's own cluster is a source that needs no address. */
    private static Function<String, MetricSource> withCluster(
            MetricSource cluster, Function<String, MetricSource> sources) {
        return name -> name.equals(ClusterSource.NAME) ? cluster : sources.apply(name);
    }
}

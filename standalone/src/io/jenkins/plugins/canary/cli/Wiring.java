package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.kubernetes.DeploymentWorkload;
import io.jenkins.plugins.canary.kubernetes.FencedApi;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.kubernetes.LeaseClaim;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.release.Adapters;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.target.WorkloadName;
import io.jenkins.plugins.canary.traffic.Routers;
import java.time.Clock;
import java.util.function.Function;

/** Makes the engine's adapters for one target. */
final class Wiring {
    private Wiring() {}

    static Adapters adapters(
            KubernetesApi api, Target target, Clock clock, Function<String, MetricSource> sources, Journal journal) {
        if (!target.workload().kind().equals(WorkloadName.DEPLOYMENT)) {
            throw new RefusedException("workload: " + target.workload() + " is a "
                    + target.workload().kind() + "; only Deployments can be released");
        }
        LeaseClaim claim = new LeaseClaim(api, target.namespace(), target.workload(), clock);
        KubernetesApi fenced = new FencedApi(api, claim);
        return new Adapters(
                claim,
                new DeploymentWorkload(fenced, target.namespace(), target.workload(), clock),
                traffic -> Routers.create(traffic, fenced, target.namespace(), target.workload()),
                sources,
                journal);
    }
}

package io.jenkins.plugins.canary.run;

import io.jenkins.plugins.canary.config.Connections;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.kubernetes.ClusterPods;
import io.jenkins.plugins.canary.kubernetes.FencedApi;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.kubernetes.LeaseClaim;
import io.jenkins.plugins.canary.kubernetes.Workloads;
import io.jenkins.plugins.canary.metrics.ClusterSource;
import io.jenkins.plugins.canary.notify.Gatekeeper;
import io.jenkins.plugins.canary.release.Adapters;
import io.jenkins.plugins.canary.target.Claim;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.traffic.Routers;
import java.time.Clock;

/** How a target is reached from here: by the configured cluster, on behalf of Jenkins. Calls nobody until it is used. */
public final class Reach {
    private final Target target;
    private final Clock clock;

    private Reach(Target target, Clock clock) {
        this.target = target;
        this.clock = clock;
    }

    /** The way to a target. */
    public static Reach of(Target target) {
        return new Reach(target, Clockwork.get().clock());
    }

    /**
     * A new set of adapters, for one driver.
     *
     * @throws io.jenkins.plugins.canary.target.RefusedException if no such cluster is configured
     */
    public Adapters adapters(Journal journal) {
        return adapters(journal, new Questions());
    }

    /** The same for a release whose questions can be cut short. */
    Adapters adapters(Journal journal, Questions questions) {
        LeaseClaim claim = claim(api());
        return adapters(
                claim,
                new FencedApi(api(), claim),
                journal,
                questions,
                Announcements.get().gatekeeper());
    }

    /** The same for whoever may look and no more: whatever would write is refused. */
    Adapters lookingOnly(Journal journal, Questions questions) {
        KubernetesApi closed = FencedApi.closed(api());
        return adapters(claim(closed), closed, journal, questions, Gatekeeper.NOBODY);
    }

    private Adapters adapters(
            Claim claim, KubernetesApi api, Journal journal, Questions questions, Gatekeeper gatekeeper) {
        ClusterSource cluster = new ClusterSource(new ClusterPods(api, target.namespace(), clock));
        return new Adapters(
                claim,
                Workloads.create(api, target.namespace(), target.workload(), clock),
                traffic -> Routers.create(traffic, api, target.namespace(), target.workload()),
                name -> questions.of(
                        name.equals(ClusterSource.NAME)
                                ? cluster
                                : Connections.get().source(name)),
                journal,
                gatekeeper);
    }

    /** The claim alone. */
    Claim claim() {
        return claim(api());
    }

    private LeaseClaim claim(KubernetesApi api) {
        return new LeaseClaim(api, target.namespace(), target.workload(), clock);
    }

    private KubernetesApi api() {
        return Connections.get().cluster(target.cluster());
    }
}

package io.jenkins.plugins.canary.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.kubernetes.Clients;
import io.jenkins.plugins.canary.kubernetes.FabricKubernetesApi;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.metrics.PrometheusAccess;
import io.jenkins.plugins.canary.metrics.PrometheusSource;
import io.jenkins.plugins.canary.notify.Gatekeeper;
import io.jenkins.plugins.canary.release.Adapters;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.release.Rollout;
import io.jenkins.plugins.canary.simulation.Simulation;
import io.jenkins.plugins.canary.simulation.Totals;
import io.jenkins.plugins.canary.target.Holder;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** One release in one simulated world, from its first tick to its last. */
final class Rehearsal {
    private static final Holder HOLDER = new Holder("rehearsal", "", "canary rehearse");

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Simulation simulation;
    private final ReleaseSpec spec;
    private final Journal journal;
    private final Console console;
    private final Optional<Double> speed;

    Rehearsal(Simulation simulation, ReleaseSpec spec, Journal journal, Console console, Optional<Double> speed) {
        this.simulation = simulation;
        this.spec = spec;
        this.journal = journal;
        this.console = console;
        this.speed = speed;
    }

    /** Runs the release to its end and says how it ended. */
    ExitCode run() throws InterruptedException {
        Time time = new SimulatedTime(simulation, speed);
        try (KubernetesClient client = Clients.ofKubeconfig(simulation.cluster().kubeconfig());
                Course course =
                        new Course(console, journal, Announcer.SILENT, time, time, Interruption.awaited(PATIENCE))) {
            Release release = new Release("rehearsal-1", HOLDER, spec, adapters(client));
            ExitCode code = course.run(new Rollout(release), new RollbackOf(release));
            tellTotals();
            return code;
        }
    }

    private Adapters adapters(KubernetesClient client) {
        MetricSource source =
                new PrometheusSource(PrometheusAccess.of("prometheus", URI.create(simulation.prometheusUrl())));
        return Wiring.adapters(
                new FabricKubernetesApi(client),
                spec.target(),
                simulation.clock(),
                name -> source,
                journal,
                Gatekeeper.NOBODY);
    }

    private void tellTotals() {
        Totals totals = simulation.totals();
        console.line(String.format(
                Locale.ROOT,
                "The new version answered %,d requests, %,d of them with an error; %,d requests found no server.",
                totals.canaryRequests(),
                totals.canaryBad(),
                totals.lost()));
    }
}

package io.jenkins.plugins.canary.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.kubernetes.Clients;
import io.jenkins.plugins.canary.kubernetes.DeploymentWorkload;
import io.jenkins.plugins.canary.kubernetes.FabricKubernetesApi;
import io.jenkins.plugins.canary.kubernetes.FencedApi;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.kubernetes.LeaseClaim;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.metrics.PrometheusAccess;
import io.jenkins.plugins.canary.metrics.PrometheusSource;
import io.jenkins.plugins.canary.release.Adapters;
import io.jenkins.plugins.canary.release.Progress;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.ReleaseResult;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.release.Retrospect;
import io.jenkins.plugins.canary.release.Rollback;
import io.jenkins.plugins.canary.release.Rollout;
import io.jenkins.plugins.canary.report.HtmlReport;
import io.jenkins.plugins.canary.report.ReleaseReport;
import io.jenkins.plugins.canary.simulation.Simulation;
import io.jenkins.plugins.canary.simulation.Totals;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.traffic.Routers;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** One release in one simulated world, from its first tick to its last. */
final class Rehearsal {
    private static final Holder HOLDER = new Holder("rehearsal", "", "canary rehearse");

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
        try (KubernetesClient client = Clients.ofKubeconfig(simulation.cluster().kubeconfig());
                Interruption interruption = Interruption.awaited()) {
            Release release = new Release("rehearsal-1", HOLDER, spec, adapters(client));
            Driver driver = new Driver(new SimulatedTime(simulation, speed), console, journal);
            Progress end = driver.run(new Rollout(release), interruption::requested);
            if (end instanceof Progress.Waiting) {
                end = driver.run(
                        new Rollback(release.adapters(), HOLDER, Outcome.ABORTED, "interrupted by the user"),
                        () -> false);
                return told(end, ExitCode.INTERRUPTED);
            }
            return told(end, codeOf(end));
        }
    }

    /** The report of what happened, as one page. */
    String html() {
        return new HtmlReport(HtmlReport.echartsOnClassPath())
                .page(ReleaseReport.of(journal.entries(), Retrospect.looks(spec, journal.entries())));
    }

    private Adapters adapters(KubernetesClient client) {
        Target target = spec.target();
        FabricKubernetesApi api = new FabricKubernetesApi(client);
        LeaseClaim claim = new LeaseClaim(api, target.namespace(), target.workload(), simulation.clock());
        KubernetesApi fenced = new FencedApi(api, claim);
        MetricSource source =
                new PrometheusSource(PrometheusAccess.of("prometheus", URI.create(simulation.prometheusUrl())));
        return new Adapters(
                claim,
                new DeploymentWorkload(fenced, target.namespace(), target.workload(), simulation.clock()),
                traffic -> Routers.create(traffic, fenced, target.namespace(), target.workload()),
                name -> source,
                journal);
    }

    private static ExitCode codeOf(Progress end) {
        return end instanceof Progress.Done done ? ExitCode.of(done.result()) : ExitCode.FAILED;
    }

    private ExitCode told(Progress end, ExitCode code) {
        if (end instanceof Progress.Done done) {
            ReleaseResult result = done.result();
            console.line(result.outcome().map(Outcome::name).orElse("DONE") + ": " + result.reason());
        } else if (end instanceof Progress.Failed failed) {
            console.line("FAILED: " + failed.reason());
        }
        Totals totals = simulation.totals();
        console.line(String.format(
                Locale.ROOT,
                "The new version answered %,d requests, %,d of them with an error; %,d requests found no server.",
                totals.canaryRequests(),
                totals.canaryBad(),
                totals.lost()));
        return code;
    }
}

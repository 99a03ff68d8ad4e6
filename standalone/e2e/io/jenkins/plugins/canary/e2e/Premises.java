package io.jenkins.plugins.canary.e2e;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.jenkins.plugins.canary.cli.InProcess;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.Totals;
import io.jenkins.plugins.canary.simulation.TrafficMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A namespace in which a workload serves users, and the commands that release it there. */
final class Premises implements AutoCloseable {
    static final int REPLICAS = 4;

    /** Enough for a judgement in seconds. */
    private static final double RPS = 20_000;

    private static final String METRICS = """
            {errorRatio: {total: 'http_requests_total{namespace="{{namespace}}",pod=~"{{pods}}"}',
              bad: 'http_requests_total{namespace="{{namespace}}",pod=~"{{pods}}",code=~"5.."}'}}""";

    /** After so many, seconds apart, there is a past to look at. */
    private static final int SCRAPES = 10;

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Lab lab;
    private final String kind;
    private final String namespace = Lab.newName();
    private final Scratch scratch = new Scratch("shop");

    /** An empty namespace for a workload of a kind, in small letters. */
    Premises(Lab lab, String kind) {
        this.lab = lab;
        this.kind = kind;
        lab.client()
                .namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        lab.kubelet().serve(namespace);
    }

    /** Users come, and are counted from when all of them are served and the rest is as it should be too. */
    void open(Scenario scenario, Callable<Boolean> furnished) {
        lab.users().come(namespace, scenario.withRps(RPS));
        await("the shop is open").until(() -> traffic().lost() == 0 && furnished.call());
        lab.users().countAnew(namespace);
    }

    static ConditionFactory await(String what) {
        return Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions();
    }

    String namespace() {
        return namespace;
    }

    Path directory() {
        return scratch.directory();
    }

    Path journal() {
        return scratch.path("journal.jsonl");
    }

    /** A specification that takes seconds; more are lines of its own. */
    Path spec(String image, String traffic, List<Integer> weights, String more) {
        return spec(image, traffic, weights, METRICS, "5s", more);
    }

    /** The same with other metrics, as they stand in a list of YAML, and for a time that nothing passes before. */
    Path spec(String image, String traffic, List<Integer> weights, String metrics, String minDuration, String more) {
        return scratch.write("canary.yaml", """
                namespace: %s
                workload: %s
                image: %s
                traffic: %s
                weights: %s
                hold: 4s
                source: prometheus
                metrics: [%s]
                minDuration: %s
                maxDuration: 4m
                warmUp: 1s
                readyDeadline: 4m
                promoteDeadline: 4m
                drain: 2s
                %s
                """.formatted(
                        namespace, workload(), image, traffic, weights, metrics, minDuration, more));
    }

    /** The same of a canary that something else made. */
    Path specOf(String canary, String traffic) {
        return scratch.write("canary.yaml", """
                namespace: %s
                stable: %s
                canary: %s
                traffic: %s
                hold: 4s
                source: prometheus
                metrics:
                - errorRatio:
                    total: 'http_requests_total{namespace="{{namespace}}",pod=~"{{pods}}"}'
                    bad: 'http_requests_total{namespace="{{namespace}}",pod=~"{{pods}}",code=~"5.."}'
                minDuration: 5s
                maxDuration: 4m
                warmUp: 1s
                promoteDeadline: 4m
                drain: 2s
                """.formatted(namespace, Scenery.NAME, canary, traffic));
    }

    /** Begins a release, once the Prometheus knows all pods. */
    Command run(Path spec, String prometheus) {
        return run("run", spec, prometheus);
    }

    /** Begins a part of a release, once the Prometheus knows as many pods as a shop begins with. */
    Command run(String verb, Path spec, String prometheus, String... more) {
        await("Prometheus has scraped the shop").until(() -> Prometheus.scraped(prometheus, namespace) >= REPLICAS);
        List<String> arguments = new ArrayList<>(runs(verb, spec, prometheus));
        arguments.addAll(List.of(more));
        return command(arguments);
    }

    private List<String> runs(String verb, Path spec, String prometheus) {
        return List.of(
                verb,
                spec.toString(),
                "--source",
                "prometheus=" + prometheus,
                "--journal",
                journal().toString());
    }

    /** Takes back what a specification says. */
    Command rollback(Path spec) {
        return command(List.of("rollback", spec.toString()));
    }

    /** Takes back whatever stands, knowing nothing but the names. */
    Command rollback() {
        return command(List.of("rollback", "--namespace", namespace, "--workload", workload()));
    }

    /** Begins a release in this process and waits for its end, once exporters have answered the Prometheus for a while. */
    InProcess.Ended runHere(Path spec, String prometheus) {
        await("Prometheus has scraped the exporters")
                .until(() -> Prometheus.answered(prometheus, namespace) >= SCRAPES);
        return InProcess.run(withCluster(runs("run", spec, prometheus)));
    }

    private Command command(List<String> arguments) {
        return Command.start(directory(), withCluster(arguments));
    }

    private List<String> withCluster(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--kubeconfig", lab.kubeconfig().toString()));
        return all;
    }

    private String workload() {
        return kind + "/" + Scenery.NAME;
    }

    /** The phase that the claim tells; empty without a claim. */
    String phase() {
        return lab.read("/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases/canary-" + kind + "-"
                        + Scenery.NAME)
                .map(lease -> lease.at("/metadata/annotations/canary.jenkins.io~1claim")
                        .asText())
                .map(claim -> claim.replaceAll("(?s).*\"phase\"\\s*:\\s*\"(\\w+)\".*", "$1"))
                .orElse("");
    }

    /** Where the traffic goes at this moment. */
    TrafficMap traffic() {
        return TrafficMap.of(lab.cluster(), namespace, Scenery.NAME);
    }

    Totals totals() {
        return lab.users().totals(namespace);
    }

    @Override
    public void close() {
        lab.users().leave(namespace);
        lab.client().namespaces().withName(namespace).delete();
        scratch.close();
    }
}

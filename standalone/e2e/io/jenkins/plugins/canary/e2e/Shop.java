package io.jenkins.plugins.canary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.Totals;
import io.jenkins.plugins.canary.simulation.TrafficMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A namespace in which a service lives, with users, an autoscaler, a disruption budget and a network policy. */
final class Shop implements AutoCloseable {
    static final int REPLICAS = 4;

    /** Enough for a judgement in seconds. */
    private static final double RPS = 20_000;

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Lab lab;
    private final String namespace = Lab.newName();
    private final Routing routing;
    private final Inventory inventory;
    private final Scratch scratch = new Scratch("shop");
    private final Map<String, String> routesBefore;
    private final Map<String, String> bystandersBefore;
    private final String templateBefore;

    /** A shop whose pods all run. */
    Shop(Lab lab, Routing routing, Scenario scenario) {
        this.lab = lab;
        this.routing = routing;
        this.inventory = new Inventory(lab, namespace, routing);
        lab.client()
                .namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        lab.kubelet().serve(namespace);
        lab.create(Furniture.yaml(namespace, routing, inventory.budgetVersion(), REPLICAS));
        lab.users().come(namespace, scenario.withRps(RPS));
        await("the shop is open")
                .until(() ->
                        traffic().lost() == 0 && readyReplicas() == REPLICAS && inventory.budgetExpects() == REPLICAS);
        lab.users().countAnew(namespace);
        this.routesBefore = inventory.routes();
        this.bystandersBefore = inventory.bystanders();
        this.templateBefore = inventory.template();
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions();
    }

    /** What stands in it. */
    Inventory inventory() {
        return inventory;
    }

    String namespace() {
        return namespace;
    }

    Path directory() {
        return scratch.directory();
    }

    /** A specification that takes seconds. */
    Path spec(String image, String more) {
        return scratch.write("canary.yaml", """
                namespace: %s
                workload: checkout
                image: %s
                traffic: %s
                weights: %s
                hold: 4s
                source: prometheus
                metrics:
                - errorRatio:
                    total: 'http_requests_total{namespace="{{namespace}}",pod=~"{{pods}}"}'
                    bad: 'http_requests_total{namespace="{{namespace}}",pod=~"{{pods}}",code=~"5.."}'
                minDuration: 5s
                maxDuration: 4m
                warmUp: 1s
                readyDeadline: 4m
                promoteDeadline: 4m
                drain: 2s
                %s
                """.formatted(
                namespace, image, routing.traffic(), routing == Routing.REPLICAS ? "[20, 50]" : "[10, 50]", more));
    }

    /** Begins a release of the new version. */
    Command run() {
        return run("", lab.prometheusUrl());
    }

    /** Begins a release with more in its specification, once the Prometheus knows the shop. */
    Command run(String more, String prometheus) {
        await("Prometheus has scraped the shop").until(() -> Prometheus.scraped(prometheus, namespace) == REPLICAS);
        return Command.start(
                directory(),
                List.of(
                        "run",
                        spec(Scenery.CANARY_IMAGE, more).toString(),
                        "--kubeconfig",
                        lab.kubeconfig().toString(),
                        "--source",
                        "prometheus=" + prometheus,
                        "--journal",
                        journal().toString()));
    }

    /** Takes back whatever stands, knowing nothing but the names. */
    Command rollback() {
        return Command.start(
                directory(),
                List.of(
                        "rollback",
                        "--namespace",
                        namespace,
                        "--workload",
                        Scenery.NAME,
                        "--kubeconfig",
                        lab.kubeconfig().toString()));
    }

    Path journal() {
        return scratch.path("journal.jsonl");
    }

    /** Where the traffic goes at this moment. */
    TrafficMap traffic() {
        return TrafficMap.of(lab.cluster(), namespace, Scenery.NAME);
    }

    /** The part of the traffic that the new version gets at this moment, whatever its pods are called. */
    double canaryShare() {
        Set<String> renewed = lab.cluster().view(Kind.POD, namespace).stream()
                .filter(pod -> pod.getSpec().getContainers().get(0).getImage().equals(Scenery.CANARY_IMAGE))
                .map(pod -> pod.getMetadata().getName())
                .collect(Collectors.toSet());
        return traffic().toward(renewed);
    }

    Totals totals() {
        return lab.users().totals(namespace);
    }

    private int readyReplicas() {
        return deployment().getStatus().getReadyReplicas();
    }

    private Deployment deployment() {
        return lab.client()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName(Scenery.NAME)
                .get();
    }

    /** The image that stable runs. */
    String image() {
        return deployment()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getImage();
    }

    /** Stable is what it was, has all traffic, and nothing is left of a canary. */
    void isAsItWas() {
        assertThat(inventory.template()).as("stable's template").isEqualTo(templateBefore);
        await("stable is whole").until(() -> readyReplicas() == REPLICAS && canaryShare() == 0);
        nothingIsLeft();
    }

    /** Stable, whatever it is, has all traffic, and nothing is left of a canary. */
    void nothingIsLeft() {
        await("what was deleted is gone")
                .untilAsserted(() -> assertThat(inventory.canaryObjects()).isEmpty());
        assertThat(inventory.routes()).isEqualTo(routesBefore);
        assertThat(inventory.bystanders()).isEqualTo(bystandersBefore);
        await("the proxies have heard that stable's pods have all traffic")
                .until(() -> traffic().lost() == 0 && traffic().toward(inventory.stablePods()) == 1);
    }

    @Override
    public void close() {
        lab.users().leave(namespace);
        lab.client().namespaces().withName(namespace).delete();
        scratch.close();
    }
}

package io.jenkins.plugins.canary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.Totals;
import io.jenkins.plugins.canary.simulation.TrafficMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** A namespace in which a service lives, with users, an autoscaler, a disruption budget and a network policy. */
final class Shop implements AutoCloseable {
    static final int REPLICAS = 4;

    /** Enough for a judgement in seconds. */
    private static final double RPS = 20_000;

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Lab lab;
    private final String namespace = Lab.newName();
    private final Routing routing;
    private final Scratch scratch = new Scratch("shop");
    private final Map<String, String> routesBefore;
    private final Map<String, String> bystandersBefore;
    private final String templateBefore;

    /** A shop whose pods all run. */
    Shop(Lab lab, Routing routing, Scenario scenario) {
        this.lab = lab;
        this.routing = routing;
        lab.client()
                .namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        lab.kubelet().serve(namespace);
        lab.create(Furniture.yaml(namespace, routing, budgetVersion(), REPLICAS));
        lab.users().come(namespace, scenario.withRps(RPS));
        await("the shop is open")
                .until(() -> traffic().lost() == 0 && readyReplicas() == REPLICAS && budgetExpects() == REPLICAS);
        lab.users().countAnew(namespace);
        this.routesBefore = routes();
        this.bystandersBefore = bystanders();
        this.templateBefore = template();
    }

    private String budgetVersion() {
        return lab.read("/apis/policy/v1").isPresent() ? "v1" : "v1beta1";
    }

    private static org.awaitility.core.ConditionFactory await(String what) {
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
                maxDuration: 3m
                warmUp: 1s
                readyDeadline: 60s
                promoteDeadline: 90s
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

    /** Stable's pod template as it stands, byte for byte. */
    String template() {
        return lab.read("/apis/apps/v1/namespaces/" + namespace + "/deployments/" + Scenery.NAME)
                .orElseThrow()
                .at("/spec/template")
                .toString();
    }

    /** What stands in the route objects, byte for byte but for what the server counts. */
    Map<String, String> routes() {
        Map<String, String> routes = new TreeMap<>();
        for (String path : routing.paths(namespace)) {
            JsonNode object = lab.read(path).orElseThrow();
            ((ObjectNode) object.path("metadata")).remove(List.of("resourceVersion", "managedFields", "generation"));
            routes.put(path, object.toString());
        }
        return routes;
    }

    /** What stands in the objects beside stable that a release has to respect. */
    private Map<String, String> bystanders() {
        Map<String, String> specs = new TreeMap<>();
        for (String path : List.of(
                "autoscaling/v1/namespaces/%s/horizontalpodautoscalers",
                "policy/" + budgetVersion() + "/namespaces/%s/poddisruptionbudgets",
                "networking.k8s.io/v1/namespaces/%s/networkpolicies")) {
            specs.put(
                    path,
                    lab.read("/apis/" + path.formatted(namespace) + "/" + Scenery.NAME)
                            .orElseThrow()
                            .path("spec")
                            .toString());
        }
        return specs;
    }

    /** The phase that the claim tells; empty without a claim. */
    String phase() {
        return lab.read("/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases/canary-deployment-checkout")
                .map(lease -> lease.at("/metadata/annotations/canary.jenkins.io~1claim")
                        .asText())
                .map(claim -> claim.replaceAll("(?s).*\"phase\"\\s*:\\s*\"(\\w+)\".*", "$1"))
                .orElse("");
    }

    /** Everything in the namespace that bears the mark of a release. */
    List<String> canaryObjects() {
        List<String> found = new ArrayList<>();
        for (String path : List.of(
                "/apis/apps/v1/%s/deployments",
                "/apis/apps/v1/%s/replicasets", "/api/v1/%s/services", "/api/v1/%s/pods")) {
            String selector = URLEncoder.encode("canary.jenkins.io/release", StandardCharsets.UTF_8);
            lab.read(path.formatted("namespaces/" + namespace) + "?labelSelector=" + selector)
                    .orElseThrow()
                    .path("items")
                    .forEach(item -> found.add(path.substring(path.lastIndexOf('/') + 1) + "/"
                            + item.at("/metadata/name").asText()));
        }
        return found;
    }

    /** Stable is what it was, has all traffic, and nothing is left of a canary. */
    void isAsItWas() {
        assertThat(template()).as("stable's template").isEqualTo(templateBefore);
        await("stable is whole").until(() -> readyReplicas() == REPLICAS && canaryShare() == 0);
        nothingIsLeft();
    }

    /** Stable, whatever it is, has all traffic, and nothing is left of a canary. */
    void nothingIsLeft() {
        await("what was deleted is gone")
                .untilAsserted(() -> assertThat(canaryObjects()).isEmpty());
        assertThat(routes()).isEqualTo(routesBefore);
        assertThat(bystanders()).isEqualTo(bystandersBefore);
        assertThat(traffic().lost()).as("requests that find no server").isZero();
        assertThat(traffic().toward(stablePods()))
                .as("traffic of stable's pods")
                .isEqualTo(1);
    }

    /** Pods that the server finds by the selector that stable's autoscaler uses. */
    Set<String> stablePods() {
        String selector = lab.read("/apis/apps/v1/namespaces/" + namespace + "/deployments/" + Scenery.NAME + "/scale")
                .orElseThrow()
                .at("/status/selector")
                .asText();
        return selected(selector);
    }

    /** Pods that the server finds by the selector of the disruption budget. */
    Set<String> budgetPods() {
        JsonNode labels = budget().at("/spec/selector/matchLabels");
        return selected(labels.properties().stream()
                .map(label -> label.getKey() + "=" + label.getValue().asText())
                .collect(Collectors.joining(",")));
    }

    /** How many pods the server's own disruption controller expects behind the budget. */
    int budgetExpects() {
        return budget().at("/status/expectedPods").asInt();
    }

    private JsonNode budget() {
        return lab.read("/apis/policy/" + budgetVersion() + "/namespaces/" + namespace
                        + "/poddisruptionbudgets/checkout")
                .orElseThrow();
    }

    /** Pods of the canary, by the label that says so. */
    Set<String> canaryPods() {
        return selected("canary.jenkins.io/track=canary");
    }

    private Set<String> selected(String selector) {
        JsonNode pods = lab.read("/api/v1/namespaces/" + namespace + "/pods?labelSelector="
                        + URLEncoder.encode(selector, StandardCharsets.UTF_8))
                .orElseThrow();
        return StreamSupport.stream(pods.path("items").spliterator(), false)
                .map(pod -> pod.at("/metadata/name").asText())
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        lab.users().leave(namespace);
        lab.client().namespaces().withName(namespace).delete();
        scratch.close();
    }
}

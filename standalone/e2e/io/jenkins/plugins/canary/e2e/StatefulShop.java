package io.jenkins.plugins.canary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.Totals;
import io.jenkins.plugins.canary.simulation.TrafficMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A namespace in which a StatefulSet of four serves users, under the genuine StatefulSet controller. */
final class StatefulShop implements AutoCloseable {
    private static final int REPLICAS = 4;
    private static final double RPS = 20_000;
    private static final String FURNITURE = """
            apiVersion: v1
            kind: Service
            metadata: {name: checkout, namespace: %1$s, labels: {app: checkout}}
            spec:
              selector: {app: checkout}
              ports: [{name: http, port: 80, targetPort: 8080}]
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: checkout, namespace: %1$s, labels: {app: checkout}}
            spec:
              replicas: %2$d
              serviceName: checkout
              selector: {matchLabels: {app: checkout}}
              template:
                metadata: {labels: {app: checkout}}
                spec:
                  terminationGracePeriodSeconds: 30
                  containers:
                  - name: checkout
                    image: %3$s
                    ports: [{name: http, containerPort: 8080}]
                    resources: {requests: {cpu: 100m, memory: 128Mi}}
            """;

    private final Lab lab;
    private final String namespace = Lab.newName();
    private final Scratch scratch = new Scratch("stateful-shop");
    private final String before;

    StatefulShop(Lab lab, Scenario scenario) {
        this.lab = lab;
        lab.client()
                .namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        lab.kubelet().serve(namespace);
        lab.create(FURNITURE.formatted(namespace, REPLICAS, Scenery.STABLE_IMAGE));
        lab.users().come(namespace, scenario.withRps(RPS));
        await("the shop is open").until(() -> traffic().lost() == 0 && all(Scenery.STABLE_IMAGE));
        lab.users().countAnew(namespace);
        this.before = owned();
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what)
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions();
    }

    /** Begins a release of the new version, once the Prometheus knows the shop. */
    Command run() {
        await("Prometheus has scraped the shop")
                .until(() -> Prometheus.scraped(lab.prometheusUrl(), namespace) == REPLICAS);
        String spec = """
                namespace: %s
                workload: statefulset/checkout
                image: %s
                traffic: replicas
                weights: [25, 50]
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
                """.formatted(namespace, Scenery.CANARY_IMAGE);
        return command(
                "run",
                scratch.write("canary.yaml", spec).toString(),
                "--source",
                "prometheus=" + lab.prometheusUrl(),
                "--journal",
                scratch.path("journal.jsonl").toString());
    }

    /** Takes back whatever stands, knowing nothing but the names. */
    Command rollback() {
        return command("rollback", "--namespace", namespace, "--workload", "statefulset/checkout");
    }

    private Command command(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--kubeconfig", lab.kubeconfig().toString()));
        return Command.start(scratch.directory(), all);
    }

    /** Pod to image, of those that have not been asked to end. */
    Map<String, String> images() {
        Map<String, String> images = new TreeMap<>();
        for (Pod pod : lab.cluster().view(Kind.POD, namespace)) {
            if (pod.getMetadata().getDeletionTimestamp() == null) {
                images.put(
                        pod.getMetadata().getName(),
                        pod.getSpec().getContainers().get(0).getImage());
            }
        }
        return images;
    }

    /** The phase that the claim tells; empty without a claim. */
    String phase() {
        return lab.read("/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases/canary-statefulset-checkout")
                .map(lease -> lease.at("/metadata/annotations/canary.jenkins.io~1claim")
                        .asText())
                .map(claim -> claim.replaceAll("(?s).*\"phase\"\\s*:\\s*\"(\\w+)\".*", "$1"))
                .orElse("");
    }

    void everyPodRuns(String image) {
        await("all pods run " + image).until(() -> all(image) && traffic().lost() == 0);
    }

    /** What its users own is byte for byte what it was, and its marks are gone. */
    void isAsItWas() {
        everyPodRuns(Scenery.STABLE_IMAGE);
        assertThat(owned()).isEqualTo(before);
    }

    /** The same but for the image. */
    void isPromoted() {
        everyPodRuns(Scenery.CANARY_IMAGE);
        assertThat(owned()).isEqualTo(before.replace(Scenery.STABLE_IMAGE, Scenery.CANARY_IMAGE));
    }

    Totals totals() {
        return lab.users().totals(namespace);
    }

    private TrafficMap traffic() {
        return TrafficMap.of(lab.cluster(), namespace, Scenery.NAME);
    }

    private boolean all(String image) {
        JsonNode status = set().path("status");
        return images().size() == REPLICAS
                && images().values().stream().allMatch(image::equals)
                && status.path("readyReplicas").asInt() == REPLICAS
                && status.path("currentRevision").equals(status.path("updateRevision"));
    }

    private String owned() {
        ObjectNode set = (ObjectNode) set();
        set.remove("status");
        ((ObjectNode) set.path("metadata")).remove(List.of("resourceVersion", "managedFields", "generation"));
        return set.toString();
    }

    private JsonNode set() {
        return lab.read("/apis/apps/v1/namespaces/" + namespace + "/statefulsets/" + Scenery.NAME)
                .orElseThrow();
    }

    @Override
    public void close() {
        lab.users().leave(namespace);
        lab.client().namespaces().withName(namespace).delete();
        scratch.close();
    }
}

package io.jenkins.plugins.canary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.Totals;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A namespace in which a workload of four serves users whose own pods change their version, under its genuine controller. */
final class InPlaceShop implements AutoCloseable {
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: checkout, namespace: %1$s, labels: {app: checkout}}
            spec:
              selector: {app: checkout}
              ports: [{name: http, port: 80, targetPort: 8080}]
            ---
            """;
    private static final String TEMPLATE = """
              selector: {matchLabels: {app: checkout}}
              template:
                metadata: {labels: {app: checkout}}
                spec:
                  terminationGracePeriodSeconds: 30
                  nodeSelector: {%4$s: "true"}
                  tolerations: [{operator: Exists}] # no kubelet ever calls these nodes ready
                  containers:
                  - name: checkout
                    image: %3$s
                    ports: [{name: http, containerPort: 8080}]
                    resources: {requests: {cpu: 100m, memory: 128Mi}}
            """;

    /** A kind of such workloads. */
    enum Kind {
        STATEFUL_SET("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: checkout, namespace: %1$s, labels: {app: checkout}}
                spec:
                  replicas: %2$d
                  serviceName: checkout
                """),
        DAEMON_SET("""
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: checkout, namespace: %1$s, labels: {app: checkout}}
                spec:
                  updateStrategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 1}}
                """);

        private final String furniture;

        Kind(String furniture) {
            this.furniture = SERVICE + furniture + TEMPLATE;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace("_", "");
        }

        private boolean isSettled(JsonNode status) {
            return this == STATEFUL_SET
                    ? status.path("readyReplicas").asInt() == Premises.REPLICAS
                            && status.path("currentRevision").equals(status.path("updateRevision"))
                    : status.path("numberReady").asInt() == Premises.REPLICAS
                            && status.path("updatedNumberScheduled").asInt() == Premises.REPLICAS;
        }
    }

    private final Lab lab;
    private final Kind kind;
    private final Premises premises;
    private final String before;

    InPlaceShop(Lab lab, Kind kind, Scenario scenario) {
        this.lab = lab;
        this.kind = kind;
        this.premises = new Premises(lab, kind.word());
        lab.create(
                kind.furniture.formatted(premises.namespace(), Premises.REPLICAS, Scenery.STABLE_IMAGE, Kubelet.LABEL));
        premises.open(scenario, () -> all(Scenery.STABLE_IMAGE));
        this.before = owned();
    }

    /** Begins a release of the new version, once the Prometheus knows the shop. */
    Command run() {
        return premises.run(premises.spec(Scenery.CANARY_IMAGE, "replicas", List.of(25, 50), ""), lab.prometheusUrl());
    }

    /** Takes back whatever stands, knowing nothing but the names. */
    Command rollback() {
        return premises.rollback();
    }

    /** Pod to image, of those that have not been asked to end. */
    Map<String, String> images() {
        Map<String, String> images = new TreeMap<>();
        for (Pod pod : lab.cluster().view(io.jenkins.plugins.canary.kubernetes.Kind.POD, premises.namespace())) {
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
        return premises.phase();
    }

    void everyPodRuns(String image) {
        Premises.await("all pods run " + image)
                .until(() -> all(image) && premises.traffic().lost() == 0);
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
        return premises.totals();
    }

    private boolean all(String image) {
        return images().size() == Premises.REPLICAS
                && images().values().stream().allMatch(image::equals)
                && kind.isSettled(set().path("status"));
    }

    private String owned() {
        ObjectNode set = (ObjectNode) set();
        set.remove("status");
        ((ObjectNode) set.path("metadata")).remove(List.of("resourceVersion", "managedFields", "generation"));
        if (set.at("/metadata/annotations") instanceof ObjectNode annotations) {
            annotations.remove("deprecated.daemonset.template.generation"); // which the server counts up
        }
        return set.toString();
    }

    private JsonNode set() {
        return lab.read("/apis/apps/v1/namespaces/" + premises.namespace() + "/" + kind.word() + "s/" + Scenery.NAME)
                .orElseThrow();
    }

    @Override
    public void close() {
        premises.close();
    }
}

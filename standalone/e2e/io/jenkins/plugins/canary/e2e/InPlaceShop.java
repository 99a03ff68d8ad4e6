package io.jenkins.plugins.canary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.Totals;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A namespace in which a workload of four serves users whose own pods change their version, under its genuine controller, or which has
 * revisions, under a played one.
 */
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
        STATEFUL_SET("statefulset", "apps/v1", "statefulsets", "replicas", SERVICE + """
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: checkout, namespace: %1$s, labels: {app: checkout}}
                spec:
                  replicas: %2$d
                  serviceName: checkout
                """ + TEMPLATE) {
            @Override
            boolean isSettled(JsonNode set) {
                JsonNode status = set.path("status");
                return status.path("readyReplicas").asInt() == Premises.REPLICAS
                        && status.path("currentRevision").equals(status.path("updateRevision"));
            }
        },
        DAEMON_SET("daemonset", "apps/v1", "daemonsets", "replicas", SERVICE + """
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: checkout, namespace: %1$s, labels: {app: checkout}}
                spec:
                  updateStrategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 1}}
                """ + TEMPLATE) {
            @Override
            boolean isSettled(JsonNode set) {
                return set.at("/status/numberReady").asInt() == Premises.REPLICAS
                        && set.at("/status/updatedNumberScheduled").asInt() == Premises.REPLICAS;
            }
        },
        KNATIVE("ksvc", "serving.knative.dev/v1", "services", "knative", """
                apiVersion: serving.knative.dev/v1
                kind: Service
                metadata: {name: checkout, namespace: %1$s, labels: {app: checkout}, annotations: {example.com/team: carts}}
                spec:
                  template:
                    metadata: {labels: {app: checkout}, annotations: {autoscaling.knative.dev/min-scale: '%2$d'}}
                    spec:
                      containerConcurrency: 10
                      containers:
                      - {name: checkout, image: '%3$s', env: [{name: CURRENCY, value: EUR}]}
                  traffic:
                  - {latestRevision: true, percent: 100}
                  - {latestRevision: true, tag: preview}
                """) {
            @Override
            boolean isSettled(JsonNode service) {
                return isReady(service)
                        && service.at("/status/observedGeneration").equals(service.at("/metadata/generation"))
                        && service.at("/status/traffic/0/revisionName")
                                .equals(service.at("/status/latestCreatedRevisionName"));
            }
        },
        KSERVE("inferenceservice", "serving.kserve.io/v1beta1", "inferenceservices", "kserve", """
                apiVersion: serving.kserve.io/v1beta1
                kind: InferenceService
                metadata: {name: checkout, namespace: %1$s, labels: {app: checkout}, annotations: {example.com/team: carts}}
                spec:
                  predictor:
                    minReplicas: %2$d
                    timeout: 30
                    model:
                      modelFormat: {name: sklearn}
                      storageUri: s3://models/checkout/1
                      image: '%3$s'
                      resources: {requests: {cpu: 100m}}
                  transformer: {containers: [{name: kserve-container, image: 'registry.example/transform:1'}]}
                """) {
            @Override
            boolean isSettled(JsonNode service) {
                JsonNode predictor = service.at("/status/components/predictor");
                return isReady(service)
                        && predictor.at("/traffic/0/percent").asInt() == 100
                        && predictor.at("/traffic/0/revisionName").equals(predictor.path("latestCreatedRevision"))
                        && predictor.path("latestRolledoutRevision").equals(predictor.path("latestCreatedRevision"));
            }
        };

        private final String word;
        private final String group;
        private final String plural;
        private final String traffic;
        private final String furniture;

        Kind(String word, String group, String plural, String traffic, String furniture) {
            this.word = word;
            this.group = group;
            this.plural = plural;
            this.traffic = traffic;
            this.furniture = furniture;
        }

        abstract boolean isSettled(JsonNode object);

        /** As a specification calls it. */
        String workload() {
            return word + "/" + Scenery.NAME;
        }

        private static boolean isReady(JsonNode service) {
            return StreamSupport.stream(service.at("/status/conditions").spliterator(), false)
                    .anyMatch(condition -> condition.path("type").asText().equals("Ready")
                            && condition.path("status").asText().equals("True"));
        }
    }

    private final Lab lab;
    private final Kind kind;
    private final Premises premises;
    private final String before;

    /** One whose users nobody counts. */
    InPlaceShop(Lab lab, Kind kind) {
        this(lab, kind, Scenario.HEALTHY);
    }

    InPlaceShop(Lab lab, Kind kind, Scenario scenario) {
        this.lab = lab;
        this.kind = kind;
        this.premises = new Premises(lab, kind.word);
        lab.serving().serve(premises.namespace());
        lab.create(
                kind.furniture.formatted(premises.namespace(), Premises.REPLICAS, Scenery.STABLE_IMAGE, Kubelet.LABEL));
        premises.open(scenario, () -> all(Scenery.STABLE_IMAGE));
        this.before = owned();
    }

    /** Begins a release of the new version, once the Prometheus knows the shop. */
    Command run() {
        return premises.run(
                premises.spec(Scenery.CANARY_IMAGE, kind.traffic, List.of(25, 50), ""), lab.prometheusUrl());
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

    /** What its users want, with what the release has written. */
    JsonNode spec() {
        return set().path("spec");
    }

    Totals totals() {
        return premises.totals();
    }

    private boolean all(String image) {
        return images().size() == Premises.REPLICAS
                && images().values().stream().allMatch(image::equals)
                && kind.isSettled(set());
    }

    String namespace() {
        return premises.namespace();
    }

    /** The part of the traffic, 0 to 1, that proxies send to pods of that image. */
    double toward(String image) {
        Set<String> pods = images().entrySet().stream()
                .filter(pod -> pod.getValue().equals(image))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return premises.traffic().toward(pods);
    }

    /** The workload as it stands. */
    ObjectNode object() {
        return (ObjectNode) set();
    }

    boolean isGone() {
        return lab.read(path()).isEmpty();
    }

    /** Byte for byte what its users own, but for what the server counts. */
    String owned() {
        ObjectNode set = (ObjectNode) set();
        set.remove("status");
        ((ObjectNode) set.path("metadata")).remove(List.of("resourceVersion", "managedFields", "generation"));
        if (set.at("/metadata/annotations") instanceof ObjectNode annotations) {
            annotations.remove("deprecated.daemonset.template.generation"); // which the server counts up
        }
        return set.toString();
    }

    private JsonNode set() {
        return lab.read(path()).orElseThrow();
    }

    private String path() {
        return "/apis/" + kind.group + "/namespaces/" + premises.namespace() + "/" + kind.plural + "/" + Scenery.NAME;
    }

    @Override
    public void close() {
        premises.close();
    }
}

package io.jenkins.plugins.canary.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.Clients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.yaml.snakeyaml.Yaml;

/**
 * A genuine API server and a genuine Prometheus with everything around them that makes shops live: the servers that the
 * environment names ({@code CANARY_E2E_KUBECONFIG} and {@code CANARY_E2E_PROMETHEUS}), else ones of our own.
 */
final class Lab implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private static final AtomicInteger SHOPS = new AtomicInteger();

    private final Scratch scratch = new Scratch("lab");
    private final Optional<ControlPlane> own;
    private final Path kubeconfig;
    private final KubernetesClient client;
    private final LiveCluster cluster;
    private final Kubelet kubelet;
    private final Serving serving;
    private final Users users;
    private final Optional<Prometheus> ownPrometheus;
    private final ScheduledExecutorService life = Executors.newScheduledThreadPool(2);

    private Lab(Optional<ControlPlane> own, String kubeconfig, Optional<String> prometheus) {
        this.own = own;
        this.kubeconfig = scratch.write("kubeconfig", kubeconfig);
        this.client = Clients.ofKubeconfig(kubeconfig);
        applyDefinitions();
        this.cluster = new LiveCluster(client);
        this.kubelet = new Kubelet(client, cluster);
        this.serving = new Serving(client);
        this.users = new Users(cluster);
        this.ownPrometheus = prometheus.isPresent() ? Optional.empty() : Optional.of(newPrometheus());
        every(kubelet, 200);
        every(serving, 200);
        every(users, 100);
    }

    /** The servers that the environment names, else ones of our own. */
    static Lab open() {
        Optional<String> given =
                Optional.ofNullable(System.getenv("CANARY_E2E_KUBECONFIG")).filter(path -> !path.isBlank());
        if (given.isEmpty()) {
            return openOwn();
        }
        try {
            return new Lab(
                    Optional.empty(),
                    Files.readString(Path.of(given.get())),
                    Optional.ofNullable(System.getenv("CANARY_E2E_PROMETHEUS")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Servers of our own, which may be stopped and started. */
    static Lab openOwn() {
        ControlPlane plane = new ControlPlane();
        try {
            return new Lab(Optional.of(plane), plane.kubeconfig(), Optional.empty());
        } catch (RuntimeException e) {
            plane.close();
            throw e;
        }
    }

    private void every(Runnable work, long millis) {
        life.scheduleWithFixedDelay(new Tireless(work), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Definitions that a cluster has already are its own, and stay as they are. */
    private void applyDefinitions() {
        for (String group :
                new String[] {"istio", "gateway", "traefik", "smi", "contour", "openshift", "knative", "kserve"}) {
            for (Object document : new Yaml().loadAll(Lab.class.getResourceAsStream("/crds/" + group + ".yaml"))) {
                JsonNode definition = JSON.valueToTree(document);
                String path =
                        DEFINITIONS + "/" + definition.at("/metadata/name").asText();
                if (read(path).isEmpty()) {
                    client.raw(DEFINITIONS, "POST", definition);
                }
                Awaitility.await(path).until(() -> isEstablished(read(path).orElseThrow()));
            }
        }
    }

    private static boolean isEstablished(JsonNode definition) {
        return StreamSupport.stream(definition.at("/status/conditions").spliterator(), false)
                .anyMatch(condition -> condition.path("type").asText().equals("Established")
                        && condition.path("status").asText().equals("True"));
    }

    /** A Prometheus that scrapes the same services, and may be stopped and started. */
    Prometheus newPrometheus() {
        return new Prometheus(users.targetsUrl());
    }

    String prometheusUrl() {
        return ownPrometheus.map(Prometheus::url).orElseGet(() -> System.getenv("CANARY_E2E_PROMETHEUS"));
    }

    /** The control plane, where it is our own. */
    ControlPlane controlPlane() {
        return own.orElseThrow();
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    KubernetesClient client() {
        return client;
    }

    LiveCluster cluster() {
        return cluster;
    }

    Kubelet kubelet() {
        return kubelet;
    }

    /** Who makes revisions of Knative's and KServe's. */
    Serving serving() {
        return serving;
    }

    Users users() {
        return users;
    }

    /** A name that no other namespace has. */
    static String newName() {
        return "canary-e2e-" + ProcessHandle.current().pid() + "-" + SHOPS.incrementAndGet();
    }

    /** What stands at a path of the API; empty if nothing does. */
    Optional<JsonNode> read(String path) {
        try {
            String answer = client.raw(path);
            return answer == null ? Optional.empty() : Optional.of(JSON.readTree(answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates objects from YAML documents. */
    void create(String yaml) {
        for (String document : yaml.split("(?m)^---$")) {
            client.resource(Serialization.unmarshal(document, GenericKubernetesResource.class))
                    .create();
        }
    }

    @Override
    public void close() {
        life.shutdownNow();
        users.close();
        cluster.close();
        client.close();
        ownPrometheus.ifPresent(Prometheus::close);
        own.ifPresent(ControlPlane::close);
        scratch.close();
    }
}

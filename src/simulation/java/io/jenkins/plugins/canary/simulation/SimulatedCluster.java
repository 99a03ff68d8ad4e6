package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.kubernetes.Right;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A Kubernetes cluster in this process: an API server over HTTP on the loopback address, and doubles of the controllers, which
 * act when {@link #settle} is called. Holds any number of namespaces that know nothing of each other and do not wait for each
 * other. Safe for use by several threads; settle one namespace from one thread at a time.
 *
 * <p>What is different from a real cluster: objects are not validated or given defaults, server-side apply and watches with
 * bookmarks do not exist, deletion is immediate (no grace period), and nothing happens between two calls of {@link #settle}.
 * {@code metadata.generation} is 1 at creation and grows at each change outside of metadata and status; the Deployment double
 * follows with {@code status.observedGeneration} when it settles.
 */
public final class SimulatedCluster implements ClusterView, AutoCloseable {
    private static final Logger TRANSPORT = Logger.getLogger(MockWebServer.class.getName());
    private static final int REMEMBERED_REQUESTS = 1_000;

    private final Clock clock;
    private final SimulatedApi api;
    private final Doubles doubles;
    private final Images images = new Images();
    private final Rights rights = new Rights();
    private final MockWebServer server = new MockWebServer();

    private SimulatedCluster(Clock clock, List<ServedKind> kinds) {
        this.clock = clock;
        this.api = new SimulatedApi(clock, kinds, rights);
        this.doubles = new Doubles(api, images);
    }

    /** Starts a cluster with the kinds of Istio and the Gateway API. */
    public static SimulatedCluster start(Clock clock) {
        return start(clock, ServedKind.withRoutes());
    }

    /**
     * Starts a cluster that knows those kinds only.
     *
     * @param clock gives creation times
     */
    public static SimulatedCluster start(Clock clock, List<ServedKind> kinds) {
        TRANSPORT.setLevel(Level.WARNING);
        SimulatedCluster cluster = new SimulatedCluster(clock, kinds);
        cluster.server.setDispatcher(cluster.forgetful());
        cluster.server.start();
        return cluster;
    }

    /** The mock server keeps every request for tests to look at; here they would only pile up. */
    private Dispatcher forgetful() {
        return new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                if (server.getRequestCount() > REMEMBERED_REQUESTS) {
                    server.reset();
                }
                return api.dispatch(request);
            }
        };
    }

    /** Where the API server listens. */
    public String url() {
        return server.url("/").toString();
    }

    /** How a client gets there. */
    public Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(url())
                .withHttp2Disable(true)
                .withNamespace("default")
                .withRequestRetryBackoffLimit(0)
                .build();
    }

    /** The same as a kubeconfig file. */
    public String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                current-context: simulation
                contexts:
                - name: simulation
                  context: {cluster: simulation, user: canary, namespace: default}
                clusters:
                - name: simulation
                  cluster: {server: "%s"}
                users:
                - name: canary
                  user: {token: simulated}
                """.formatted(url());
    }

    /** A new client; the caller closes it. */
    public KubernetesClient client() {
        return new KubernetesClientBuilder().withConfig(config()).build();
    }

    /** Lets the controllers of a namespace do all that was due up to that time. */
    public void settle(String namespace, Instant now) {
        doubles.settle(namespace, now);
    }

    /** Says what becomes of containers with that image, those that run included. */
    public void behave(String image, ImageBehaviour behaviour) {
        images.behave(image, behaviour);
    }

    /**
     * Takes a right away from the one user there is.
     *
     * @param verb as in RBAC rules, such as {@code update}
     * @param resource as in RBAC rules, such as {@code deployments} or {@code pods/log}
     */
    public void deny(String verb, String resource) {
        rights.deny(verb, resource);
    }

    /** Gives the one user there is these rights and no others. */
    public void grantOnly(Collection<Right> granted) {
        rights.grantOnly(granted);
    }

    /** Creates or replaces an object without a call over HTTP, as somebody else's hand would. */
    public <T extends HasMetadata> T put(Kind<T> kind, String namespace, T object) {
        return api.put(kind, namespace, object, clock.instant());
    }

    /** Deletes an object without a call over HTTP. */
    public void remove(Kind<?> kind, String namespace, String name) {
        api.remove(kind, namespace, name);
    }

    /** Reads an object without a call over HTTP. */
    public <T extends HasMetadata> Optional<T> find(Kind<T> kind, String namespace, String name) {
        return api.objects(namespace).find(kind, name);
    }

    /** Reads all objects of a kind in a namespace, by name, without a call over HTTP. */
    public <T extends HasMetadata> List<T> list(Kind<T> kind, String namespace) {
        return api.objects(namespace).list(kind);
    }

    @Override
    public <T extends HasMetadata> List<T> view(Kind<T> kind, String namespace) {
        return api.view(kind, namespace);
    }

    @Override
    public long version(String namespace) {
        return api.objects(namespace).version();
    }

    /** All that a namespace holds, byte for byte, by group, kind and name: equal pictures, and nobody wrote anything. */
    public Map<String, String> picture(String namespace) {
        return api.objects(namespace).picture();
    }

    /** A namespace at one moment, with all that is in it and all that its controllers know. */
    public static final class Moment {
        private final NamespaceObjects.Kept objects;
        private final Optional<Doubles.Seen> left;

        private Moment(NamespaceObjects.Kept objects, Optional<Doubles.Seen> left) {
            this.objects = objects;
            this.left = left;
        }
    }

    /** Keeps a namespace as it is now, for {@link #restore}. Cheap: what did not change is shared. */
    public Moment keep(String namespace) {
        return new Moment(api.objects(namespace).keep(), doubles.left(namespace));
    }

    /** Makes a namespace what it was at that moment. Its time, which is not the cluster's to know, must be the same too. */
    public void restore(String namespace, Moment moment) {
        api.objects(namespace).restore(moment.objects);
        doubles.restore(namespace, moment.left);
    }

    /** Forgets a namespace with all that is in it, so that a cluster that has seen thousands does not become large. */
    public void forget(String namespace) {
        doubles.forget(namespace);
        api.forget(namespace);
    }

    /** How many calls have come over HTTP. */
    public long calls() {
        return api.calls();
    }

    @Override
    public void close() {
        server.shutdown();
    }
}

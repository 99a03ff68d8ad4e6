package io.jenkins.plugins.canary.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.jenkins.plugins.canary.kubernetes.FabricKubernetesApi;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.simulation.ClusterView;
import io.jenkins.plugins.canary.simulation.ServedKind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A genuine cluster as proxies see it: kept up to date by watches, and a little late as they are. */
final class LiveCluster implements ClusterView, AutoCloseable {
    private static final List<Kind<?>> SEEN = List.of(
            Kind.POD,
            Kind.generic("networking.istio.io", "v1", "VirtualService", "virtualservices"),
            Kind.generic("networking.istio.io", "v1", "DestinationRule", "destinationrules"),
            Kind.generic("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes"),
            Kind.generic("networking.k8s.io", "v1", "Ingress", "ingresses"),
            ServedKind.KNATIVE_SERVICE);

    private static final int RECONNECT_MILLIS = 50;

    private final KubernetesClient client;
    private final Map<String, SharedIndexInformer<GenericKubernetesResource>> informers = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> versions = new ConcurrentHashMap<>();

    LiveCluster(KubernetesClient client) {
        this.client = client;
        // It waits up to 32 times as long after an outage: proxies that are minutes late would be another test.
        client.getConfiguration().setWatchReconnectInterval(RECONNECT_MILLIS);
        SEEN.forEach(kind -> watch(kind, kind.version()));
        boolean older = !new FabricKubernetesApi(client).serves(Kind.ENDPOINT_SLICE);
        watch(Kind.ENDPOINT_SLICE, older ? "v1beta1" : Kind.ENDPOINT_SLICE.version());
    }

    private void watch(Kind<?> kind, String version) {
        ResourceDefinitionContext context = new ResourceDefinitionContext.Builder()
                .withGroup(kind.group())
                .withVersion(version)
                .withKind(kind.kind())
                .withPlural(kind.plural())
                .withNamespaced(true)
                .build();
        informers.put(
                key(kind),
                client.genericKubernetesResources(context).inAnyNamespace().inform(new Counter()));
    }

    private static String key(Kind<?> kind) {
        return kind.plural() + "." + kind.group();
    }

    @Override
    public <T extends HasMetadata> List<T> view(Kind<T> kind, String namespace) {
        SharedIndexInformer<GenericKubernetesResource> informer = informers.get(key(kind));
        if (informer == null) {
            return List.of();
        }
        return informer.getStore().list().stream()
                .filter(object -> object.getMetadata().getNamespace().equals(namespace))
                .sorted(Comparator.comparing(object -> object.getMetadata().getName()))
                .map(object -> client.getKubernetesSerialization().convertValue(object, kind.type()))
                .toList();
    }

    @Override
    public long version(String namespace) {
        return counter(namespace).get();
    }

    private AtomicLong counter(String namespace) {
        return versions.computeIfAbsent(namespace, name -> new AtomicLong());
    }

    @Override
    public void close() {
        informers.values().forEach(SharedIndexInformer::close);
    }

    /** Counts what happens, by namespace. */
    private final class Counter implements ResourceEventHandler<GenericKubernetesResource> {
        @Override
        public void onAdd(GenericKubernetesResource object) {
            counter(object.getMetadata().getNamespace()).incrementAndGet();
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
            counter(after.getMetadata().getNamespace()).incrementAndGet();
        }

        @Override
        public void onDelete(GenericKubernetesResource object, boolean unknown) {
            counter(object.getMetadata().getNamespace()).incrementAndGet();
        }
    }
}

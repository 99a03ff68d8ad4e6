package io.jenkins.plugins.canary.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.canary.kubernetes.FabricKubernetesApi;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.simulation.Serverless;
import io.jenkins.plugins.canary.simulation.Store;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Plays the controllers of Knative and KServe for some namespaces, by what stands in a genuine API server. */
final class Serving implements Runnable, Store {
    private final KubernetesClient client;
    private final AtomicLong serials = new AtomicLong();
    private final Set<String> namespaces = ConcurrentHashMap.newKeySet();

    Serving(KubernetesClient client) {
        this.client = client;
    }

    /** Takes care of one more namespace. */
    void serve(String namespace) {
        namespaces.add(namespace);
    }

    /** Does what is due. What fails is due again the next time. */
    @Override
    public void run() {
        for (String namespace : namespaces) {
            try {
                Serverless.act(this, namespace, Instant.now());
            } catch (KubernetesClientException changedOrAway) {
                continue;
            }
        }
    }

    @Override
    public <T extends HasMetadata> List<T> view(Kind<T> kind, String namespace) {
        return new FabricKubernetesApi(client).list(kind, namespace, Map.of());
    }

    @Override
    public <T extends HasMetadata> T put(Kind<T> kind, String namespace, T object, Instant now) {
        object.getMetadata().setNamespace(namespace);
        if (object.getMetadata().getUid() == null) {
            return client.resource(object).create();
        }
        T written = client.resource(object).update();
        if (object instanceof GenericKubernetesResource told && told.get("status") != null) {
            ((GenericKubernetesResource) written).setAdditionalProperty("status", told.get("status"));
            return client.resource(written).updateStatus();
        }
        return written;
    }

    @Override
    public void remove(Kind<?> kind, String namespace, String name) {
        if (!kind.equals(Kind.POD)) {
            throw new IllegalArgumentException("pods alone are deleted here, and not a " + kind.kind());
        }
        client.pods().inNamespace(namespace).withName(name).delete();
    }

    /** {@inheritDoc} Everything is always looked at. */
    @Override
    public long version(Kind<?> kind, String namespace) {
        return 0;
    }

    @Override
    public long serial(String namespace) {
        return serials.incrementAndGet();
    }
}

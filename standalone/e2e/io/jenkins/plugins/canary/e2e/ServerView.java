package io.jenkins.plugins.canary.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.kubernetes.FabricKubernetesApi;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.simulation.ClusterView;
import java.util.List;
import java.util.Map;

/** The routes of a genuine cluster as they stand at the moment of the question; nobody runs there, so that no pods are seen. */
record ServerView(KubernetesClient client) implements ClusterView {
    @Override
    public <T extends HasMetadata> List<T> view(Kind<T> kind, String namespace) {
        return kind.type().equals(GenericKubernetesResource.class)
                ? new FabricKubernetesApi(client).list(kind, namespace, Map.of())
                : List.of();
    }

    @Override
    public long version(String namespace) {
        return 0;
    }
}

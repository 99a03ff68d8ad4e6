package io.jenkins.plugins.canary.config;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.kubernetes.FabricKubernetesApi;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import java.time.Instant;

/**
 * A client of a cluster.
 *
 * @param entry the configuration it was made of
 * @param opened when it was made
 */
record OpenCluster(Cluster entry, Instant opened, KubernetesClient client, KubernetesApi api) {
    /** Makes a client with the credentials as they are now. */
    static OpenCluster of(Cluster entry, Instant now) {
        KubernetesClient client = entry.getAccess().open();
        return new OpenCluster(entry, now, client, new FabricKubernetesApi(client));
    }

    /** Whether it was made of this very entry, and not before that time. */
    boolean serves(Cluster wanted, Instant notBefore) {
        return entry == wanted && !opened.isBefore(notBefore);
    }

    void close() {
        client.close();
    }
}

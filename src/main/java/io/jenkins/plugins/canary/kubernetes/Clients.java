package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.util.Optional;

/** Makes clients that repeat nothing by themselves and give up after {@link FabricKubernetesApi#CALL_TIMEOUT}. */
public final class Clients {
    private static final int CONNECT_MILLIS = 5_000;

    private Clients() {}

    /**
     * A client for a configuration that somebody else read; the caller closes it.
     *
     * @param config its time-outs and repetitions are set; it is not copied, because a copy could not renew its token
     */
    public static KubernetesClient of(Config config) {
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setRequestTimeout(Math.toIntExact(FabricKubernetesApi.CALL_TIMEOUT.toMillis()));
        config.setRequestRetryBackoffLimit(0);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /**
     * A client for the text of a kubeconfig file, which may not make this process start commands or read files; the caller
     * closes it.
     *
     * @throws io.jenkins.plugins.canary.target.RefusedException if the text is not a kubeconfig, or asks for more than it may
     */
    public static KubernetesClient ofKubeconfig(String text) {
        return of(new Kubeconfig(text).config());
    }

    /**
     * A client for a person's own kubeconfig file, read as kubectl reads it: plugins are run, other files are read. Never for a
     * text that came from elsewhere. The caller closes it.
     *
     * @param context the context to use; empty: the file's current one
     * @throws io.jenkins.plugins.canary.target.RefusedException if the file is not a kubeconfig, or has no such context
     */
    public static KubernetesClient ofOwnKubeconfig(Path file, Optional<String> context) {
        return of(Kubeconfig.own(file, context));
    }
}

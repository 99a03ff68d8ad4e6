package io.jenkins.plugins.canary.cli;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.kubernetes.Clients;
import io.jenkins.plugins.canary.target.RefusedException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which cluster, found as kubectl finds it. */
final class ClusterOptions {
    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "kubeconfig file; default: what KUBECONFIG names, else ~/.kube/config")
    private Optional<Path> kubeconfig;

    @Option(names = "--context", paramLabel = "NAME", description = "its context to use; default: its current one")
    private Optional<String> context;

    /** A client of the cluster; the caller closes it. */
    KubernetesClient connect() {
        return Clients.ofOwnKubeconfig(file(), context);
    }

    /** The namespace that the context names, else {@code default}. */
    static String namespace(KubernetesClient client) {
        return Optional.ofNullable(client.getConfiguration().getCurrentContext())
                .map(NamedContext::getContext)
                .map(found -> found.getNamespace())
                .orElse("default");
    }

    private Path file() {
        List<Path> files = kubeconfig.map(List::of).orElseGet(ClusterOptions::usual).stream()
                .filter(Files::isRegularFile)
                .toList();
        if (files.isEmpty()) {
            throw new RefusedException("kubeconfig: there is none"
                    + kubeconfig.map(path -> " at " + path).orElse("")
                    + "; name one with --kubeconfig or in KUBECONFIG, or put it at ~/.kube/config");
        }
        if (files.size() > 1) {
            throw new RefusedException("kubeconfig: KUBECONFIG names several files, which are not merged here; 'kubectl"
                    + " config view --flatten > one.yaml' merges them, and --kubeconfig one.yaml names the result");
        }
        return files.get(0);
    }

    private static List<Path> usual() {
        String named = Optional.ofNullable(System.getenv("KUBECONFIG")).orElse("");
        return named.isBlank()
                ? List.of(Path.of(System.getProperty("user.home"), ".kube", "config"))
                : Stream.of(named.split(File.pathSeparator))
                        .filter(path -> !path.isBlank())
                        .map(Path::of)
                        .toList();
    }
}

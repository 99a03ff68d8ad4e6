package io.jenkins.plugins.canary.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.jenkins.plugins.canary.target.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A kubeconfig file's current context, read by us and not by the client: only what stands in the text itself counts. Whoever
 * writes the text could otherwise run commands, read files, or get hold of credentials of the process that reads it.
 *
 * @see <a href="https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/">Kubernetes: kubeconfig (v1)</a>
 */
final class Kubeconfig {
    private static final Set<String> CLUSTER_FIELDS = Set.of(
            "server",
            "certificate-authority-data",
            "insecure-skip-tls-verify",
            "proxy-url",
            "disable-compression",
            "extensions");
    private static final Set<String> USER_FIELDS =
            Set.of("token", "client-certificate-data", "client-key-data", "username", "password", "extensions");

    private final JsonNode root;

    /**
     * Reads the text.
     *
     * @throws RefusedException if it is not YAML
     */
    Kubeconfig(String text) {
        try {
            this.root = new YAMLMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new RefusedException("kubeconfig: not YAML"
                    + (e.getLocation() == null
                            ? ""
                            : ", line " + e.getLocation().getLineNr()));
        }
    }

    /**
     * The configuration for the current context.
     *
     * @throws RefusedException with everything that is wrong with it
     */
    Config config() {
        JsonNode context =
                named("contexts", "context", root.path("current-context").asText(""), "current-context");
        JsonNode cluster = named("clusters", "cluster", context.path("cluster").asText(""), "the context's cluster");
        JsonNode user = named("users", "user", context.path("user").asText(""), "the context's user");
        List<String> problems = new ArrayList<>();
        onlyKnown(cluster, CLUSTER_FIELDS, "cluster", problems);
        onlyKnown(user, USER_FIELDS, "user", problems);
        if (!cluster.path("server").asText("").matches("https?://.+")) {
            problems.add("kubeconfig: cluster.server must be the URL of an API server, such as https://10.0.0.1:6443");
        }
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
        return config(context, cluster, user);
    }

    /**
     * The configuration for a context of a person's own file, read by the client as kubectl reads it: it may run plugins and read
     * other files. The client itself would take another context where the wanted one is missing.
     *
     * @throws RefusedException if the file is no kubeconfig or has no such context
     */
    static Config own(Path file, Optional<String> wanted) {
        Kubeconfig read = new Kubeconfig(text(file));
        String name = wanted.orElse(read.root.path("current-context").asText(""));
        JsonNode context = read.named("contexts", "context", name, wanted.isPresent() ? "context" : "current-context");
        read.named("clusters", "cluster", context.path("cluster").asText(""), "the context's cluster");
        read.named("users", "user", context.path("user").asText(""), "the context's user");
        return Config.fromKubeconfig(name, file.toFile());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new RefusedException(
                    "kubeconfig: " + file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static Config config(JsonNode context, JsonNode cluster, JsonNode user) {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(cluster.path("server").asText())
                .withCaCertData(text(cluster, "certificate-authority-data"))
                .withTrustCerts(cluster.path("insecure-skip-tls-verify").asBoolean(false))
                .withHttpProxy(text(cluster, "proxy-url"))
                .withHttpsProxy(text(cluster, "proxy-url"))
                .withNamespace(context.path("namespace").asText("default"))
                .withOauthToken(text(user, "token"))
                .withClientCertData(text(user, "client-certificate-data"))
                .withClientKeyData(text(user, "client-key-data"))
                .withUsername(text(user, "username"))
                .withPassword(text(user, "password"))
                .build();
    }

    private JsonNode named(String list, String field, String name, String wantedBy) {
        for (JsonNode entry : root.path(list)) {
            if (!name.isEmpty() && entry.path("name").asText().equals(name)) {
                return entry.path(field);
            }
        }
        throw new RefusedException("kubeconfig: " + wantedBy + " '" + name + "' is not among its " + list);
    }

    private static void onlyKnown(JsonNode node, Set<String> known, String where, List<String> problems) {
        node.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                problems.add("kubeconfig: " + where + "." + field
                        + " is not allowed; everything must stand in the text itself ("
                        + String.join(", ", known.stream().sorted().toList()) + ")");
            }
        });
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText(null);
    }
}

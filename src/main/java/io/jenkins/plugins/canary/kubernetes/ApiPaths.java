package io.jenkins.plugins.canary.kubernetes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where objects are found.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris">Kubernetes: resource URIs</a>
 */
final class ApiPaths {
    private final String server;

    ApiPaths(String server) {
        this.server = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
    }

    String server() {
        return server;
    }

    String version(Kind<?> kind) {
        return server
                + (kind.group().isEmpty() ? "/api/" : "/apis/" + encode(kind.group()) + "/")
                + encode(kind.version());
    }

    /** Without a namespace: of the whole cluster. */
    String collection(Kind<?> kind, String namespace) {
        return version(kind)
                + (namespace.isEmpty() ? "/" : "/namespaces/" + encode(namespace) + "/")
                + encode(kind.plural());
    }

    String selected(Kind<?> kind, String namespace, Map<String, String> labels) {
        String selector = new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(","));
        return collection(kind, namespace) + (selector.isEmpty() ? "" : "?labelSelector=" + encode(selector));
    }

    String object(Kind<?> kind, String namespace, String name) {
        return collection(kind, namespace) + "/" + encode(name);
    }

    String log(String namespace, String pod, Map<String, String> options) {
        return object(Kind.POD, namespace, pod) + "/log?"
                + new TreeMap<>(options)
                        .entrySet().stream()
                                .map(option -> option.getKey() + "=" + encode(option.getValue()))
                                .collect(Collectors.joining("&"));
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

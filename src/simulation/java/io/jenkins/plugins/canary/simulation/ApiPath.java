package io.jenkins.plugins.canary.simulation;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a path of the Kubernetes API names.
 *
 * @param namespace empty for cluster-wide paths
 * @param name empty for collections
 * @param subresource such as {@code status} or {@code log}; empty for the object itself
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris">Kubernetes: resource URIs</a>
 */
record ApiPath(
        String group,
        String version,
        Optional<String> namespace,
        String plural,
        Optional<String> name,
        Optional<String> subresource) {

    /** Reads a path, query or not; empty for discovery and anything else that names no kind of object. */
    static Optional<ApiPath> parse(String text) {
        List<String> parts = parts(text);
        boolean core = parts.size() > 2 && parts.get(0).equals("api");
        boolean grouped = parts.size() > 3 && parts.get(0).equals("apis");
        if (!core && !grouped) {
            return Optional.empty();
        }
        String group = core ? "" : parts.get(1);
        String version = parts.get(core ? 1 : 2);
        List<String> rest = parts.subList(core ? 2 : 3, parts.size());
        boolean namespaced = rest.get(0).equals("namespaces") && rest.size() > 2;
        Optional<String> namespace = namespaced ? Optional.of(rest.get(1)) : Optional.empty();
        List<String> object = namespaced ? rest.subList(2, rest.size()) : rest;
        return Optional.of(new ApiPath(group, version, namespace, object.get(0), at(object, 1), at(object, 2)));
    }

    /** The path's segments. */
    static List<String> parts(String text) {
        return Arrays.stream(URI.create(text).getPath().split("/"))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static Optional<String> at(List<String> parts, int index) {
        return index < parts.size() ? Optional.of(parts.get(index)) : Optional.empty();
    }

    /** The resource as RBAC rules and messages name it, such as {@code deployments} or {@code pods/log}. */
    String resource() {
        return subresource.map(sub -> plural + "/" + sub).orElse(plural);
    }
}

package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.mockwebserver.http.MockResponse;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.util.List;
import java.util.Optional;

/**
 * How a client finds out what the server knows.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/kubernetes-api/#unaggregated-discovery">Kubernetes: discovery</a>
 */
final class Discovery {
    private final List<ServedKind> kinds;

    Discovery(List<ServedKind> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    /** The kind that a path names, if the server knows it. */
    Optional<ServedKind> kind(ApiPath path) {
        return kinds.stream()
                .filter(served -> served.kind().plural().equals(path.plural())
                        && served.kind().group().equals(path.group())
                        && served.kind().version().equals(path.version()))
                .findFirst();
    }

    /** The answer to a path that names no kind: versions, groups, resources; 404 for what the server does not know. */
    MockResponse answer(String path) {
        List<String> parts = ApiPath.parts(path);
        if (parts.equals(List.of("version"))) {
            return Answers.json(
                    200,
                    Answers.JSON
                            .createObjectNode()
                            .put("major", "1")
                            .put("minor", "31")
                            .put("gitVersion", "v1.31.0"));
        }
        if (parts.equals(List.of("api"))) {
            ObjectNode versions = Answers.object("v1", "APIVersions");
            versions.putArray("versions").add("v1");
            return Answers.json(200, versions);
        }
        if (parts.equals(List.of("apis"))) {
            ObjectNode list = Answers.object("v1", "APIGroupList");
            ArrayNode groups = list.putArray("groups");
            groups().forEach(group -> groups.add(group(group)));
            return Answers.json(200, list);
        }
        if (parts.size() == 2 && parts.get(0).equals("apis") && groups().contains(parts.get(1))) {
            return Answers.json(200, group(parts.get(1)));
        }
        return resources(parts);
    }

    private MockResponse resources(List<String> parts) {
        boolean core = parts.size() == 2 && parts.get(0).equals("api");
        boolean grouped = parts.size() == 3 && parts.get(0).equals("apis");
        String apiVersion = core ? parts.get(1) : grouped ? parts.get(1) + "/" + parts.get(2) : "";
        List<ServedKind> found = kinds.stream()
                .filter(served -> served.kind().apiVersion().equals(apiVersion))
                .toList();
        if (found.isEmpty()) {
            return Answers.status(404, "NotFound", "the server could not find the requested resource");
        }
        ObjectNode list = Answers.object("v1", "APIResourceList").put("groupVersion", apiVersion);
        ArrayNode resources = list.putArray("resources");
        found.forEach(served -> resource(resources.addObject(), served));
        return Answers.json(200, list);
    }

    private static void resource(ObjectNode resource, ServedKind served) {
        Kind<?> kind = served.kind();
        resource.put("name", kind.plural())
                .put("singularName", "")
                .put("namespaced", served.namespaced())
                .put("kind", kind.kind());
        ArrayNode verbs = resource.putArray("verbs");
        List.of("create", "delete", "get", "list", "patch", "update").forEach(verbs::add);
    }

    private List<String> groups() {
        return kinds.stream()
                .map(served -> served.kind().group())
                .filter(group -> !group.isEmpty())
                .distinct()
                .toList();
    }

    private ObjectNode group(String name) {
        ObjectNode group = Answers.object("v1", "APIGroup").put("name", name);
        ArrayNode versions = group.putArray("versions");
        kinds.stream()
                .map(ServedKind::kind)
                .filter(kind -> kind.group().equals(name))
                .map(Kind::version)
                .distinct()
                .forEach(version -> versions.addObject()
                        .put("groupVersion", name + "/" + version)
                        .put("version", version));
        group.set("preferredVersion", versions.get(0));
        return group;
    }
}

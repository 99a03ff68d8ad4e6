package io.jenkins.plugins.canary.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.FabricKubernetesApi;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.release.SpecReader;
import io.jenkins.plugins.canary.simulation.Request;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.TrafficMap;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.TrafficRouter;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.WorkloadName;
import io.jenkins.plugins.canary.traffic.RouteSchema;
import io.jenkins.plugins.canary.traffic.Routers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A namespace of a genuine API server with a Deployment, its Service and its routes, and a router that a test may play. */
final class RouterStage implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOTE = "example.com/note";

    private final Lab lab;
    private final Routing routing;
    private final AtomicReference<Runnable> beforeUpdate = new AtomicReference<>(() -> {});
    final String namespace = Lab.newName();
    private final TrafficSpec traffic;
    final TrafficRouter router;

    RouterStage(Lab lab, Routing routing) {
        this(lab, routing, routing.traffic());
    }

    /** Where a specification says that about the router. */
    RouterStage(Lab lab, Routing routing, String router) {
        this.lab = lab;
        this.routing = routing;
        lab.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        lab.create(Furniture.workload(namespace, 1));
        this.traffic = SpecReader.read("""
                namespace: %s
                workload: checkout
                image: checkout:2
                traffic: %s
                weight: 10
                source: prometheus
                metrics: [{prometheus: {query: up, min: 1}}]
                """.formatted(namespace, router)).traffic();
        this.router = Routers.create(traffic, api(), namespace, WorkloadName.parse(Scenery.NAME));
    }

    /** With the users' routes in it. */
    RouterStage furnished() {
        lab.create(routing.routes(namespace));
        return this;
    }

    /** With the users' routes in it, but for what fits this expression. */
    RouterStage furnishedWithout(String expression) {
        lab.create(routing.routes(namespace).replaceAll(expression, ""));
        return this;
    }

    /** Creates objects, as a user would. */
    void apply(String yaml) {
        lab.create(yaml);
    }

    /** A release that has only begun. */
    ClaimRecord claim() {
        return claim("r-1");
    }

    /** Another release that has only begun. */
    ClaimRecord claim(String release) {
        Instant now = Instant.now();
        return ClaimRecord.opening(
                release,
                new Holder("test", "", "test"),
                now,
                now.plus(Duration.ofHours(1)),
                traffic,
                router.plan(),
                Originals.NONE,
                Duration.ofSeconds(30),
                Duration.ZERO);
    }

    /** Where a proxy would send a request, which it knows by the words of the routes alone. */
    TrafficMap follow(Request request) {
        return TrafficMap.of(new ServerView(lab.client()), namespace, Scenery.NAME, request);
    }

    /** The percent of plain requests of which a proxy would send a copy to the canary. */
    double copied() {
        return 100 * TrafficMap.copied(new ServerView(lab.client()), namespace, Scenery.NAME);
    }

    /** The percent of plain requests that a proxy would send to the canary. */
    double percent() {
        return percent(Request.PLAIN);
    }

    /** The percent of such requests that a proxy would send to the canary. */
    double percent(Request request) {
        return 100
                * follow(request).shares().stream()
                        .filter(share -> share.destination().contains("canary"))
                        .mapToDouble(TrafficMap.Share::part)
                        .sum();
    }

    /** The users' route objects, byte for byte but for what the server counts. */
    Map<String, String> routes() {
        Map<String, String> routes = new TreeMap<>();
        for (String path : routing.paths(namespace)) {
            ObjectNode object = (ObjectNode) lab.read(path).orElseThrow();
            ((ObjectNode) object.path("metadata")).remove(List.of("resourceVersion", "managedFields", "generation"));
            RouteSchema.check(object.toString());
            routes.put(path, object.toString());
        }
        return routes;
    }

    /**
     * The same without what a release may have in them: weights, whatever names the canary, its label, and routes that are for users
     * with a mark, which the tests let have the word in it.
     */
    Map<String, JsonNode> untouched() {
        Map<String, JsonNode> rest = new TreeMap<>();
        routes().forEach((path, object) -> rest.put(path, withoutCanary(read(object))));
        return rest;
    }

    /** Names of the Ingresses there are; the only kind of which a router creates any. */
    List<String> ingresses() {
        List<String> names = new ArrayList<>();
        lab.read("/apis/networking.k8s.io/v1/namespaces/" + namespace + "/ingresses")
                .orElseThrow()
                .path("items")
                .forEach(item -> names.add(item.at("/metadata/name").asText()));
        return names;
    }

    /** Somebody else annotates every object that the release has to do with. */
    void annotate() {
        List<String> paths = new ArrayList<>(routing.paths(namespace));
        ingresses()
                .forEach(
                        name -> paths.add("/apis/networking.k8s.io/v1/namespaces/" + namespace + "/ingresses/" + name));
        paths.stream()
                .distinct()
                .forEach(path -> change(path, (ObjectNode metadata) -> metadata.withObject("/annotations")
                        .put(NOTE, "mine")));
    }

    /** Somebody else takes the annotations away again. */
    void removeAnnotations() {
        routing.paths(namespace)
                .forEach(path -> change(path, (ObjectNode metadata) -> {
                    ObjectNode annotations = metadata.withObject("/annotations");
                    annotations.remove(NOTE);
                    if (annotations.isEmpty()) {
                        metadata.remove("annotations");
                    }
                }));
    }

    /** Does something between the router's next read and the write that follows it. */
    void beforeNextUpdate(Runnable something) {
        beforeUpdate.set(() -> {
            beforeUpdate.set(() -> {});
            something.run();
        });
    }

    private void change(String path, Consumer<ObjectNode> edit) {
        ObjectNode object = (ObjectNode) lab.read(path).orElseThrow();
        edit.accept((ObjectNode) object.path("metadata"));
        lab.client()
                .resource(Serialization.unmarshal(object.toString(), GenericKubernetesResource.class))
                .update();
    }

    private KubernetesApi api() {
        KubernetesApi genuine = new FabricKubernetesApi(lab.client());
        return (KubernetesApi) Proxy.newProxyInstance(
                RouterStage.class.getClassLoader(),
                new Class<?>[] {KubernetesApi.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("update")) {
                        beforeUpdate.get().run();
                    }
                    try {
                        return method.invoke(genuine, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static JsonNode withoutCanary(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode rest = JSON.createArrayNode();
            array.forEach(element -> {
                if (!namesCanary(element)) {
                    rest.add(withoutCanary(element));
                }
            });
            return rest;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode rest = JSON.createObjectNode();
            object.properties().forEach(field -> {
                JsonNode value = withoutCanary(field.getValue());
                if (!isOurs(field.getKey(), field.getValue()) && !(value.isContainerNode() && value.isEmpty())) {
                    rest.set(field.getKey(), value);
                }
            });
            return rest;
        }
        return node.isTextual() && node.asText().startsWith("{") ? withoutCanary(read(node.asText())) : node;
    }

    private static boolean isOurs(String name, JsonNode value) {
        return List.of("weight", "canary.jenkins.io/release", "mirrorPercentage", "targetGroupStickinessConfig")
                        .contains(name)
                || List.of("mirror", "Set-Cookie", "sticky", "responseHeaderModifier")
                                .contains(name)
                        && says(value);
    }

    private static boolean says(JsonNode value) {
        return value.toString().contains("canary");
    }

    /** Whether an element of a list is the canary's: by its own texts, or those of what it names as its destination. */
    private static boolean namesCanary(JsonNode element) {
        for (JsonNode value : element) {
            if (value.isTextual() && value.asText().contains("canary")) {
                return true;
            }
        }
        return element.has("destination") && namesCanary(element.path("destination"))
                || Stream.of("match", "matches", "conditions", "header", "requestMirror", "responseHeaderModifier")
                        .anyMatch(part -> says(element.path(part)));
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        lab.client().namespaces().withName(namespace).delete();
    }
}

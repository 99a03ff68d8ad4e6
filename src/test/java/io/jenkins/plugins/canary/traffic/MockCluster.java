package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.jenkins.plugins.canary.kubernetes.Clients;
import io.jenkins.plugins.canary.kubernetes.FabricKubernetesApi;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.kubernetes.Right;
import io.jenkins.plugins.canary.kubernetes.TappedApi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The real way to a cluster, with a mock server at its end that stores objects and enforces resourceVersions. Counts what it is
 * asked, and reads every route that is written by the field names of those who made it. There is one server for all tests: the latest
 * instance has it, empty.
 */
final class MockCluster extends TappedApi {
    private static final KubernetesMockServer SERVER = server();
    private static final KubernetesApi API =
            new FabricKubernetesApi(Clients.of(SERVER.createClient().getConfiguration()));
    private static final Map<String, String> PLURALS = new TreeMap<>(Map.of(
            "Deployment", "deployments",
            "Service", "services",
            "Pod", "pods",
            "EndpointSlice", "endpointslices",
            "HTTPRoute", "httproutes",
            "Ingress", "ingresses",
            "VirtualService", "virtualservices",
            "DestinationRule", "destinationrules"));

    static {
        PLURALS.putAll(Map.of(
                "GRPCRoute", "grpcroutes",
                "TraefikService", "traefikservices",
                "TrafficSplit", "trafficsplits",
                "HTTPProxy", "httpproxies",
                "Route", "routes"));
    }

    /** Every call that was made: verb, kind and name. */
    final List<String> calls = new ArrayList<>();

    /** What somebody else does just before a write arrives. */
    Runnable beforeWrite = () -> {};

    private final Map<String, Kind<GenericKubernetesResource>> kinds = new TreeMap<>();

    /** An empty cluster that knows Istio's objects in these versions. */
    MockCluster(String... istioVersions) {
        super(API);
        SERVER.reset();
        serve("discovery.k8s.io/v1", "EndpointSlice");
        for (String version : istioVersions) {
            serve("networking.istio.io/" + version, "VirtualService", "DestinationRule");
        }
    }

    /** The cluster knows these kinds from now on. */
    MockCluster serve(String groupVersion, String... served) {
        APIResourceList resources = new APIResourceList();
        resources.setGroupVersion(groupVersion);
        resources.setResources(Stream.of(served).map(MockCluster::resource).toList());
        SERVER.expect()
                .get()
                .withPath("/apis/" + groupVersion)
                .andReturn(200, resources)
                .always();
        return this;
    }

    /** Puts objects there, as YAML documents, in place of what is there. */
    void apply(String yaml) {
        for (String document : yaml.split("(?m)^---$")) {
            apply(Yaml.object(document));
        }
    }

    /** As if somebody else had written these fields. */
    void apply(Map<String, Object> fields) {
        GenericKubernetesResource object = Serialization.unmarshal(Yaml.json(fields), GenericKubernetesResource.class);
        Kind<GenericKubernetesResource> kind = kind(object);
        kinds.put(kind.kind(), kind);
        Optional<GenericKubernetesResource> stands =
                API.get(kind, "shop", object.getMetadata().getName());
        object.getMetadata()
                .setResourceVersion(stands.map(one -> one.getMetadata().getResourceVersion())
                        .orElse(null));
        if (stands.isPresent()) {
            API.update(kind, object);
        } else {
            API.create(kind, object);
        }
    }

    /** What stands there, without what only the server writes. */
    Map<String, Object> fields(String kind, String name) {
        return API.get(kinds.get(kind), "shop", name).map(MockCluster::written).orElseThrow();
    }

    void remove(String kind, String name) {
        Optional.ofNullable(kinds.get(kind))
                .flatMap(known -> API.get(known, "shop", name))
                .ifPresent(one -> API.delete(
                        kinds.get(kind), "shop", name, one.getMetadata().getUid()));
    }

    /** Everything that stands there as JSON, field for field in its order, without what only the server writes. */
    Map<String, String> everything() {
        Map<String, String> all = new TreeMap<>();
        kinds.forEach((name, kind) -> API.list(kind, "shop", Map.of())
                .forEach(one -> all.put(name + " shop/" + one.getMetadata().getName(), Yaml.json(written(one)))));
        return all;
    }

    @Override
    protected <R> R tap(Call call, Supplier<R> real) {
        if (!call.verb().equals("discover")) {
            calls.add(call.toString());
        }
        if (call.writes()) {
            beforeWrite.run();
        }
        call.written().map(Serialization::asJson).ifPresent(RouteSchema::check);
        return real.get();
    }

    @Override
    public boolean allows(String namespace, Right right) {
        calls.add("allows " + right);
        return true;
    }

    private static KubernetesMockServer server() {
        Map<ServerRequest, Queue<ServerResponse>> responses = new HashMap<>();
        KubernetesMockServer server = new KubernetesMockServer(
                new Context(), new MockWebServer(), responses, new KubernetesMixedDispatcher(responses), false);
        server.init();
        return server;
    }

    private static APIResource resource(String kind) {
        APIResource resource = new APIResource();
        resource.setKind(kind);
        resource.setName(PLURALS.get(kind));
        resource.setNamespaced(true);
        return resource;
    }

    private static Kind<GenericKubernetesResource> kind(GenericKubernetesResource object) {
        String[] api = ("/" + object.getApiVersion()).split("/");
        return Kind.generic(
                api.length > 2 ? api[1] : "", api[api.length - 1], object.getKind(), PLURALS.get(object.getKind()));
    }

    private static Map<String, Object> written(GenericKubernetesResource object) {
        Map<String, Object> fields = Yaml.object(Serialization.asJson(object));
        Map<String, Object> metadata = new TreeMap<>(Fields.in(fields, "metadata"));
        metadata.keySet().removeAll(List.of("resourceVersion", "uid", "generation", "creationTimestamp"));
        return Fields.with(fields, "metadata", metadata);
    }
}

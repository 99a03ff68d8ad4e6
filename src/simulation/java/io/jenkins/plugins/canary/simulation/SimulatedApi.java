package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.server.mock.KubernetesAttributesExtractor;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.crud.Attribute;
import io.fabric8.mockwebserver.crud.AttributeSet;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The API server: the server mock's CRUD dispatcher with what it lacks, so that a client finds a real server's manners. It adds
 * discovery, 404 for kinds that it does not know, missing rights, delete preconditions, status that only {@code /status}
 * changes, the pod log, and creation times in virtual time. Optimistic locking and {@code metadata.generation} (1 at creation,
 * one more at each change outside of metadata and status) are the mock's own.
 *
 * <p>Objects are also kept by namespace and name, so that the controllers' doubles read and write without HTTP. One lock, this
 * object's monitor, guards everything: a client sees a cluster before or after the controllers acted, never between.
 */
final class SimulatedApi extends KubernetesCrudDispatcher implements Store {
    private final Clock clock;
    private final Discovery discovery;
    private final Rights rights;
    private final Map<String, Holdings> namespaces = new HashMap<>();
    private long calls;

    SimulatedApi(Clock clock, List<ServedKind> kinds, Rights rights) {
        this.clock = clock;
        this.discovery = new Discovery(kinds);
        this.rights = rights;
    }

    /** What a namespace holds: key to JSON, how often it was changed, and since when it waits for the controllers. */
    static final class Holdings {
        private final TreeMap<String, Held> objects = new TreeMap<>();
        private final Map<String, Long> versions = new HashMap<>();
        private long version;
        private long serial;
        private Instant changed = Instant.MIN;

        private Holdings copy() {
            Holdings copy = new Holdings();
            copy.objects.putAll(objects);
            copy.versions.putAll(versions);
            copy.version = version;
            copy.serial = serial;
            copy.changed = changed;
            return copy;
        }
    }

    /** A namespace at one moment. */
    record Kept(Holdings holdings, Map<AttributeSet, String> entries) {}

    @Override
    public synchronized MockResponse dispatch(RecordedRequest request) {
        calls++;
        Optional<ApiPath> path = ApiPath.parse(request.getPath());
        if (path.isEmpty()) {
            return discovery.answer(request.getPath());
        }
        if (path.get().plural().equals(Rights.REVIEWS)) {
            return rights.review(request.getBody().readUtf8());
        }
        if (discovery.kind(path.get()).isEmpty()) {
            return Answers.status(404, "NotFound", "the server could not find the requested resource");
        }
        return rights.refusal(request, path.get()).orElseGet(() -> serve(request, path.get()));
    }

    private MockResponse serve(RecordedRequest request, ApiPath path) {
        if (path.subresource().filter("log"::equals).isPresent()) {
            return PodLog.answer(this, path);
        }
        MockResponse answer =
                switch (request.getMethod()) {
                    case "POST" -> stamp(path, super.dispatch(request));
                    case "GET" -> named(path).orElseGet(() -> super.dispatch(request));
                    case "DELETE" -> preconditions(request, path).orElseGet(() -> super.dispatch(request));
                    default -> super.dispatch(request);
                };
        return answer.code() == 404 ? missing(path) : answer;
    }

    /** One object by its name: the mock would compare the names of all. */
    private Optional<MockResponse> named(ApiPath path) {
        return path.name()
                .filter(name -> path.subresource().isEmpty())
                .map(name -> holdings(path.namespace().orElse("")).objects.get(place(path, name)))
                .map(held -> Answers.json(200, held.json()));
    }

    private static MockResponse missing(ApiPath path) {
        return Answers.notFound("%s \"%s\"".formatted(path.plural(), path.name().orElse("")));
    }

    /** The mock knows neither virtual time nor names that are the same in every run. */
    private MockResponse stamp(ApiPath path, MockResponse answer) {
        if (answer.code() != 201) {
            return answer;
        }
        GenericKubernetesResource created =
                Serialization.unmarshal(answer.getBody().readUtf8(), GenericKubernetesResource.class);
        birth(created.getMetadata(), path, clock.instant());
        String json = Serialization.asJson(created);
        AttributeSet key = key(path, created.getMetadata().getName());
        map.put(findResource(key).getKey(), json);
        holdings(path.namespace().orElse(""))
                .objects
                .put(place(path, created.getMetadata().getName()), new Held(json));
        return answer.setBody(json);
    }

    private void birth(ObjectMeta meta, ApiPath path, Instant now) {
        String namespace = path.namespace().orElse("");
        String identity = namespace + "/" + path.plural() + "/" + meta.getName() + "/" + serial(namespace);
        meta.setUid(UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
                .toString());
        meta.setCreationTimestamp(now.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    @Override
    public synchronized long serial(String namespace) {
        return ++holdings(namespace).serial;
    }

    private Optional<MockResponse> preconditions(RecordedRequest request, ApiPath path) {
        if (path.name().isEmpty() || request.getBody().size() == 0) {
            return Optional.empty();
        }
        try {
            JsonNode wanted =
                    Answers.JSON.readTree(request.getBody().readUtf8()).path("preconditions");
            Held held = holdings(path.namespace().orElse(""))
                    .objects
                    .get(place(path, path.name().get()));
            if (held == null) {
                return Optional.empty();
            }
            JsonNode meta = Answers.JSON.readTree(held.json()).path("metadata");
            return Stream.of("uid", "resourceVersion")
                    .filter(wanted::hasNonNull)
                    .filter(field -> !wanted.get(field).equals(meta.get(field)))
                    .findFirst()
                    .map(field -> Answers.status(
                            409,
                            "Conflict",
                            "the %s in the precondition (%s) does not match the %s in record (%s)"
                                    .formatted(field, wanted.get(field), field, meta.get(field))));
        } catch (JsonProcessingException e) {
            return Optional.of(Answers.status(400, "BadRequest", "the delete options are not JSON"));
        }
    }

    @Override
    public boolean isStatusSubresourceEnabledForResource(String path) {
        return ApiPath.parse(path)
                .flatMap(discovery::kind)
                .map(ServedKind::status)
                .orElse(false);
    }

    @Override
    public void processEvent(
            String path, AttributeSet query, AttributeSet before, GenericKubernetesResource resource, String json) {
        super.processEvent(path, query, before, resource, json);
        ApiPath parsed = ApiPath.parse(path).orElseThrow();
        String namespace = before == null
                ? parsed.namespace().orElse("")
                : value(before, KubernetesAttributesExtractor.NAMESPACE).orElse("");
        String name = before == null
                ? resource.getMetadata().getName()
                : value(before, KubernetesAttributesExtractor.NAME).orElseThrow();
        Holdings holdings = holdings(namespace);
        Held old = json == null
                ? holdings.objects.remove(place(parsed, name))
                : holdings.objects.put(place(parsed, name), new Held(json));
        if (old == null || !old.json().equals(json)) {
            holdings.version++;
            holdings.versions.merge(parsed.group() + "/" + parsed.plural(), 1L, Long::sum);
            holdings.changed = clock.instant();
        }
    }

    private static Optional<String> value(AttributeSet set, String key) {
        return Optional.ofNullable(set.getAttribute(key))
                .map(attribute -> attribute.getValues().iterator().next().toString());
    }

    private AttributeSet key(ApiPath path, String name) {
        return getKey(collection(path.group(), path.version(), path.namespace().orElse(""), path.plural()))
                .add(new Attribute(KubernetesAttributesExtractor.NAME, name));
    }

    private static String collection(String group, String version, String namespace, String plural) {
        return (group.isEmpty() ? "/api/" : "/apis/" + group + "/")
                + version
                + (namespace.isEmpty() ? "" : "/namespaces/" + namespace)
                + "/"
                + plural;
    }

    private static String place(ApiPath path, String name) {
        return path.group() + "/" + path.plural() + "/" + name;
    }

    private Holdings holdings(String namespace) {
        return namespaces.computeIfAbsent(namespace, key -> new Holdings());
    }

    /** How often anything in the namespace was changed. */
    synchronized long version(String namespace) {
        return holdings(namespace).version;
    }

    @Override
    public synchronized long version(Kind<?> kind, String namespace) {
        return holdings(namespace).versions.getOrDefault(kind.group() + "/" + kind.plural(), 0L);
    }

    /** All that the namespace holds, byte for byte, by group, kind and name. */
    synchronized Map<String, String> picture(String namespace) {
        Map<String, String> picture = new TreeMap<>();
        holdings(namespace).objects.forEach((place, held) -> picture.put(place, held.json()));
        return picture;
    }

    /** When anything in the namespace was last changed. */
    synchronized Instant changed(String namespace) {
        return holdings(namespace).changed;
    }

    /** All objects of a kind in a namespace, by name, for the caller to change. */
    synchronized <T extends HasMetadata> List<T> list(Kind<T> kind, String namespace) {
        return held(kind, namespace).map(held -> held.copy(kind.type())).toList();
    }

    @Override
    public synchronized <T extends HasMetadata> List<T> view(Kind<T> kind, String namespace) {
        return held(kind, namespace).map(held -> held.shared(kind.type())).toList();
    }

    private Stream<Held> held(Kind<?> kind, String namespace) {
        String prefix = kind.group() + "/" + kind.plural() + "/";
        return holdings(namespace).objects.subMap(prefix, prefix + Character.MAX_VALUE).values().stream();
    }

    /** One object, for the caller to change. */
    synchronized <T extends HasMetadata> Optional<T> find(Kind<T> kind, String namespace, String name) {
        return Optional.ofNullable(holdings(namespace).objects.get(kind.group() + "/" + kind.plural() + "/" + name))
                .map(held -> held.copy(kind.type()));
    }

    @Override
    public synchronized <T extends HasMetadata> T put(Kind<T> kind, String namespace, T object, Instant now) {
        ObjectMeta meta = object.getMetadata();
        String path = collection(kind.group(), kind.version(), namespace, kind.plural());
        ApiPath parsed = ApiPath.parse(path).orElseThrow();
        meta.setNamespace(namespace);
        Map.Entry<AttributeSet, String> existing = findResource(key(parsed, meta.getName()));
        if (existing == null) {
            birth(meta, parsed, now);
            meta.setGeneration(1L);
        } else {
            meta.setGeneration(generation(existing.getValue(), object));
        }
        meta.setResourceVersion(Long.toString(requestResourceVersion()));
        String json = Serialization.asJson(object);
        processEvent(
                path,
                getKey(path),
                existing == null ? null : existing.getKey(),
                Serialization.unmarshal(json, GenericKubernetesResource.class),
                json);
        return object;
    }

    /** As the mock counts it for clients: what is neither metadata nor status has changed. */
    private static long generation(String before, HasMetadata object) {
        try {
            ObjectNode old = (ObjectNode) Serialization.jsonMapper().readTree(before);
            ObjectNode next = (ObjectNode) Serialization.jsonMapper().readTree(Serialization.asJson(object));
            long generation = old.path("metadata").path("generation").asLong(1);
            List<String> others = List.of("metadata", "status");
            return old.remove(others).equals(next.remove(others)) ? generation : generation + 1;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + before, e);
        }
    }

    @Override
    public synchronized void remove(Kind<?> kind, String namespace, String name) {
        String path = collection(kind.group(), kind.version(), namespace, kind.plural());
        AttributeSet key = key(ApiPath.parse(path).orElseThrow(), name);
        Map.Entry<AttributeSet, String> existing = findResource(key);
        if (existing != null) {
            processEvent(path, key, existing.getKey(), null, null);
        }
    }

    /** Forgets a namespace with all that is in it, so that a server that has seen many does not become slow. */
    synchronized void forget(String namespace) {
        namespaces.remove(namespace);
        map.keySet().removeIf(key -> isIn(namespace, key));
    }

    private static boolean isIn(String namespace, AttributeSet key) {
        return value(key, KubernetesAttributesExtractor.NAMESPACE)
                .filter(namespace::equals)
                .isPresent();
    }

    /** Keeps a namespace as it is now. */
    synchronized Kept keep(String namespace) {
        Map<AttributeSet, String> entries = new HashMap<>(map);
        entries.keySet().removeIf(key -> !isIn(namespace, key));
        return new Kept(holdings(namespace).copy(), entries);
    }

    /** Makes a namespace what it was. */
    synchronized void restore(String namespace, Kept kept) {
        forget(namespace);
        map.putAll(kept.entries());
        namespaces.put(namespace, kept.holdings().copy());
    }

    /** Calls that came over HTTP. */
    synchronized long calls() {
        return calls;
    }
}

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
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What one namespace holds: the server mock's CRUD dispatcher with what it lacks. It adds delete preconditions, status that only
 * {@code /status} changes, and creation times in virtual time. Optimistic locking and {@code metadata.generation} (1 at creation,
 * one more at each change outside of metadata and status) are the mock's own.
 *
 * <p>Objects are also kept by name, so that the controllers' doubles read and write without HTTP. One lock, this object's
 * monitor, guards everything: a client sees a namespace before or after the controllers acted, never between.
 */
final class NamespaceObjects extends KubernetesCrudDispatcher {
    private final String namespace;
    private final Clock clock;
    private final Discovery discovery;
    private final AtomicLong writes;
    private Holdings holdings = new Holdings();

    /**
     * An empty namespace.
     *
     * @param clock gives creation times
     * @param writes the number of the server's latest write, which is that object's version
     */
    NamespaceObjects(String namespace, Clock clock, Discovery discovery, AtomicLong writes) {
        this.namespace = namespace;
        this.clock = clock;
        this.discovery = discovery;
        this.writes = writes;
    }

    /** Key to JSON, how often it was changed, and since when it waits for the controllers. */
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

    /** All of it at one moment. */
    record Kept(Holdings holdings, Map<AttributeSet, String> entries) {}

    /** Answers a request for objects of a kind that the server knows. */
    synchronized MockResponse serve(RecordedRequest request, ApiPath path) {
        if (path.subresource().filter("log"::equals).isPresent()) {
            return PodLog.answer(this, path.name().orElse(""));
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
                .map(name -> holdings.objects.get(place(path, name)))
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
        holdings.objects.put(place(path, created.getMetadata().getName()), new Held(json));
        return answer.setBody(json);
    }

    private void birth(ObjectMeta meta, ApiPath path, Instant now) {
        String identity = namespace + "/" + path.plural() + "/" + meta.getName() + "/" + serial();
        meta.setUid(UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
                .toString());
        meta.setCreationTimestamp(now.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private Optional<MockResponse> preconditions(RecordedRequest request, ApiPath path) {
        if (path.name().isEmpty() || request.getBody().size() == 0) {
            return Optional.empty();
        }
        try {
            JsonNode wanted =
                    Answers.JSON.readTree(request.getBody().readUtf8()).path("preconditions");
            Held held = holdings.objects.get(place(path, path.name().get()));
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
    public long requestResourceVersion() {
        return writes.incrementAndGet();
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
        String name = before == null ? resource.getMetadata().getName() : name(before);
        Held old = json == null
                ? holdings.objects.remove(place(parsed, name))
                : holdings.objects.put(place(parsed, name), new Held(json));
        if (old == null || !old.json().equals(json)) {
            holdings.version++;
            holdings.versions.merge(parsed.group() + "/" + parsed.plural(), 1L, Long::sum);
            holdings.changed = clock.instant();
        }
    }

    private static String name(AttributeSet set) {
        return set.getAttribute(KubernetesAttributesExtractor.NAME)
                .getValues()
                .iterator()
                .next()
                .toString();
    }

    private AttributeSet key(ApiPath path, String name) {
        return getKey(collection(path.group(), path.version(), path.plural()))
                .add(new Attribute(KubernetesAttributesExtractor.NAME, name));
    }

    private String collection(String group, String version, String plural) {
        return (group.isEmpty() ? "/api/" : "/apis/" + group + "/")
                + version
                + (namespace.isEmpty() ? "" : "/namespaces/" + namespace)
                + "/"
                + plural;
    }

    private static String place(ApiPath path, String name) {
        return path.group() + "/" + path.plural() + "/" + name;
    }

    /** A number that no other object here was given. */
    synchronized long serial() {
        return ++holdings.serial;
    }

    /** How often anything was changed. */
    synchronized long version() {
        return holdings.version;
    }

    /** How often any object of a kind was changed. */
    synchronized long version(Kind<?> kind) {
        return holdings.versions.getOrDefault(kind.group() + "/" + kind.plural(), 0L);
    }

    /** Everything, byte for byte, by group, kind and name. */
    synchronized Map<String, String> picture() {
        Map<String, String> picture = new TreeMap<>();
        holdings.objects.forEach((place, held) -> picture.put(place, held.json()));
        return picture;
    }

    /** When anything was last changed. */
    synchronized Instant changed() {
        return holdings.changed;
    }

    /** All objects of a kind, by name, for the caller to change. */
    synchronized <T extends HasMetadata> List<T> list(Kind<T> kind) {
        return held(kind).map(held -> held.copy(kind.type())).toList();
    }

    /** All objects of a kind by name, only to look at. */
    synchronized <T extends HasMetadata> List<T> view(Kind<T> kind) {
        return held(kind).map(held -> held.shared(kind.type())).toList();
    }

    private Stream<Held> held(Kind<?> kind) {
        String prefix = kind.group() + "/" + kind.plural() + "/";
        return holdings.objects.subMap(prefix, prefix + Character.MAX_VALUE).values().stream();
    }

    /** One object, for the caller to change. */
    synchronized <T extends HasMetadata> Optional<T> find(Kind<T> kind, String name) {
        return Optional.ofNullable(holdings.objects.get(kind.group() + "/" + kind.plural() + "/" + name))
                .map(held -> held.copy(kind.type()));
    }

    /** Creates or replaces an object, status and all. */
    synchronized <T extends HasMetadata> T put(Kind<T> kind, T object, Instant now) {
        ObjectMeta meta = object.getMetadata();
        String path = collection(kind.group(), kind.version(), kind.plural());
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

    /** Deletes an object; nothing to delete is fine. */
    synchronized void remove(Kind<?> kind, String name) {
        String path = collection(kind.group(), kind.version(), kind.plural());
        AttributeSet key = key(ApiPath.parse(path).orElseThrow(), name);
        Map.Entry<AttributeSet, String> existing = findResource(key);
        if (existing != null) {
            processEvent(path, key, existing.getKey(), null, null);
        }
    }

    /** Keeps everything as it is now. */
    synchronized Kept keep() {
        return new Kept(holdings.copy(), new HashMap<>(map));
    }

    /** Makes everything what it was. */
    synchronized void restore(Kept kept) {
        map.clear();
        map.putAll(kept.entries());
        holdings = kept.holdings().copy();
    }
}

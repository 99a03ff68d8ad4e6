package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The API server: knows kinds and rights, and has {@link NamespaceObjects} for each namespace, so that a client finds a real
 * server's manners: discovery, 404 for kinds that it does not know, missing rights, the pod log. Namespaces know nothing of each
 * other and do not wait for each other; what concerns several at once, such as the pods of all namespaces, is refused. Safe for
 * use by several threads.
 */
final class SimulatedApi extends Dispatcher implements Store {
    private final Clock clock;
    private final Discovery discovery;
    private final Rights rights;
    private final Map<String, NamespaceObjects> namespaces = new ConcurrentHashMap<>();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();

    SimulatedApi(Clock clock, List<ServedKind> kinds, Rights rights) {
        this.clock = clock;
        this.discovery = new Discovery(kinds);
        this.rights = rights;
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        calls.incrementAndGet();
        Optional<ApiPath> path = ApiPath.parse(request.getPath());
        if (path.isEmpty()) {
            return discovery.answer(request.getPath());
        }
        if (path.get().plural().equals(Rights.REVIEWS)) {
            return rights.review(request.getBody().readUtf8());
        }
        Optional<ServedKind> kind = discovery.kind(path.get());
        if (kind.isEmpty()) {
            return Answers.status(404, "NotFound", "the server could not find the requested resource");
        }
        return rights.refusal(request, path.get()).orElseGet(() -> serve(request, path.get(), kind.get()));
    }

    private MockResponse serve(RecordedRequest request, ApiPath path, ServedKind kind) {
        if (kind.namespaced() && path.namespace().isEmpty()) {
            return Answers.status(501, "NotImplemented", "this server answers for one namespace at a time");
        }
        return objects(path.namespace().orElse("")).serve(request, path);
    }

    /** What a namespace holds; the empty name stands for what is in none. */
    NamespaceObjects objects(String namespace) {
        return namespaces.computeIfAbsent(namespace, name -> new NamespaceObjects(name, clock, discovery, writes));
    }

    @Override
    public <T extends HasMetadata> List<T> view(Kind<T> kind, String namespace) {
        return objects(namespace).view(kind);
    }

    @Override
    public <T extends HasMetadata> T put(Kind<T> kind, String namespace, T object, Instant now) {
        return objects(namespace).put(kind, object, now);
    }

    @Override
    public void remove(Kind<?> kind, String namespace, String name) {
        objects(namespace).remove(kind, name);
    }

    @Override
    public long version(Kind<?> kind, String namespace) {
        return objects(namespace).version(kind);
    }

    @Override
    public long serial(String namespace) {
        return objects(namespace).serial();
    }

    /** Forgets a namespace with all that is in it. */
    void forget(String namespace) {
        namespaces.remove(namespace);
    }

    /** Calls that came over HTTP. */
    long calls() {
        return calls.get();
    }
}

package io.jenkins.plugins.canary.traffic;

import java.util.Map;

/**
 * Stable and canary have a Service each, which a destination names.
 *
 * @param namespace of the route and of both Services
 * @param field in which a destination names its Service
 * @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/#backendobjectreference">Gateway API: BackendObjectReference</a>
 */
record BackendArms(String namespace, String field, String stable, String canary) implements Arms {
    @Override
    public boolean isStable(Map<String, Object> destination) {
        return isService(destination, stable);
    }

    @Override
    public boolean isCanary(Map<String, Object> destination) {
        return isService(destination, canary);
    }

    @Override
    public Map<String, Object> canaryOf(Map<String, Object> destination) {
        return Fields.with(destination, field, canary);
    }

    @Override
    public Map<String, Object> guarded(Map<String, Object> destination) {
        return destination;
    }

    @Override
    public Map<String, Object> unguarded(Map<String, Object> destination) {
        return destination;
    }

    /** Where group, kind or namespace are not written, they are those of a Service beside the route. */
    private boolean isService(Map<String, Object> destination, String name) {
        return is(destination, field, name)
                && (!destination.containsKey("group") || is(destination, "group", ""))
                && (!destination.containsKey("kind") || is(destination, "kind", "Service"))
                && (!destination.containsKey("namespace") || is(destination, "namespace", namespace));
    }

    private static boolean is(Map<String, Object> destination, String field, String value) {
        return Fields.text(destination, field).filter(value::equals).isPresent();
    }
}

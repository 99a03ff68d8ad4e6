package io.jenkins.plugins.canary.traffic;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a kind of route object keeps its routes and their destinations, and what its weights mean.
 *
 * @see <a href="https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRouteDestination">Istio:
 *     HTTPRouteDestination</a>
 * @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/#httpbackendref">Gateway API: HTTPBackendRef</a>
 */
enum Dialect {
    /** Weights are percents; one that is not written is 0, but a destination that stands alone gets all in any case. */
    VIRTUAL_SERVICE("VirtualService", "http", "route", 0) {
        @Override
        Map<String, Object> destination(Map<String, Object> entry) {
            return Fields.in(entry, DESTINATION);
        }

        @Override
        Map<String, Object> withDestination(Map<String, Object> entry, Map<String, Object> destination) {
            return entry.containsKey(DESTINATION) ? Fields.with(entry, DESTINATION, destination) : entry;
        }

        @Override
        int share(List<Map<String, Object>> all, Map<String, Object> entry) {
            return all.size() == 1 ? ALL : weight(entry);
        }
    },

    /** Weights are in proportion to each other; one that is not written is 1, and 0 is nothing even where it stands alone. */
    HTTP_ROUTE("HTTPRoute", "rules", "backendRefs", 1) {
        @Override
        Map<String, Object> destination(Map<String, Object> entry) {
            return Fields.without(Fields.without(entry, "weight"), "filters");
        }

        @Override
        Map<String, Object> withDestination(Map<String, Object> entry, Map<String, Object> destination) {
            Map<String, Object> next = new LinkedHashMap<>(entry);
            next.putAll(destination);
            return next;
        }

        @Override
        int share(List<Map<String, Object>> all, Map<String, Object> entry) {
            return all.size() == 1 && weight(entry) > 0 ? ALL : weight(entry);
        }
    };

    private static final int ALL = 100;
    private static final String DESTINATION = "destination";

    private final String kind;
    private final String routes;
    private final String destinations;
    private final int unwritten;

    Dialect(String kind, String routes, String destinations, int unwritten) {
        this.kind = kind;
        this.routes = routes;
        this.destinations = destinations;
        this.unwritten = unwritten;
    }

    /** The dialect of a kind of object, if it is one that has routes. */
    static Optional<Dialect> of(String kind) {
        return Arrays.stream(values()).filter(one -> one.kind.equals(kind)).findFirst();
    }

    /** Name of the field of {@code spec} that lists the routes. */
    String routes() {
        return routes;
    }

    /** Name of the field of a route that lists where it leads. */
    String destinations() {
        return destinations;
    }

    /** What names the Service, within an entry of that list. */
    abstract Map<String, Object> destination(Map<String, Object> entry);

    /** The entry with another destination; all else alike. */
    abstract Map<String, Object> withDestination(Map<String, Object> entry, Map<String, Object> destination);

    /** What part an entry of the list gets, by the measure in which the canary's part is to be written. */
    abstract int share(List<Map<String, Object>> all, Map<String, Object> entry);

    /** The weight of an entry. */
    int weight(Map<String, Object> entry) {
        return entry.containsKey("weight") ? Fields.number(entry, "weight") : unwritten;
    }
}

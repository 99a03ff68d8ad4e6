package io.jenkins.plugins.canary.traffic;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Where a kind of object keeps some of its routes, and how others are put there. Immutable. */
interface RouteList {
    /** Tells it from the other lists of the same object. */
    String name();

    /** The routes as they stand; none if there is no such field. */
    List<Map<String, Object>> in(RouteObject object);

    /** The object with these routes in that place, as many as there were; the same object if they are the same routes. */
    RouteObject with(RouteObject object, List<Map<String, Object>> routes);

    /** How its routes choose requests. */
    default Selection selection() {
        return Selection.NONE;
    }

    /**
     * How its routes keep users with their version.
     *
     * @param destinations name of the field of a route with its destinations
     */
    default Keeping keeping(Affinity affinity, String destinations) {
        return selection()
                .answers()
                .<Keeping>map(answers -> new CookieRoutes(affinity, selection(), answers, destinations))
                .orElse(Keeping.NONE);
    }

    /** A list that is a field of {@code spec}. */
    record Field(String name, Selection selection) implements RouteList {
        /** One whose routes choose nothing. */
        Field(String name) {
            this(name, Selection.NONE);
        }

        @Override
        public List<Map<String, Object>> in(RouteObject object) {
            return Fields.list(object.spec(), name);
        }

        @Override
        public RouteObject with(RouteObject object, List<Map<String, Object>> routes) {
            return routes.equals(in(object)) ? object : object.withSpec(Fields.with(object.spec(), name, routes));
        }
    }

    /**
     * A field of {@code spec} that is the only route.
     *
     * @param sticky how it keeps users
     */
    record Single(String name, Function<Affinity, Keeping> sticky) implements RouteList {
        /** One that keeps nobody. */
        Single(String name) {
            this(name, affinity -> Keeping.NONE);
        }

        @Override
        public Keeping keeping(Affinity affinity, String destinations) {
            return sticky.apply(affinity);
        }

        @Override
        public List<Map<String, Object>> in(RouteObject object) {
            return object.spec().containsKey(name) ? List.of(Fields.in(object.spec(), name)) : List.of();
        }

        @Override
        public RouteObject with(RouteObject object, List<Map<String, Object>> routes) {
            return routes.equals(in(object))
                    ? object
                    : object.withSpec(Fields.with(object.spec(), name, routes.get(0)));
        }
    }

    /** The {@code spec} is itself the only route. */
    record Whole() implements RouteList {
        @Override
        public String name() {
            return "spec";
        }

        @Override
        public List<Map<String, Object>> in(RouteObject object) {
            return List.of(object.spec());
        }

        @Override
        public RouteObject with(RouteObject object, List<Map<String, Object>> routes) {
            return routes.equals(in(object)) ? object : object.withSpec(routes.get(0));
        }
    }
}

package io.jenkins.plugins.canary.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Shifts weights between two destinations that something else wrote into a route, and writes nothing else: none is inserted,
 * none taken out. Pure, and each method is its own fixed point. A route that does not name both is left alone.
 *
 * @param dialect what the object's routes are written in
 * @param arms tells stable from canary
 * @param found weights before the release, to put back
 */
record FoundSplit(Dialect dialect, Arms arms, List<FoundPair> found) {
    private static final int ALL = 100;

    /** A route with both versions in it, and where it stands. */
    private record Both(String list, int index, Map<String, Object> route) {}

    /** The object with that percentage of what both get for the canary. */
    RouteObject give(RouteObject object, int weight) {
        return changed(object, (both, all) -> shared(all, weight));
    }

    /** The object with the weights that it had before the release. A route that is new has the canary's part of then. */
    RouteObject asFound(RouteObject object) {
        return changed(object, (both, all) -> before(both)
                .map(pair -> written(all, pair.stable(), pair.canary()))
                .orElse(all));
    }

    /** What to record before the first change. */
    List<FoundPair> pairs(RouteObject object) {
        return both(object)
                .map(one -> {
                    List<Map<String, Object>> all = destinations(one.route());
                    return new FoundPair(
                            one.list(), one.index(), name(one.route()), written(stable(all)), written(canary(all)));
                })
                .toList();
    }

    /** Percent that the canary has of what both get, in each route that gives them something; rounded. */
    List<Integer> weights(RouteObject object) {
        return both(object)
                .map(one -> destinations(one.route()))
                .filter(all -> total(all) > 0)
                .map(all -> (int) Math.round(100.0 * dialect.entries().weight(canary(all)) / total(all)))
                .distinct()
                .toList();
    }

    /** What both get together, in each route that leads to others too: what the canary's percentage is taken of. */
    List<Integer> shares(RouteObject object) {
        return both(object)
                .map(one -> destinations(one.route()))
                .filter(all -> total(all) > 0 && !areAlone(all))
                .map(this::total)
                .toList();
    }

    /** Whether a route names one of them more than once, so that nobody can say which weight is meant. */
    boolean isAmbiguous(RouteObject object) {
        return both(object)
                .map(one -> destinations(one.route()))
                .anyMatch(all -> all.stream().filter(this::isStable).count() > 1
                        || all.stream().filter(this::isCanary).count() > 1);
    }

    private Stream<Both> both(RouteObject object) {
        List<Both> both = new ArrayList<>();
        for (RouteList list : dialect.lists()) {
            List<Map<String, Object>> routes = list.in(object);
            for (int index = 0; index < routes.size(); index++) {
                List<Map<String, Object>> all = destinations(routes.get(index));
                if (all.stream().anyMatch(this::isStable) && all.stream().anyMatch(this::isCanary)) {
                    both.add(new Both(list.name(), index, routes.get(index)));
                }
            }
        }
        return both.stream();
    }

    private RouteObject changed(
            RouteObject object, BiFunction<Both, List<Map<String, Object>>, List<Map<String, Object>>> change) {
        RouteObject next = object;
        for (RouteList list : dialect.lists()) {
            List<Map<String, Object>> routes = new ArrayList<>(list.in(next));
            both(next)
                    .filter(one -> one.list().equals(list.name()))
                    .forEach(one -> routes.set(
                            one.index(),
                            Fields.with(
                                    one.route(),
                                    dialect.destinations(),
                                    change.apply(one, destinations(one.route())))));
            next = list.with(next, routes);
        }
        return next;
    }

    /** Two that are alone share a whole of 100, so that every percent can be had; among others they keep what they have. */
    private List<Map<String, Object>> shared(List<Map<String, Object>> all, int weight) {
        int total = total(all);
        if (total == 0) {
            return all;
        }
        int whole = areAlone(all) ? ALL : total;
        int canary = RouteSplit.portion(whole, weight);
        return written(all, whole - canary, canary);
    }

    private List<Map<String, Object>> written(List<Map<String, Object>> all, Integer stable, Integer canary) {
        return all.stream()
                .map(one -> isStable(one) ? weighing(one, stable) : isCanary(one) ? weighing(one, canary) : one)
                .toList();
    }

    private static Map<String, Object> weighing(Map<String, Object> one, Integer weight) {
        return weight == null ? Fields.without(one, "weight") : Fields.with(one, "weight", weight);
    }

    private Optional<FoundPair> before(Both both) {
        List<FoundPair> here =
                found.stream().filter(pair -> pair.list().equals(both.list())).toList();
        String name = name(both.route());
        return here.stream()
                .filter(pair -> name != null && name.equals(pair.name()))
                .findFirst()
                .or(() -> here.stream()
                        .filter(pair -> pair.route() == both.index() && Objects.equals(name, pair.name()))
                        .findFirst())
                .or(() -> here.stream().findFirst());
    }

    private boolean areAlone(List<Map<String, Object>> all) {
        return all.stream().filter(dialect.entries()::counts).count() == 2;
    }

    private int total(List<Map<String, Object>> all) {
        return dialect.entries().weight(stable(all)) + dialect.entries().weight(canary(all));
    }

    private Map<String, Object> stable(List<Map<String, Object>> all) {
        return all.stream().filter(this::isStable).findFirst().orElseThrow();
    }

    private Map<String, Object> canary(List<Map<String, Object>> all) {
        return all.stream().filter(this::isCanary).findFirst().orElseThrow();
    }

    private static Integer written(Map<String, Object> one) {
        return one.containsKey("weight") ? (Integer) Fields.number(one, "weight") : null;
    }

    private static String name(Map<String, Object> route) {
        return Fields.text(route, "name").orElse(null);
    }

    private List<Map<String, Object>> destinations(Map<String, Object> route) {
        return Fields.list(route, dialect.destinations());
    }

    private boolean isStable(Map<String, Object> one) {
        return dialect.entries().counts(one) && arms.isStable(dialect.entries().destination(one));
    }

    private boolean isCanary(Map<String, Object> one) {
        return dialect.entries().counts(one) && arms.isCanary(dialect.entries().destination(one));
    }
}

package io.jenkins.plugins.canary.traffic;

import io.jenkins.plugins.canary.target.Exposure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Splits all routes of an object between stable and canary: a {@link RouteSplit} for each of its lists. Pure, and each method is
 * its own fixed point, as there.
 *
 * @param dialect what the object's routes are written in
 * @param arms tells stable from canary
 * @param routes names of the routes to split; empty: all
 * @param found weights before the release, to put back
 * @param affinity how users stay with their version; empty if they need not
 */
record ObjectSplit(
        Dialect dialect, Arms arms, Set<String> routes, List<FoundWeight> found, Optional<Affinity> affinity) {
    private static final int ALL = 100;

    /** One that keeps nobody. */
    ObjectSplit(Dialect dialect, Arms arms, Set<String> routes, List<FoundWeight> found) {
        this(dialect, arms, routes, found, Optional.empty());
    }

    /** The same, keeping users. */
    ObjectSplit keeping(Optional<Affinity> kept) {
        return new ObjectSplit(dialect, arms, routes, found, kept);
    }

    /** The object with the canary's part of stable's share in each route. */
    RouteObject give(RouteObject object, Exposure exposure) {
        return changed(object, (split, list) -> split.give(list, exposure));
    }

    /** What is in the way of giving the canary some of these, as the end of a sentence that begins with the object. */
    List<String> obstacles(RouteObject object, List<Exposure> exposures) {
        return exposures.stream()
                .flatMap(exposure -> Stream.concat(
                        exposure.besides().isEmpty() ? Stream.empty() : obstacle(object, exposure).stream(),
                        affinity.isPresent() && draws(exposure) ? unkept(object, exposure).stream() : Stream.empty()))
                .distinct()
                .toList();
    }

    /** Whether some users get the canary by chance, and others do not. */
    private static boolean draws(Exposure exposure) {
        return exposure.weight() > 0 && exposure.weight() < ALL;
    }

    private Optional<String> unkept(RouteObject object, Exposure exposure) {
        Optional<String> found = dialect.lists().stream()
                .flatMap(list -> split(list).unkept(list.in(object)))
                .findFirst();
        boolean kept = dialect.lists().stream().anyMatch(list -> {
            RouteSplit split = split(list);
            return split.keeping() != Keeping.NONE && split.splitsAny(list.in(object));
        });
        return found.or(() -> kept
                        ? overfull(give(object, exposure))
                        : Optional.of("has no route to stable that could tell users apart"))
                .map(obstacle -> obstacle + ", so that users cannot be kept with their version; leave affinity out");
    }

    private Optional<String> obstacle(RouteObject object, Exposure exposure) {
        Optional<String> found = dialect.lists().stream()
                .flatMap(list -> split(list).obstacles(list.in(object), exposure))
                .findFirst();
        boolean given = dialect.lists().stream().anyMatch(list -> {
            RouteSplit split = split(list);
            return list.selection() != Selection.NONE && split.splitsAny(list.in(object));
        });
        return found.or(() -> given
                        ? overfull(give(object, exposure))
                        : Optional.of("has no route to stable that could tell them apart"))
                .map(obstacle -> obstacle + ", so that the canary cannot get " + exposure.besides());
    }

    private Optional<String> overfull(RouteObject given) {
        return dialect.lists().stream()
                .filter(list -> list.in(given).size() > dialect.mostRoutes())
                .findFirst()
                .map(list -> "has no room for more " + list.name() + ": " + dialect.mostRoutes() + " are the most");
    }

    /** The object as it was before the release. */
    RouteObject asFound(RouteObject object) {
        return changed(object, RouteSplit::asFound);
    }

    /** Whether any route names the canary. */
    boolean namesCanary(RouteObject object) {
        return any(list -> split(list).namesCanary(list.in(object)));
    }

    /** Whether there is a route that {@link #give} would split. */
    boolean splitsAny(RouteObject object) {
        return any(list -> split(list).splitsAny(list.in(object)));
    }

    /** Stable's shares in the routes that would be split: what the canary's percentage is taken of. */
    List<Integer> shares(RouteObject object) {
        return dialect.lists().stream()
                .flatMap(list -> split(list).shares(list.in(object)).stream())
                .toList();
    }

    /** How many destinations a route may have, if one would have more with the canary in it. */
    Optional<Integer> tooFull(RouteObject object) {
        RouteObject given = give(object, Exposure.of(50));
        boolean tooMany = dialect.lists().stream()
                .flatMap(list -> list.in(given).stream())
                .anyMatch(route -> Fields.list(route, dialect.destinations()).size() > dialect.most());
        return tooMany ? Optional.of(dialect.most()) : Optional.empty();
    }

    /** What to record before the first change. */
    List<FoundWeight> weights(RouteObject object) {
        return dialect.lists().stream()
                .flatMap(list -> split(list).weights(list.name(), list.in(object)).stream())
                .toList();
    }

    /** What the routes of all lists name as their destinations. */
    static Stream<Map<String, Object>> destinations(Dialect dialect, RouteObject object) {
        return dialect.lists().stream()
                .flatMap(list -> list.in(object).stream())
                .flatMap(route -> Fields.list(route, dialect.destinations()).stream())
                .filter(dialect.entries()::counts)
                .map(dialect.entries()::destination);
    }

    private RouteSplit split(RouteList list) {
        return new RouteSplit(
                dialect,
                arms,
                list.selection(),
                affinity.map(kept -> list.keeping(kept, dialect.destinations())).orElse(Keeping.NONE),
                routes,
                found.stream().filter(one -> list.name().equals(one.list())).toList());
    }

    private RouteObject changed(
            RouteObject object, BiFunction<RouteSplit, List<Map<String, Object>>, List<Map<String, Object>>> change) {
        RouteObject next = object;
        for (RouteList list : dialect.lists()) {
            next = list.with(next, change.apply(split(list), list.in(next)));
        }
        return next;
    }

    private boolean any(Predicate<RouteList> which) {
        return dialect.lists().stream().anyMatch(which);
    }
}

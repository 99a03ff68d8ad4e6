package io.jenkins.plugins.canary.traffic;

import io.jenkins.plugins.canary.target.Exposure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Splits routes between stable and canary. Pure: takes a list of routes that stands in an object and gives the list that should
 * stand there; every method is its own fixed point, so a list is as it should be if the method leaves it alone.
 *
 * <p>Behind each stable destination its canary counterpart is inserted: the same fields (headers, port), another host,
 * subset or Service. The canary takes its percentage of stable's share, the sum stays; a destination that stands alone has a
 * share of 100, because it gets all whatever weight is written. A route that gives stable nothing is left alone.
 *
 * <p>For a cohort, a copy of the route is inserted before it that only the cohort's requests fit, with the canary in stable's
 * place. A route that names the canary and not stable is such a copy: it goes out again whole.
 *
 * @param dialect what the routes are written in
 * @param arms tells stable from canary
 * @param selection how the routes choose requests
 * @param keeping how the routes keep users with their version
 * @param routes names of the routes to split; empty: all
 * @param found weights before the release, to put back
 */
record RouteSplit(
        Dialect dialect, Arms arms, Selection selection, Keeping keeping, Set<String> routes, List<FoundWeight> found) {
    private static final int ALL = 100;

    /** The routes with that for the canary. For nothing none names the canary, and none reaches its pods by chance. */
    List<Map<String, Object>> give(List<Map<String, Object>> list, Exposure exposure) {
        return takenOut(guarded(list)).stream()
                .flatMap(route -> isSplit(route) ? given(route, exposure) : Stream.of(route))
                .toList();
    }

    private Stream<Map<String, Object>> given(Map<String, Object> route, Exposure exposure) {
        if (selection != Selection.NONE && exposure.mirror() > 0) {
            return Stream.of(selection.copying(route, canaryIn(route), exposure.mirror()));
        }
        Stream<Map<String, Object>> drawn = drawn(route, exposure.weight()).stream();
        return exposure.cohort()
                .filter(cohort -> selection != Selection.NONE)
                .map(cohort -> selection.heldTo(cohort, "canary-cohort", withDestinations(route, this::onCanary)))
                .map(held -> Stream.concat(Stream.of(held), drawn))
                .orElse(drawn);
    }

    private List<Map<String, Object>> drawn(Map<String, Object> route, int weight) {
        if (weight == 0) {
            return List.of(route);
        }
        Keeping.Draw draw = new Keeping.Draw(
                weight,
                route,
                withDestinations(route, this::onCanary),
                percent -> withDestinations(route, all -> divided(all, percent)),
                this::isStable,
                this::isCanary);
        return weight == ALL ? List.of(draw.split()) : keeping.kept(draw);
    }

    /** What is in the way of keeping users, in the routes that would be split. */
    Stream<String> unkept(List<Map<String, Object>> list) {
        return takenOut(guarded(list)).stream()
                .filter(this::isSplit)
                .flatMap(route ->
                        keeping
                                .obstacle(
                                        route,
                                        destinations(route).stream()
                                                .filter(this::isStable)
                                                .toList())
                                .stream());
    }

    private Map<String, Object> canaryIn(Map<String, Object> route) {
        return destinations(route).stream()
                .filter(this::isStable)
                .findFirst()
                .map(one -> arms.canaryOf(destination(one)))
                .orElseThrow();
    }

    private List<Map<String, Object>> onCanary(List<Map<String, Object>> all) {
        return all.stream()
                .map(one ->
                        isStable(one) ? dialect.entries().withDestination(one, arms.canaryOf(destination(one))) : one)
                .toList();
    }

    /** What is in the way of giving the canary that, in the routes that would be split. */
    Stream<String> obstacles(List<Map<String, Object>> list, Exposure exposure) {
        return takenOut(guarded(list)).stream()
                .filter(this::isSplit)
                .flatMap(route -> selection.obstacle(route, exposure).stream());
    }

    /** The routes as they were before the release. */
    List<Map<String, Object>> asFound(List<Map<String, Object>> list) {
        return everyDestination(takenOut(guarded(list)), arms::unguarded);
    }

    /** Whether any route names the canary. */
    boolean namesCanary(List<Map<String, Object>> list) {
        return list.stream()
                .anyMatch(route -> destinations(route).stream().anyMatch(this::isCanary)
                        || selection.copies(route, arms::isCanary));
    }

    /** Whether there is a route that {@link #give} would split. */
    boolean splitsAny(List<Map<String, Object>> list) {
        return takenOut(guarded(list)).stream().anyMatch(this::isSplit);
    }

    /** Stable's shares in the routes that would be split: what the canary's percentage is taken of. */
    List<Integer> shares(List<Map<String, Object>> list) {
        return takenOut(guarded(list)).stream()
                .filter(this::isSplit)
                .map(this::destinations)
                .flatMap(all -> all.stream().filter(this::isStable).map(one -> dialect.entries()
                        .share(all, one)))
                .filter(share -> share > 0)
                .toList();
    }

    /**
     * What to record before the first change.
     *
     * @param name of the list, to find it again
     */
    List<FoundWeight> weights(String name, List<Map<String, Object>> list) {
        List<FoundWeight> weights = new ArrayList<>();
        List<Map<String, Object>> routesNow = guarded(list);
        for (int i = 0; i < routesNow.size(); i++) {
            Map<String, Object> route = routesNow.get(i);
            if (isSplit(route)) {
                List<Map<String, Object>> stable =
                        destinations(route).stream().filter(this::isStable).toList();
                for (int k = 0; k < stable.size(); k++) {
                    Integer weight = stable.get(k).containsKey("weight")
                            ? (Integer) Fields.number(stable.get(k), "weight")
                            : null;
                    weights.add(
                            new FoundWeight(name, i, Fields.text(route, "name").orElse(null), k, weight));
                }
            }
        }
        return List.copyOf(weights);
    }

    /** Of a share of so much, how much is a percentage of it: whole, the nearest, both sides at least 1 where that can be. */
    static int portion(int share, int weight) {
        if (weight == 0 || weight == 100) {
            return weight == 0 ? 0 : share;
        }
        int halfRoundedDown = (2 * share * weight + 99) / 200;
        return share == 1 ? 0 : Math.max(1, Math.min(share - 1, halfRoundedDown));
    }

    private boolean isSplit(Map<String, Object> route) {
        List<Map<String, Object>> all = destinations(route);
        return (routes.isEmpty()
                        || Fields.text(route, "name").filter(routes::contains).isPresent())
                && all.stream()
                        .anyMatch(one -> isStable(one) && dialect.entries().share(all, one) > 0);
    }

    private List<Map<String, Object>> divided(List<Map<String, Object>> all, int weight) {
        List<Map<String, Object>> next = new ArrayList<>();
        for (Map<String, Object> one : all) {
            int share = isStable(one) ? dialect.entries().share(all, one) : 0;
            if (share == 0) {
                next.add(one);
            } else {
                int canary = portion(share, weight);
                next.add(Fields.with(one, "weight", share - canary));
                next.add(Fields.with(
                        dialect.entries().withDestination(one, arms.canaryOf(destination(one))), "weight", canary));
            }
        }
        return next;
    }

    private List<Map<String, Object>> takenOut(List<Map<String, Object>> stands) {
        List<Map<String, Object>> list = stands.stream()
                .filter(route -> !isForCohort(route) && !keeping.isAdded(route))
                .map(route -> destinations(route).stream().anyMatch(this::isCanary) ? keeping.without(route) : route)
                .map(route -> selection.withoutCopies(route, arms::isCanary))
                .toList();
        List<Map<String, Object>> next = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Map<String, Object> route = list.get(i);
            int index = i;
            boolean ours = destinations(route).stream().anyMatch(this::isCanary);
            next.add(ours ? withDestinations(route, all -> rejoined(all, index, route)) : route);
        }
        return next;
    }

    private boolean isForCohort(Map<String, Object> route) {
        return selection != Selection.NONE
                && destinations(route).stream().anyMatch(this::isCanary)
                && destinations(route).stream().noneMatch(this::isStable);
    }

    private List<Map<String, Object>> rejoined(List<Map<String, Object>> all, int index, Map<String, Object> route) {
        boolean single = all.stream()
                        .filter(one -> !isCanary(one) && dialect.entries().counts(one))
                        .count()
                == 1;
        List<Map<String, Object>> next = new ArrayList<>();
        int position = 0;
        for (int i = 0; i < all.size(); i++) {
            Map<String, Object> one = all.get(i);
            if (isStable(one)) {
                Optional<FoundWeight> before = before(index, route, position++);
                next.add(single ? alone(one, before) : among(one, before, whole(all, i)));
            } else if (!isCanary(one)) {
                next.add(one);
            }
        }
        return next;
    }

    /** A destination that stands alone gets all whatever its weight says: then what was written before is the only question. */
    private static Map<String, Object> alone(Map<String, Object> one, Optional<FoundWeight> before) {
        return before.isPresent() && before.get().weight() == null
                ? Fields.without(one, "weight")
                : Fields.with(one, "weight", before.map(FoundWeight::weight).orElse(100));
    }

    private Map<String, Object> among(Map<String, Object> one, Optional<FoundWeight> before, int whole) {
        boolean wasUnwritten = before.isPresent()
                && before.get().weight() == null
                && whole == dialect.entries().weight(Map.of());
        return wasUnwritten ? Fields.without(one, "weight") : Fields.with(one, "weight", whole);
    }

    private int whole(List<Map<String, Object>> all, int stable) {
        int canary = IntStream.range(0, all.size())
                .filter(i -> isCanary(all.get(i)) && stableOf(all, i) == stable)
                .map(i -> dialect.entries().weight(all.get(i)))
                .sum();
        return dialect.entries().weight(all.get(stable)) + canary;
    }

    /** Which stable destination a canary one was inserted for: the last like it before, else the first after; -1 if none. */
    private int stableOf(List<Map<String, Object>> all, int canary) {
        int last = -1;
        for (int i = 0; i < all.size() && (i < canary || last < 0); i++) {
            Map<String, Object> one = all.get(i);
            if (isStable(one) && arms.canaryOf(destination(one)).equals(destination(all.get(canary)))) {
                last = i;
            }
        }
        return last;
    }

    private Optional<FoundWeight> before(int index, Map<String, Object> route, int position) {
        Optional<String> name = Fields.text(route, "name");
        return found.stream()
                .filter(one -> one.position() == position
                        && (name.isPresent()
                                ? name.get().equals(one.name())
                                : one.name() == null && one.route() == index))
                .min(Comparator.comparing(one -> one.route() != index));
    }

    private List<Map<String, Object>> guarded(List<Map<String, Object>> list) {
        return everyDestination(list, arms::guarded);
    }

    private List<Map<String, Object>> everyDestination(
            List<Map<String, Object>> list, UnaryOperator<Map<String, Object>> change) {
        return list.stream()
                .map(route -> destinations(route).isEmpty()
                        ? route
                        : withDestinations(route, all -> all.stream()
                                .map(one -> dialect.entries().withDestination(one, change.apply(destination(one))))
                                .toList()))
                .toList();
    }

    private boolean isStable(Map<String, Object> one) {
        return dialect.entries().counts(one) && arms.isStable(destination(one));
    }

    private boolean isCanary(Map<String, Object> one) {
        return dialect.entries().counts(one) && arms.isCanary(destination(one));
    }

    private Map<String, Object> destination(Map<String, Object> one) {
        return dialect.entries().destination(one);
    }

    private List<Map<String, Object>> destinations(Map<String, Object> route) {
        return Fields.list(route, dialect.destinations());
    }

    private Map<String, Object> withDestinations(
            Map<String, Object> route, UnaryOperator<List<Map<String, Object>>> change) {
        return Fields.with(route, dialect.destinations(), change.apply(destinations(route)));
    }
}

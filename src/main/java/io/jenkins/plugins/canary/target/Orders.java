package io.jenkins.plugins.canary.target;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that people ordered of a release since it began, oldest first.
 *
 * @param given the orders
 */
public record Orders(List<Order> given) {
    /** Nothing was ordered. */
    public static final Orders NONE = new Orders(List.of());

    /** More would not fit into a claim. */
    private static final int MOST = 40;

    /** Copies the list. */
    public Orders {
        given = List.copyOf(given);
    }

    /**
     * The orders with one more.
     *
     * @throws RefusedException if there are as many already as a claim holds
     */
    public Orders and(Order next) {
        if (given.size() >= MOST) {
            throw new RefusedException("claim: people ordered something of the release " + MOST
                    + " times, and more is not remembered; end it");
        }
        List<Order> all = new ArrayList<>(given);
        all.add(next);
        return new Orders(all);
    }

    /** The order that pauses the release now. */
    public Optional<Order> pause() {
        return latest().filter(order -> order.kind() == Order.Kind.PAUSE);
    }

    /** When it was resumed last, if it is not paused. */
    public Optional<Instant> resumed() {
        return latest().filter(order -> order.kind() == Order.Kind.RESUME).map(Order::at);
    }

    private Optional<Order> latest() {
        return given.stream()
                .filter(order -> order.kind() == Order.Kind.PAUSE || order.kind() == Order.Kind.RESUME)
                .reduce((earlier, later) -> later);
    }

    /** The order of that kind for the weight that stands since then. */
    public Optional<Order> ofWeight(Order.Kind kind, Optional<Instant> since) {
        return given.stream()
                .filter(order -> order.kind() == kind
                        && order.weightSince().isPresent()
                        && order.weightSince().equals(since))
                .findFirst();
    }

    /** How much later something ends that waits for people, if that is ordered next: what it gives, or what the pause took. */
    Duration sparedBy(Order next) {
        return next.kind() == Order.Kind.RESUME
                ? pause().map(from -> within(from.at(), next.at(), from.at())).orElse(Duration.ZERO)
                : next.by();
    }

    /** How much longer an undecided analysis may last at a time: what it was given, and what it was paused since then. */
    public Duration grace(Instant since, Instant now) {
        Duration grace = Duration.ZERO;
        Optional<Instant> paused = Optional.empty();
        for (Order order : given) {
            switch (order.kind()) {
                case EXTEND -> grace = grace.plus(order.by());
                case PAUSE -> paused = paused.or(() -> Optional.of(order.at()));
                case RESUME -> {
                    grace = grace.plus(
                            paused.map(from -> within(from, order.at(), since)).orElse(Duration.ZERO));
                    paused = Optional.empty();
                }
                case APPROVE, PROMOTE -> {
                    // They give no time.
                }
            }
        }
        return grace.plus(paused.map(from -> within(from, now, since)).orElse(Duration.ZERO));
    }

    private static Duration within(Instant from, Instant to, Instant since) {
        Duration time = Duration.between(from.isBefore(since) ? since : from, to);
        return time.isNegative() ? Duration.ZERO : time;
    }
}

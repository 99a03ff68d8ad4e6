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
            throw new RefusedException("claim: the release was paused, resumed and extended " + MOST
                    + " times, and more are not remembered; end it");
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
        return given.stream().filter(order -> order.kind() != Order.Kind.EXTEND).reduce((earlier, later) -> later);
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
            }
        }
        return grace.plus(paused.map(from -> within(from, now, since)).orElse(Duration.ZERO));
    }

    private static Duration within(Instant from, Instant to, Instant since) {
        Duration time = Duration.between(from.isBefore(since) ? since : from, to);
        return time.isNegative() ? Duration.ZERO : time;
    }
}

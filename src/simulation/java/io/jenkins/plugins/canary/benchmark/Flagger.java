package io.jenkins.plugins.canary.benchmark;

import static io.jenkins.plugins.canary.benchmark.Parameter.*;

import java.time.Duration;
import java.util.Optional;

/**
 * Flagger as its Istio tutorial sets it up: every minute, at least 99 % of the canary's requests succeed and their 99th
 * percentile is at most 500 ms. Failed checks add up, good ones do not take any back; it rolls back at the check after the
 * fifth.
 *
 * @see <a href="https://docs.flagger.app/tutorials/istio-progressive-delivery">Flagger: Istio canary deployments</a>
 */
final class Flagger implements Policy {
    /** Of its Istio tutorial: {@code interval}, */
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    /** {@code stepWeight}, */
    private static final int STEP = 5;

    /** and {@code maxWeight}. */
    private static final int LARGEST = 50;

    private final boolean ownSchedule;
    private int failed;

    Flagger(Workload workload) {
        ownSchedule = workload.text(FLAGGER_SCHEDULE).equals("own");
    }

    @Override
    public Optional<Decided> look(World world) {
        Minutes minutes = new Minutes(world);
        if (world.age().toMillis() % INTERVAL.toMillis() != 0 || !minutes.filled(INTERVAL)) {
            return Optional.empty();
        }
        if (failed >= world.workload().number(FLAGGER_THRESHOLD)) {
            return Optional.of(Decided.ROLLED_BACK);
        }
        if (!good(world.workload(), minutes)) {
            failed++;
        } else if (ownSchedule) {
            if (world.weight() >= LARGEST) {
                return Optional.of(Decided.PROMOTED);
            }
            world.steer(world.weight() + STEP);
        }
        return world.over() ? Optional.of(Decided.PROMOTED) : Optional.empty();
    }

    /** No requests, no success: that is how Flagger takes it. What it has no check for is good. */
    private static boolean good(Workload workload, Minutes minutes) {
        long to = minutes.end();
        long from = to - INTERVAL.toMillis();
        return switch (workload.text(METRIC)) {
            case "errors" -> {
                Minutes.Counts counts = minutes.counts(true, from, to);
                yield counts.all() > 0
                        && counts.all() - counts.events() >= workload.number(FLAGGER_SUCCESS) * counts.all();
            }
            case "latency" -> minutes.quantile(0.99, true, from, to) <= workload.number(FLAGGER_P99);
            default -> true;
        };
    }
}

package io.jenkins.plugins.canary.benchmark;

import static io.jenkins.plugins.canary.benchmark.Parameter.*;

import java.time.Duration;
import java.util.Optional;

/**
 * Argo Rollouts with the analysis of its documentation: every five minutes, at least 95 % of the canary's requests of the last
 * five minutes succeed; a failure limit of 3, which the code takes to mean that the fourth failure aborts. For latencies, the
 * 95th percentile in the same way.
 *
 * @see <a href="https://argo-rollouts.readthedocs.io/en/stable/features/analysis/">Argo Rollouts: analysis</a>
 */
final class Argo implements Policy {
    private final Duration interval;
    private int failures;

    Argo(Workload workload) {
        interval = workload.duration(ARGO_INTERVAL);
    }

    @Override
    public Optional<Decided> look(World world) {
        Minutes minutes = new Minutes(world);
        if (world.age().toMillis() % interval.toMillis() == 0 && minutes.filled(interval)) {
            failures += fails(world.workload(), minutes) ? 1 : 0;
            if (failures > world.workload().number(ARGO_FAILURE_LIMIT)) {
                return Optional.of(Decided.ROLLED_BACK);
            }
        }
        return world.over() ? Optional.of(Decided.PROMOTED) : Optional.empty();
    }

    private boolean fails(Workload workload, Minutes minutes) {
        long to = minutes.end();
        long from = to - interval.toMillis();
        return switch (workload.text(METRIC)) {
            case "errors" -> {
                Minutes.Counts counts = minutes.counts(true, from, to);
                yield counts.all() - counts.events() < workload.number(ARGO_SUCCESS) * counts.all();
            }
            case "latency" -> minutes.quantile(0.95, true, from, to) > workload.number(ARGO_P95);
            default -> false;
        };
    }
}

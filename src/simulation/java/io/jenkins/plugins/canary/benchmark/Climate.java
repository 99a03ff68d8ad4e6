package io.jenkins.plugins.canary.benchmark;

import static io.jenkins.plugins.canary.benchmark.Parameter.*;

import io.jenkins.plugins.canary.simulation.Sampler;

/** What both versions share: the daily wave of traffic, and a wobble of the error level. Not thread-safe. */
final class Climate {
    private static final double DAY_MILLIS = 24 * 3_600_000.0;

    private final double rps;
    private final double amplitude;
    private final double phase;
    private final double deviation;
    private final Wobble wobble;
    private double errorFactor = 1;

    Climate(Workload workload, Sampler chance) {
        rps = workload.number(RPS);
        amplitude = workload.number(DIURNAL);
        phase = chance.uniform();
        deviation = Math.sqrt(Math.log(1 + workload.number(COMMON_CV) * workload.number(COMMON_CV)));
        wobble = new Wobble(Wobble.USUAL, chance);
    }

    /** One more cell begins. */
    void next(Sampler chance) {
        errorFactor = deviation == 0 ? 1 : Math.exp(deviation * wobble.next(chance) - deviation * deviation / 2);
    }

    /** Requests per second. */
    double rps(long millis) {
        return rps * (1 + amplitude * Math.sin(2 * Math.PI * (millis / DAY_MILLIS + phase)));
    }

    /** What error levels are multiplied by. */
    double errorFactor() {
        return errorFactor;
    }
}

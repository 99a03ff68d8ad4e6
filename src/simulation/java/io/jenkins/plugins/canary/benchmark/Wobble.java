package io.jenkins.plugins.canary.benchmark;

import io.jenkins.plugins.canary.simulation.Sampler;

/** A stationary autoregressive process of order 1 with deviation 1. Not thread-safe. */
final class Wobble {
    private final double memory;
    private final double fresh;
    private double value;

    /**
     * @param memory correlation of one step with the next
     */
    Wobble(double memory, Sampler chance) {
        this.memory = memory;
        fresh = Math.sqrt(1 - memory * memory);
        value = chance.normal();
    }

    /** The value after one more step. */
    double next(Sampler chance) {
        value = memory * value + fresh * chance.normal();
        return value;
    }
}

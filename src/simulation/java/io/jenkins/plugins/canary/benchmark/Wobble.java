package io.jenkins.plugins.canary.benchmark;

import io.jenkins.plugins.canary.simulation.Sampler;

/**
 * A stationary autoregressive process of order 1 with deviation 1 (G. Udny Yule, Phil. Trans. R. Soc. A 226, 1927). Not
 * thread-safe.
 */
final class Wobble {
    /** Correlation from one scrape to the next of levels that hang together for minutes (methods 4: A2 and A4). */
    static final double USUAL = 0.9;

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

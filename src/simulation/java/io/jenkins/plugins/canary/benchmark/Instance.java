package io.jenkins.plugins.canary.benchmark;

import io.jenkins.plugins.canary.simulation.Sampler;
import io.jenkins.plugins.canary.target.Pod;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One pod of a simulated release. Not thread-safe. */
final class Instance {
    private final String name;
    private final boolean canary;
    private final Instant readySince;
    private final long phase;
    private final Meter meter;
    private final Temper temper;
    private long hiddenUntil = Long.MIN_VALUE;
    private int restarts;

    /**
     * @param phase when in each cell it is scraped, in milliseconds after the cell's beginning
     */
    Instance(String name, boolean canary, Instant readySince, long phase, Meter meter, Temper temper) {
        this.name = name;
        this.canary = canary;
        this.readySince = readySince;
        this.phase = phase;
        this.meter = meter;
        this.temper = temper;
    }

    /** The labels of everything that a pod of that name shows. */
    static Map<String, String> labels(String name) {
        return new TreeMap<>(Map.of("job", "checkout", "namespace", "shop", "instance", name + ":8080", "pod", name));
    }

    boolean canary() {
        return canary;
    }

    Instant readySince() {
        return readySince;
    }

    Meter meter() {
        return meter;
    }

    Temper temper() {
        return temper;
    }

    long phase() {
        return phase;
    }

    /** Its container was started again so many times. */
    void restarted(int times) {
        restarts += times;
    }

    /** Its series of errors goes away until then. */
    void hideUntil(long millis) {
        hiddenUntil = millis;
    }

    /** Shows its counters. */
    void scrape(long millis) {
        meter.hide(millis < hiddenUntil, millis);
        meter.write(millis);
    }

    /** As the cluster would show it. */
    Pod pod() {
        return new Pod(name, Optional.of(readySince), restarts, Map.of());
    }

    /** What makes one pod unlike the next: lasting differences, and wobbles of its own. Not thread-safe. */
    static final class Temper {
        /** After so long, memory is correlated with itself by 1/e (methods 4: A10). */
        private static final double MEMORY_MILLIS = 300_000;

        private final double errorFactor;
        private final double latencyDeviation;
        private final double memoryFactor;
        private final double memoryDeviation;
        private final Wobble latency;
        private final Wobble memory;

        Temper(Workload workload, Sampler chance) {
            double spread = workload.number(Parameter.POD_SPREAD);
            errorFactor = Math.exp(spread * chance.normal() - spread * spread / 2);
            latencyDeviation = workload.number(Parameter.WOBBLE);
            memoryDeviation = workload.number(Parameter.MEMORY_NOISE);
            memoryFactor = Math.exp(memoryDeviation * chance.normal());
            latency = new Wobble(Wobble.USUAL, chance);
            memory = new Wobble(Math.exp(-workload.millis(Parameter.SCRAPE) / MEMORY_MILLIS), chance);
        }

        double errorFactor() {
            return errorFactor;
        }

        double nextLatencyFactor(Sampler chance) {
            return latencyDeviation == 0 ? 1 : Math.exp(latencyDeviation * latency.next(chance));
        }

        double nextMemoryFactor(Sampler chance) {
            return memoryFactor * Math.exp(memoryDeviation * memory.next(chance));
        }
    }
}

package io.jenkins.plugins.canary.benchmark;

import static io.jenkins.plugins.canary.benchmark.Parameter.*;

import io.jenkins.plugins.canary.simulation.Sampler;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/** What the two versions really are like at any time. No policy sees it. */
final class Truth {
    /** Bytes that a pod uses, about. */
    private static final double MEMORY = 500e6;

    private static final double HOUR_MILLIS = 3_600_000;
    private static final double[] NO_LATENCIES = {};

    private final Workload workload;
    private final String metric;
    private final Latencies sound;
    private final Latencies faulty;
    private final double[] soundShares;
    private final double[] faultyShares;
    private final Instant from;
    private final double burst;
    private final double base;
    private final OptionalDouble own;
    private final OptionalDouble both;
    private final Instant bothFrom;
    private final int aboveWeight;

    Truth(Workload workload) {
        this.workload = workload;
        metric = workload.text(METRIC);
        sound = Latencies.sound(workload);
        faulty = Latencies.faulty(workload);
        soundShares = sound.shares(1);
        faultyShares = faulty.shares(1);
        from = World.START.plus(workload.duration(FROM));
        burst = workload.number(BURST);
        boolean conversion = metric.equals("conversion");
        base = workload.number(conversion ? BASE_CONVERSION : BASE_ERRORS);
        own = workload.optional(conversion ? CONVERSION : ERRORS);
        both = workload.optional(BOTH_ERRORS);
        bothFrom = World.START.plus(workload.duration(BOTH_FROM));
        aboveWeight = (int) workload.number(ABOVE_WEIGHT);
    }

    /** Whether what goes wrong now counts as harm of the canary's fault. */
    boolean counts(Instant now) {
        return !now.isBefore(from);
    }

    /** What a pod is like in the cell that begins now. */
    Meter.Conditions conditions(Instance instance, Climate climate, Instant now, int weight, Sampler noise) {
        boolean fault = instance.canary() && counts(now) && weight > aboveWeight;
        Instance.Temper temper = instance.temper();
        return new Meter.Conditions(
                Math.min(1, errors(fault, now) * temper.errorFactor() * climate.errorFactor()),
                burst,
                metric.equals("latency") ? latencies(instance, fault, now, noise) : NO_LATENCIES,
                metric.equals("memory") ? memory(instance, fault, now, noise) : 0,
                metric.equals("restarts") && fault ? restarts(now, noise) : 0);
    }

    private double errors(boolean fault, Instant now) {
        if (both.isPresent() && !now.isBefore(bothFrom)) {
            return both.getAsDouble();
        }
        return fault ? own.orElse(base) : base;
    }

    private double[] latencies(Instance instance, boolean fault, Instant now, Sampler noise) {
        double factor = instance.temper().nextLatencyFactor(noise);
        boolean cold = instance.canary()
                && Duration.between(instance.readySince(), now).compareTo(workload.duration(COLD)) < 0;
        if (cold) {
            factor *= workload.number(COLD_FACTOR);
        }
        if (factor == 1) {
            return fault ? faultyShares : soundShares;
        }
        return (fault ? faulty : sound).shares(factor);
    }

    private double memory(Instance instance, boolean fault, Instant now, Sampler noise) {
        double hours = fault ? Duration.between(from, now).toMillis() / HOUR_MILLIS : 0;
        return MEMORY * instance.temper().nextMemoryFactor(noise) * (1 + workload.number(LEAK) * hours);
    }

    private int restarts(Instant now, Sampler noise) {
        boolean killed = workload.says(OOM_AT) && now.equals(World.START.plus(workload.duration(OOM_AT)));
        double expected = workload.number(RESTARTS) * workload.millis(SCRAPE) / HOUR_MILLIS;
        return (int) noise.poisson(expected) + (killed ? 1 : 0);
    }
}

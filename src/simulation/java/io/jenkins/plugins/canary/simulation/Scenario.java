package io.jenkins.plugins.canary.simulation;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How the simulated service, its users and the new version behave. Every number is free; {@link #named} only knows some settings
 * of them by name.
 *
 * @param rps requests per second, over 0
 * @param baseline how the version that runs behaves, and the new one apart from its fault
 * @param fault what is wrong with the new version
 * @param outage trouble that hits both versions, if any
 */
public record Scenario(double rps, Behaviour baseline, Fault fault, Optional<Outage> outage) {
    /** 100 requests per second, 0.5 % of them fail, and nothing is wrong with the new version. */
    public static final Scenario HEALTHY =
            new Scenario(100, new Behaviour(0.005, Duration.ofMillis(80), 0.69), Fault.NONE, Optional.empty());

    /**
     * How a version answers.
     *
     * @param errors share of requests that fail, 0 to 1
     * @param median median latency; latencies are lognormal
     * @param sigma standard deviation of the latency's logarithm
     */
    public record Behaviour(double errors, Duration median, double sigma) {
        /** Checks the share. */
        public Behaviour {
            share("errors", errors);
            Objects.requireNonNull(median, "median");
        }
    }

    /**
     * What is wrong with the new version, wherever its pods serve.
     *
     * @param errors share of its requests that fail, 0 to 1; empty: as many as in the baseline
     * @param latencyFactor what every latency is multiplied by
     * @param slowShare share of requests that take {@code slowBy} longer, 0 to 1
     * @param from how long after the release's start it begins
     * @param weightFrom percent of traffic that the new version must have for it to show
     */
    public record Fault(
            Optional<Double> errors,
            double latencyFactor,
            double slowShare,
            Duration slowBy,
            Duration from,
            double weightFrom) {
        /** Nothing wrong. */
        public static final Fault NONE = new Fault(Optional.empty(), 1, 0, Duration.ofMillis(800), Duration.ZERO, 0);

        /** Checks the shares. */
        public Fault {
            errors.ifPresent(value -> share("errors", value));
            share("slow-share", slowShare);
            if (!(latencyFactor > 0)) {
                throw new IllegalArgumentException("latency-factor: " + latencyFactor + " is not over 0");
            }
            Objects.requireNonNull(slowBy, "slowBy");
            Objects.requireNonNull(from, "from");
        }
    }

    /**
     * Both versions fail alike; later nothing is measured any more.
     *
     * @param from how long after the release's start it begins
     * @param errors share of requests that fail then, 0 to 1
     * @param blindFrom how long after the release's start every scrape fails
     */
    public record Outage(Duration from, double errors, Duration blindFrom) {
        /** Checks the share. */
        public Outage {
            Objects.requireNonNull(from, "from");
            share("errors", errors);
            Objects.requireNonNull(blindFrom, "blindFrom");
        }
    }

    /** The settings that have a name. */
    private enum Named {
        HEALTHY("healthy", Scenario.HEALTHY),
        ERRORS("errors", Scenario.HEALTHY.withErrors(0.05)),
        SMALL_ERRORS("small-errors", Scenario.HEALTHY.withErrors(0.01)),
        SLOW_TAIL("slow-tail", Scenario.HEALTHY.withSlowShare(0.04)),
        LATE("late", Scenario.HEALTHY.withErrors(0.05).withFrom(Duration.ofMinutes(11))),
        OUTAGE("outage", Scenario.HEALTHY.withOutage(new Outage(Duration.ofMinutes(8), 0.6, Duration.ofMinutes(12))));

        private final String word;
        private final Scenario scenario;

        Named(String word, Scenario scenario) {
            this.word = word;
            this.scenario = scenario;
        }
    }

    /** Checks the rate. */
    public Scenario {
        if (!(rps > 0)) {
            throw new IllegalArgumentException("rps: " + rps + " is not over 0");
        }
        Objects.requireNonNull(baseline, "baseline");
        Objects.requireNonNull(fault, "fault");
        Objects.requireNonNull(outage, "outage");
    }

    /** All settings that have a name, in the order in which they are documented. */
    public static Map<String, Scenario> named() {
        Map<String, Scenario> all = new LinkedHashMap<>();
        Arrays.stream(Named.values()).forEach(one -> all.put(one.word, one.scenario));
        return all;
    }

    /**
     * Settings by their name.
     *
     * @throws IllegalArgumentException if there are none of that name, with the names there are
     */
    public static Scenario named(String name) {
        return Optional.ofNullable(named().get(name))
                .orElseThrow(() -> new IllegalArgumentException("scenario: '%s' is not one of %s"
                        .formatted(name, String.join(", ", List.copyOf(named().keySet())))));
    }

    /** The same with so many requests per second. */
    public Scenario withRps(double other) {
        return new Scenario(other, baseline, fault, outage);
    }

    /** The same with another behaviour of the version that runs. */
    public Scenario withBaseline(Behaviour other) {
        return new Scenario(rps, other, fault, outage);
    }

    /** The same with another fault. */
    public Scenario withFault(Fault other) {
        return new Scenario(rps, baseline, other, outage);
    }

    /** The same with that share of the new version's requests failing. */
    public Scenario withErrors(double errors) {
        return withFault(new Fault(
                Optional.of(errors), fault.latencyFactor, fault.slowShare, fault.slowBy, fault.from, fault.weightFrom));
    }

    /** The same with the new version's latencies multiplied. */
    public Scenario withLatencyFactor(double factor) {
        return withFault(new Fault(fault.errors, factor, fault.slowShare, fault.slowBy, fault.from, fault.weightFrom));
    }

    /** The same with that share of the new version's requests slowed down. */
    public Scenario withSlowShare(double share) {
        return withFault(
                new Fault(fault.errors, fault.latencyFactor, share, fault.slowBy, fault.from, fault.weightFrom));
    }

    /** The same with the fault beginning later. */
    public Scenario withFrom(Duration from) {
        return withFault(
                new Fault(fault.errors, fault.latencyFactor, fault.slowShare, fault.slowBy, from, fault.weightFrom));
    }

    /** The same with the fault showing only from that weight on. */
    public Scenario withWeightFrom(double percent) {
        return withFault(
                new Fault(fault.errors, fault.latencyFactor, fault.slowShare, fault.slowBy, fault.from, percent));
    }

    /** The same with an outage. */
    public Scenario withOutage(Outage other) {
        return new Scenario(rps, baseline, fault, Optional.of(other));
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + ": " + value + " is not a share from 0 to 1");
        }
    }
}

package io.jenkins.plugins.canary.analysis;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A metric that counts requests and events, judged by e-processes (methods 1.1, 1.2, 1.4 and 1.5; Lindon and Malek 2022). Shares
 * and ratios are plain numbers.
 *
 * @param metric its name, unique in a release
 * @param critical whether PASS needs it
 * @param weight share of the release's evidence, relative to the other metrics; positive
 * @param tolerate how many times worse than the baseline the canary may be, as the user wrote it, at least 1; empty for the
 *     default, which depends on whether there is a calibration
 * @param harmful how many times worse it must not be, over 1
 * @param sense which direction is worse
 * @param objective what users were promised of the first channel; empty if nothing
 * @param channels what is counted; an error ratio has one, a latency one per edge
 * @param particulars what only some rules say
 */
public record CountRule(
        String metric,
        boolean critical,
        double weight,
        OptionalDouble tolerate,
        double harmful,
        Sense sense,
        Optional<Objective> objective,
        List<Channel> channels,
        Particulars particulars)
        implements Rule {
    /** Copies the list. */
    public CountRule {
        Objects.requireNonNull(metric, "metric");
        Objects.requireNonNull(tolerate, "tolerate");
        Objects.requireNonNull(sense, "sense");
        Objects.requireNonNull(objective, "objective");
        channels = List.copyOf(channels);
        Objects.requireNonNull(particulars, "particulars");
    }

    /** A rule for faults that may begin at any time. */
    public CountRule(
            String metric,
            boolean critical,
            double weight,
            OptionalDouble tolerate,
            double harmful,
            Sense sense,
            Optional<Objective> objective,
            List<Channel> channels) {
        this(metric, critical, weight, tolerate, harmful, sense, objective, channels, Particulars.NONE);
    }

    /** The same rule with other particulars. */
    public CountRule with(Particulars others) {
        return new CountRule(metric, critical, weight, tolerate, harmful, sense, objective, channels, others);
    }

    /** The same rule for faults that begin then. */
    public CountRule expecting(Starts others) {
        return with(particulars.expecting(others));
    }

    /** Whether the past of every channel is known. */
    boolean calibrated() {
        return channels.stream().allMatch(channel -> channel.dispersion().isPresent());
    }

    /** How many times worse is still fine, as the user wrote it or by default. */
    double tolerated() {
        return Tolerance.of(tolerate, calibrated());
    }

    /** The channel's part of the metric's evidence. */
    double share(Channel channel) {
        return channel.share() / channels.stream().mapToDouble(Channel::share).sum();
    }

    /** When faults are expected to begin. */
    Starts starts() {
        return particulars.starts();
    }

    /** What is tolerated and harmful by difference, if that was said. */
    Optional<Difference> difference() {
        return particulars.difference();
    }

    /** What the counts are stratified by. */
    Optional<String> by() {
        return particulars.by();
    }

    /** A rule for events that are bad. */
    public CountRule(
            String metric,
            boolean critical,
            double weight,
            OptionalDouble tolerate,
            double harmful,
            List<Channel> channels) {
        this(metric, critical, weight, tolerate, harmful, Sense.BAD, Optional.empty(), channels);
    }

    /**
     * One kind of event.
     *
     * @param label for people: "errors", "slower than 0.5 s"
     * @param share of the metric's evidence; the shares of a metric sum to 1
     * @param dispersion how much more its counts vary than independent requests, at least 1; empty if its past is not known
     *     ({@link Calibration})
     */
    public record Channel(String label, double share, OptionalDouble dispersion) {
        /** Checks that nothing is missing. */
        public Channel {
            Objects.requireNonNull(label, "label");
            Objects.requireNonNull(dispersion, "dispersion");
        }

        /** A channel whose past is not known. */
        public Channel(String label, double share) {
            this(label, share, OptionalDouble.empty());
        }
    }
}

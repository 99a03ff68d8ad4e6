package io.jenkins.plugins.canary.analysis;

import io.jenkins.plugins.canary.analysis.Findings.Said;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Judges one metric that is compared between the arms, channel by channel. Not thread-safe. */
interface Comparison {
    /** How the metric is judged. */
    Rule rule();

    /** Its share of the release's evidence, relative to the other metrics. */
    double weight();

    /** What is compared; at least one. */
    List<? extends Channel> channels();

    /** When the source answered. */
    Sightings sightings();

    /** Whether it was judged with what is known of its noise. */
    boolean calibrated();

    /** The weight was raised. */
    void raised(Instant at);

    /** Whether the canary has been seen to serve since that time. */
    boolean servedSince(Instant time);

    /** Evidence of this metric alone against "not worse than tolerated", as a natural logarithm. */
    default double logFail() {
        return LogSpace.sum(channels().stream()
                .filter(Channel::averaged)
                .mapToDouble(channel -> StrictMath.log(channel.share()) + channel.logFail())
                .toArray());
    }

    /** The channel that speaks most for "worse than tolerated", the first of several. */
    default Channel worst() {
        Channel worst = channels().get(0);
        for (Channel channel : channels()) {
            worst = channel.logFail() > worst.logFail() ? channel : worst;
        }
        return worst;
    }

    /** The first channel that keeps the metric from passing, as a natural logarithm of the evidence needed; empty if it passes. */
    Optional<? extends Channel> firstUnpassed(double passAt);

    /** The channel that is told of when the metric has passed. */
    Channel main();

    /** What tripped that needs no statistics, if anything did. */
    default Optional<Said> tripped() {
        return Optional.empty();
    }

    /** One thing that is compared. */
    interface Channel {
        /** For people. */
        String label();

        /** Part of the metric's evidence; the shares of a metric sum to 1. */
        double share();

        /** Natural logarithm of the evidence against "not worse than tolerated". */
        double logFail();

        /** The part of it that an alarm may rest on; negative infinity while none may. */
        double logAlarm();

        /** Whether that part reaches this; says no without adding the evidence up where that is plain to see. */
        default boolean mayAlarm(double failAt) {
            return logAlarm() >= failAt;
        }

        /** Natural logarithm of the evidence against "harmful". */
        double logPass();

        /** Whether the evidence is an e-value, which may be averaged with others. */
        default boolean averaged() {
            return true;
        }

        /** What is known, as plain figures; the thresholds are natural logarithms. */
        Evidence evidence(double alpha, double failAt, double passAt);

        /** What is told of it, as sentences. */
        Told told(double alpha);
    }

    /** Sentences about a channel, each with both values, the limit and the window. */
    interface Told {
        /** It is surely worse than tolerated. */
        String worse();

        /** It looks worse, though not surely. */
        String suspect();

        /** It has passed. */
        String passed(Instant raisedAt);

        /** It cannot be excluded yet that it is harmful. */
        String unpassed(Instant raisedAt);
    }
}

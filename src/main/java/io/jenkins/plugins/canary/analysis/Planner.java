package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a release will take until a canary is promoted that equals the baseline, and until one is found that is just as bad
 * as the rule calls harmful. Pure.
 *
 * <p>Each event moves the evidence by a drift, the divergence of the canary's share of events from its share under the
 * hypothesis, and spreads it; both are divided by the dispersion. The time until a level is reached is then inverse Gaussian
 * (methods 1.8). A difference of shares that is tolerated or harmful is the ratio that it is at the baseline's share. It is for events that are rare; for frequent ones it is too long. Simulated releases are a little faster.
 */
public final class Planner {
    /** What the mixture over alternatives costs against "not worse than tolerated", in natural logarithms (methods 1.8). */
    private static final double FAIL_COST = 2.0;

    /** What the mixture over starts costs for a fault that is there from the start. */
    private static final double START_COST = StrictMath.log(2);

    /** What the mixture over alternatives costs against "harmful" (methods 1.8), with a reserve of a quarter of a nat. */
    private static final double PASS_COST = 0.5;

    /** Every second release. */
    private static final double MEDIAN = 0.5;

    /** All but one in twenty. */
    private static final double MOST = 0.95;

    /** A time that nobody waits for. */
    private static final double LONGEST = Duration.ofDays(365).toSeconds();

    private final Sense sense;
    private final double dispersion;
    private final double tolerated;
    private final double harmful;
    private final double rate;
    private final double share;

    /**
     * A planner for the channel that decides a metric.
     *
     * @param requestsPerSecond to both arms together, over 0
     * @param eventShare share of requests that are events in the baseline, over 0
     */
    public Planner(CountRule rule, double requestsPerSecond, double eventShare) {
        CountJudge judge = new CountJudge(rule, new Vigil(Duration.ZERO));
        ChannelJudge main = judge.main();
        sense = rule.sense();
        dispersion = main.dispersion();
        tolerated = StrictMath.max(
                main.tolerated(),
                rule.difference().map(by -> 1 + by.tolerate() / eventShare).orElse(1.0));
        harmful = StrictMath.max(
                rule.harmful(),
                rule.difference().map(by -> 1 + by.harmful() / eventShare).orElse(1.0));
        rate = requestsPerSecond;
        share = eventShare;
    }

    /**
     * A time.
     *
     * @param median half of all releases take no longer
     * @param most 95 of 100 take no longer
     */
    public record Forecast(Duration median, Duration most) {}

    /**
     * How long until a canary fails that is just harmful.
     *
     * @param weight percent of traffic, 1 to 99
     * @param alpha highest share of healthy releases that may be failed
     * @param evidenceShare part of the release's evidence that the channel has, over 0 and at most 1
     * @return empty if events never tell
     */
    public Optional<Forecast> detect(double weight, double alpha, double evidenceShare) {
        double level = -StrictMath.log(alpha * evidenceShare) + FAIL_COST + START_COST;
        return forecast(weight / 100, harmful, tolerated, level);
    }

    /**
     * How long until a canary passes that equals the baseline.
     *
     * @param weight percent of traffic, 1 to 99
     * @param beta highest share of harmful canaries that may pass
     * @return empty if events never tell
     */
    public Optional<Forecast> promote(double weight, double beta) {
        return forecast(weight / 100, 1, harmful, -StrictMath.log(beta) + PASS_COST);
    }

    /** How many times longer everything takes because pods differ and requests hang together. */
    public double price() {
        return dispersion;
    }

    private Optional<Forecast> forecast(double weight, double truth, double hypothesis, double level) {
        // Too few good events in the canary are too many in the baseline: the arms change places.
        double asked = sense == Sense.GOOD ? 1 - weight : weight;
        double base = sense == Sense.GOOD ? share / truth : share;
        double there = eventsOfCanary(asked, truth);
        double then = eventsOfCanary(asked, hypothesis);
        double logOdds = logOdds(there) - logOdds(then);
        double drift = (there * StrictMath.log(there / then) + (1 - there) * StrictMath.log((1 - there) / (1 - then)))
                / dispersion;
        double variance = there * (1 - there) * logOdds * logOdds / dispersion;
        double eventsPerSecond = rate * base * (asked * truth + 1 - asked);
        if (!(drift > 0) || !(eventsPerSecond > 0)) {
            return Optional.empty();
        }
        InverseGaussian events = new InverseGaussian(level / drift, level * level / variance);
        return Optional.of(new Forecast(
                seconds(events.quantile(MEDIAN) / eventsPerSecond), seconds(events.quantile(MOST) / eventsPerSecond)));
    }

    private static double eventsOfCanary(double weight, double ratio) {
        return weight * ratio / (weight * ratio + 1 - weight);
    }

    private static double logOdds(double probability) {
        return StrictMath.log(probability / (1 - probability));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofSeconds(StrictMath.round(StrictMath.min(LONGEST, seconds)));
    }
}

package io.jenkins.plugins.canary.benchmark;

import static io.jenkins.plugins.canary.benchmark.Parameter.*;

import io.jenkins.plugins.canary.analysis.kayenta.Classification;
import io.jenkins.plugins.canary.analysis.kayenta.KayentaMetric;
import io.jenkins.plugins.canary.simulation.Sampler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Kayenta's judge on samples of one minute each, with a growing window: tolerance 0.25, confidence 98 %, only a change for the
 * worse counts. One metric that is not fine gives a score of 0, which ends the canary.
 *
 * @see <a href="https://github.com/spinnaker/kayenta">Kayenta: NetflixACAJudge</a>
 */
final class Kayenta implements Policy {
    private static final long MINUTE = 60_000;

    private final Duration every;
    private final KayentaMetric metric;
    private final List<Double> canary = new ArrayList<>();
    private final List<Double> control = new ArrayList<>();
    private final Sampler thinning;
    private final boolean equal;
    private long sampledTo = World.START.toEpochMilli();

    /**
     * @param thinning draws the equal share of stable's traffic that a baseline of the canary's size would have
     */
    Kayenta(Workload workload, Sampler thinning) {
        every = workload.duration(KAYENTA_EVERY);
        equal = workload.text(KAYENTA_CONTROL).equals("equal");
        this.thinning = thinning;
        boolean moreIsBetter = workload.text(METRIC).equals("conversion");
        metric = new KayentaMetric(
                "metric",
                List.of("all"),
                moreIsBetter ? KayentaMetric.Direction.DECREASE : KayentaMetric.Direction.INCREASE,
                KayentaMetric.NanStrategy.REMOVE,
                true,
                false,
                KayentaMetric.EffectSize.MEAN_RATIO);
    }

    @Override
    public Optional<Decided> look(World world) {
        Minutes minutes = new Minutes(world);
        for (; sampledTo + MINUTE <= minutes.end(); sampledTo += MINUTE) {
            sample(world, minutes);
        }
        if (world.age().toMillis() % every.toMillis() == 0 && worse()) {
            return Optional.of(Decided.ROLLED_BACK);
        }
        return world.over() ? Optional.of(Decided.PROMOTED) : Optional.empty();
    }

    private boolean worse() {
        Classification.Label label =
                Classification.of(metric, array(canary), array(control)).label();
        return label == Classification.Label.HIGH || label == Classification.Label.LOW;
    }

    private void sample(World world, Minutes minutes) {
        long to = sampledTo + MINUTE;
        canary.add(value(world, minutes, true, to));
        control.add(value(world, minutes, false, to));
    }

    private double value(World world, Minutes minutes, boolean ofCanary, long to) {
        return switch (world.workload().text(METRIC)) {
            case "latency" -> minutes.quantile(0.95, ofCanary, sampledTo, to);
            case "memory" -> minutes.memory(ofCanary, sampledTo, to);
            case "restarts" -> minutes.restarts(ofCanary, sampledTo, to);
            default -> ratio(world, minutes.counts(ofCanary, sampledTo, to), ofCanary);
        };
    }

    private double ratio(World world, Minutes.Counts counts, boolean ofCanary) {
        if (ofCanary || !equal) {
            return counts.ratio();
        }
        double share = Math.min(1, world.weight() / (100.0 - world.weight()));
        long events = thinning.binomial(Math.round(counts.events()), share);
        long others = thinning.binomial(Math.round(counts.all() - counts.events()), share);
        return new Minutes.Counts(events + others, events).ratio();
    }

    private static double[] array(List<Double> samples) {
        return samples.stream().mapToDouble(Double::doubleValue).toArray();
    }
}

package io.jenkins.plugins.canary.analysis.kayenta;

import io.jenkins.plugins.canary.analysis.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Watches a release as Kayenta and the stage of Spinnaker that calls it would: looks at a growing window since the weight was raised, at fixed times of the data, and
 * for the last time at the end. A look whose score is not over marginal ends the canary, and stays. Pauses are left out, as if they had not been.
 * Not thread-safe.
 */
public final class KayentaWatch {
    private final KayentaSettings settings;
    private final Duration lifetime;
    private final Map<String, Integer> channels;
    private final Map<String, Samples> samples = new LinkedHashMap<>();
    private Instant raisedAt = Instant.MAX;
    private Instant next = Instant.MAX;
    private final List<Pause> pauses = new ArrayList<>();
    private Optional<Instant> pausedAt = Optional.empty();
    private Optional<KayentaScore> latest = Optional.empty();
    private boolean failed;
    private boolean over;

    private record Pause(Instant from, Instant to) {
        boolean overlaps(Interval interval) {
            return interval.end().isAfter(from) && interval.start().isBefore(to);
        }
    }

    /**
     * Nothing has been seen yet.
     *
     * @param lifetime how long a weight is watched until the last look
     * @param channels for every metric, which of its channels is looked at
     */
    public KayentaWatch(KayentaSettings settings, Duration lifetime, Map<String, Integer> channels) {
        this.settings = settings;
        this.lifetime = lifetime;
        this.channels = new LinkedHashMap<>(channels);
    }

    /** What a look found. */
    public enum Outcome {
        /** The window still grows. */
        GROWING,
        /** The last look passed. */
        PASS,
        /** The last look was marginal. */
        MARGINAL,
        /** A look failed. */
        FAIL
    }

    /** The weight was raised: the window begins anew. */
    public void raised(Instant at) {
        raisedAt = at;
        next = at.plus(settings.interval());
        over = false;
        pauses.clear();
        samples.clear();
        channels.forEach((metric, channel) -> samples.put(metric, new Samples(channel, at)));
    }

    /** One more interval of a metric. */
    public void add(String metric, Interval interval) {
        Samples ofMetric = samples.get(metric);
        if (ofMetric != null && !isPaused(interval)) {
            ofMetric.add(asIfWithoutPauses(interval));
            look();
        }
    }

    /** What comes from then on does not count, and the window does not grow. */
    public void paused(Instant at) {
        pausedAt = pausedAt.or(() -> Optional.of(at));
    }

    /** The window grows again. */
    public void resumed(Instant at) {
        pausedAt.ifPresent(from -> pauses.add(new Pause(from, at)));
        pausedAt = Optional.empty();
    }

    private boolean isPaused(Interval interval) {
        return pausedAt.filter(interval.end()::isAfter).isPresent()
                || pauses.stream().anyMatch(pause -> pause.overlaps(interval));
    }

    private Interval asIfWithoutPauses(Interval interval) {
        Duration before = pausedUntil(interval.start());
        return before.isZero()
                ? interval
                : new Interval(
                        interval.start().minus(before),
                        interval.end().minus(before),
                        interval.weight(),
                        interval.canary(),
                        interval.baseline(),
                        interval.flags(),
                        interval.strata());
    }

    /** How long the pauses since the weight was raised were that ended by then. */
    private Duration pausedUntil(Instant time) {
        return pauses.stream()
                .filter(pause -> !pause.to().isAfter(time))
                .map(pause -> Duration.between(pause.from().isBefore(raisedAt) ? raisedAt : pause.from(), pause.to()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Looks as soon as all metrics that have any data have it up to then. */
    private void look() {
        Instant known = samples.values().stream()
                .map(Samples::end)
                .filter(end -> end.isAfter(raisedAt))
                .min(Instant::compareTo)
                .orElse(raisedAt);
        Instant last = raisedAt.plus(lifetime);
        while (!failed && !over && !known.isBefore(next.isBefore(last) ? next : last)) {
            over = !next.isBefore(last);
            Instant until = over ? last : next;
            KayentaScore score = score(until);
            latest = Optional.of(score);
            failed = over ? score.total() < settings.marginal() : score.total() <= settings.marginal();
            next = next.plus(settings.interval());
        }
    }

    private KayentaScore score(Instant until) {
        List<KayentaScore.Member> members = samples.entrySet().stream()
                .map(one -> member(settings.metric(one.getKey()), one.getValue(), until))
                .toList();
        return KayentaScore.of(members, settings.groupWeights());
    }

    private static KayentaScore.Member member(KayentaMetric metric, Samples samples, Instant until) {
        return new KayentaScore.Member(
                metric, Classification.of(metric, samples.canary(until), samples.baseline(until)));
    }

    /** What has come of it so far. */
    public Outcome outcome() {
        if (failed) {
            return Outcome.FAIL;
        }
        if (!over) {
            return Outcome.GROWING;
        }
        return latest.orElseThrow().total() >= settings.pass() ? Outcome.PASS : Outcome.MARGINAL;
    }

    /** Whether the last look is late: its data should have come by then. */
    public boolean overdue(Instant now) {
        return !over
                && raisedAt.isBefore(now)
                && pausedAt.isEmpty()
                && now.minus(pausedUntil(now)).isAfter(raisedAt.plus(lifetime).plus(settings.interval()));
    }

    /** The latest score as a sentence. */
    public String sentence() {
        String needs = "; PASS needs " + shown(settings.pass()) + ", MARGINAL " + shown(settings.marginal());
        return latest.map(score -> "Kayenta score " + shown(score.total()) + " (" + score.sentence() + ")" + needs)
                .orElse("Kayenta's judge has not looked yet: it does every "
                        + settings.interval().toMinutes() + " min" + needs);
    }

    private static String shown(double score) {
        return java.math.BigDecimal.valueOf(score).stripTrailingZeros().toPlainString();
    }
}

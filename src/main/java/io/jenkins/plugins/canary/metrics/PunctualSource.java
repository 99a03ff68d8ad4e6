package io.jenkins.plugins.canary.metrics;

import io.jenkins.plugins.canary.analysis.GaugeSample;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.LimitSample;
import io.jenkins.plugins.canary.analysis.PastInterval;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A source whose clock is compared with ours, once a minute. What was served before a weight was raised must not be taken for what came
 * after: a difference of more than 5 seconds is allowed for in all times, and with more than a minute the source is not believed. Safe for
 * use by several threads.
 */
public final class PunctualSource implements MetricSource {
    private static final Duration IGNORED = Duration.ofSeconds(5);
    private static final Duration CORRECTED = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofMinutes(1);

    /** An estimate that changed by less stays as it was: intervals must fit together. */
    private static final Duration STEADY = Duration.ofSeconds(2);

    private final String name;
    private final MetricSource source;
    private final Supplier<ServerTime> theirs;
    private final Clock ours;
    private volatile Estimate estimate = new Estimate(Duration.ZERO, Instant.MIN);

    /**
     * What is known of the source's clock.
     *
     * @param at when it was measured
     */
    private record Estimate(Duration ahead, Instant at) {
        boolean isDue(Instant now) {
            return at.equals(Instant.MIN) || !now.isBefore(at.plus(EVERY));
        }
    }

    /**
     * A source that is believed as far as its clock is.
     *
     * @param name of the source, for messages
     * @param theirs asks the source how late it is
     */
    public PunctualSource(String name, MetricSource source, Supplier<ServerTime> theirs, Clock ours) {
        this.name = name;
        this.source = source;
        this.theirs = theirs;
        this.ours = ours;
    }

    @Override
    public Set<DataKind> kinds() {
        return source.kinds();
    }

    @Override
    public History history(Metric metric, Scope baseline, Instant from, Instant to) {
        Duration shift = shift();
        return source.history(metric, shifted(baseline, shift), from.plus(shift), to.plus(shift));
    }

    @Override
    public List<PastInterval> past(Metric metric, Scope baseline, History known, Instant from, Instant to) {
        Duration shift = shift();
        return source.past(metric, shifted(baseline, shift), known, from.plus(shift), to.plus(shift)).stream()
                .map(past -> new PastInterval(
                        past.start().minus(shift), past.end().minus(shift), past.parts(), past.strata()))
                .toList();
    }

    /** The queries are the same at any time. */
    @Override
    public List<Question> questions(Metric metric, ReadRequest request) {
        return source.questions(metric, request);
    }

    @Override
    public Reading read(Metric metric, ReadRequest request) {
        Duration shift = shift();
        if (shift.isZero()) {
            return source.read(metric, request);
        }
        ReadRequest moved = new ReadRequest(
                shifted(request.canary(), shift),
                shifted(request.baseline(), shift),
                request.weight(),
                request.edges(),
                request.strata(),
                request.interval(),
                request.from().plus(shift),
                request.to().plus(shift));
        return back(source.read(metric, moved), shift);
    }

    @Override
    public List<Finding> examine(Metric metric, Scope canary, Scope baseline, Instant now) {
        return source.examine(metric, canary, baseline, now.plus(shift()));
    }

    private static Scope shifted(Scope scope, Duration shift) {
        Map<String, Instant> pods = scope.pods().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, pod -> pod.getValue().plus(shift)));
        return new Scope(scope.arm(), scope.placeholders(), pods, scope.earlier());
    }

    private static Reading back(Reading reading, Duration shift) {
        if (reading instanceof Reading.Counted counted) {
            return new Reading.Counted(counted.intervals().stream()
                    .map(one -> new Interval(
                            one.start().minus(shift),
                            one.end().minus(shift),
                            one.weight(),
                            one.canary(),
                            one.baseline(),
                            one.flags(),
                            one.strata()))
                    .toList());
        }
        if (reading instanceof Reading.Compared compared) {
            return new Reading.Compared(compared.samples().stream()
                    .map(one -> new GaugeSample(
                            one.at().minus(shift), one.weight(), one.canary(), one.baseline(), one.worst()))
                    .toList());
        }
        LimitSample sample = ((Reading.Sampled) reading).sample();
        return new Reading.Sampled(new LimitSample(sample.at().minus(shift), sample.weight(), sample.value()));
    }

    /**
     * How much later it is there than here, as far as that matters. Whoever finds that it is time to ask does so, several at a time if
     * need be: nobody waits for the call of another one, which may hang.
     *
     * @throws SourceException if it is too much, or the source does not answer
     */
    private Duration shift() {
        Estimate known = estimate;
        if (known.isDue(ours.instant())) {
            known = measured(known);
            estimate = known;
        }
        return known.ahead.abs().compareTo(IGNORED) > 0 ? known.ahead : Duration.ZERO;
    }

    private Estimate measured(Estimate before) {
        Instant sent = ours.instant();
        ServerTime time;
        try {
            time = theirs.get();
        } catch (SourceException e) {
            if (e.lasting()) {
                return new Estimate(
                        before.ahead, sent); // it may be asked for numbers alone; these will say what is wrong
            }
            throw e;
        }
        Duration took = Duration.between(sent, ours.instant());
        if (took.compareTo(IGNORED) >= 0) {
            return new Estimate(before.ahead, sent);
        }
        Duration found = Duration.between(sent.plus(took.dividedBy(2)), time.evaluated());
        if (found.abs().compareTo(CORRECTED) > 0) {
            throw SourceException.passing(tooFar(found, time));
        }
        boolean isSteady = found.minus(before.ahead).abs().compareTo(STEADY) <= 0;
        return new Estimate(isSteady ? before.ahead : Duration.ofSeconds(Math.round(found.toMillis() / 1000.0)), sent);
    }

    private String tooFar(Duration found, ServerTime time) {
        boolean proxied = time.date()
                .filter(date -> Duration.between(date, time.evaluated()).abs().compareTo(IGNORED) > 0)
                .isPresent();
        return "source " + name + ": its clock is " + text(found.abs()) + (found.isNegative() ? " behind" : " ahead of")
                + " the one here"
                + (proxied ? " (the header Date of its answer says otherwise: that is a proxy's)" : "")
                + ", so numbers from before and after a change of the weight could not be told apart; set both clocks"
                + " by NTP; up to " + text(CORRECTED) + " is allowed for, and it is asked again";
    }

    private static String text(Duration duration) {
        return (duration.toMinutes() > 0 ? duration.toMinutes() + " min " : "") + duration.toSecondsPart() + " s";
    }
}

package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.Calibration;
import io.jenkins.plugins.canary.analysis.PastInterval;
import io.jenkins.plugins.canary.analysis.Unrest;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.metrics.DataKind;
import io.jenkins.plugins.canary.metrics.GivenNumbers;
import io.jenkins.plugins.canary.metrics.GivenValue;
import io.jenkins.plugins.canary.metrics.History;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.metrics.Rules;
import io.jenkins.plugins.canary.metrics.SourceException;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the sources know of the baseline before the release; also the proof that they can be asked at all. */
final class Baselines {
    private static final Duration LOOK_BACK = Duration.ofHours(1);

    private final Release release;

    Baselines(Release release) {
        this.release = release;
    }

    /** Asks for every metric and notes what is known; changes nothing in the cluster. */
    List<String> problems(ClaimRecord claim, Instant now) {
        List<String> problems = new ArrayList<>();
        Arms arms = Arms.before(release, claim, release.adapters().workload().observe(claim), now);
        for (Metric metric : release.spec().metrics()) {
            try {
                ask(metric, arms, now).ifPresent(problems::add);
            } catch (SourceException e) {
                problems.add("metrics." + metric.name() + ": " + e.getMessage() + earlier());
            } catch (RefusedException e) {
                problems.addAll(e.problems());
            }
        }
        return problems;
    }

    private Optional<String> ask(Metric metric, Arms arms, Instant now) {
        DataKind kind = DataKind.of(metric);
        Set<DataKind> served = source(metric).kinds();
        if (!served.contains(kind)) {
            return Optional.of("metrics." + metric.name() + ": its source serves " + DataKind.list(served) + ", but no "
                    + kind + ", of which " + kind.metrics() + " is made; name another one in source");
        }
        Entry.Known known = askAndNote(metric, arms, now);
        boolean silent = known.lastHour().total() == 0 && kind != DataKind.LIMIT && kind != DataKind.VALUE;
        return silent
                ? Optional.of("metrics." + metric.name()
                        + ": the query returns nothing for the running version in the last hour, so the canary could not be"
                        + " compared; check the metric's name and labels"
                        + earlier())
                : Optional.empty();
    }

    private String earlier() {
        return release.spec()
                .analysis()
                .previous()
                .map(shift -> " (baseline: previous looks " + DurationText.format(shift)
                        + " before; pods of today may not have been there then: select by {{service}} or {{workload}} in the"
                        + " place of {{pods}})")
                .orElse("");
    }

    /** Asks for one metric's baseline and notes the answer. */
    Entry.Known askAndNote(Metric metric, Arms arms, Instant to) {
        History history = source(metric).history(metric, arms.baseline(), to.minus(LOOK_BACK), to);
        List<PastInterval> past = past(metric, arms, history, to);
        Entry.Known known = new Entry.Known(
                to,
                metric.name(),
                history.interval(),
                history.edges(),
                history.lastHour(),
                Calibration.dispersions(past, release.spec().analysis().maxDuration(), Rules.sense(metric)),
                history.strata(),
                Unrest.of(past));
        release.adapters().journal().append(known);
        for (String remark : history.remarks()) {
            release.adapters().journal().append(new Entry.Event(to, "remark-" + metric.name(), "remark", remark));
        }
        return known;
    }

    /** What tells how noisy the metric is, in all strata together. A past that cannot be read does not stop a release: it is judged without, and says so. */
    private List<PastInterval> past(Metric metric, Arms arms, History history, Instant to) {
        Instant from = to.minus(release.spec().analysis().history());
        try {
            return source(metric).past(metric, arms.baseline(), history.together(), from, to);
        } catch (SourceException e) {
            release.adapters()
                    .journal()
                    .append(new Entry.Event(
                            to,
                            "uncalibrated-" + metric.name(),
                            "trouble",
                            metric.name() + ": its noise is not known, because its past cannot be read: "
                                    + e.getMessage()));
            return List.of();
        }
    }

    /** Where a metric is read from. */
    MetricSource source(Metric metric) {
        if (metric instanceof GivenValue) {
            return new GivenNumbers();
        }
        String own = metric.settings().source();
        return release.adapters().sources().apply(own.isEmpty() ? release.spec().source() : own);
    }
}

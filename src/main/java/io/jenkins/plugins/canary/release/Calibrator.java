package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.PastInterval;
import io.jenkins.plugins.canary.analysis.Replay;
import io.jenkins.plugins.canary.analysis.Rule;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.metrics.History;
import io.jenkins.plugins.canary.metrics.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tells how noisy a specification's metrics are, how often its judge would have failed releases that never were, and how long one
 * can be expected to take.
 */
public final class Calibrator {
    private final Release release;
    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, List<PastInterval>> past = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    private Calibrator(Release release) {
        this.release = release;
    }

    /**
     * Reads the past and replays it, with each of stable's pods in turn in the canary's place; changes nothing in the cluster.
     *
     * @return lines for people
     * @throws io.jenkins.plugins.canary.metrics.SourceException if a source does not answer
     * @throws io.jenkins.plugins.canary.target.RefusedException if the target cannot be released
     */
    public static List<String> lines(Release release, Instant now) {
        Calibrator calibrator = new Calibrator(release);
        Arms arms = Arms.ahead(release, now);
        for (Metric metric : release.spec().metrics()) {
            calibrator.read(metric, arms, now);
        }
        calibrator.replay();
        calibrator.lines.addAll(
                Expectations.lines(release.spec(), release.adapters().journal().story()));
        return calibrator.lines;
    }

    private void read(Metric metric, Arms arms, Instant now) {
        Baselines baselines = new Baselines(release);
        Entry.Known known = baselines.askAndNote(metric, arms, now);
        rules.add(Fold.rule(release.spec(), metric, known));
        History history = Fold.history(known);
        List<PastInterval> intervals = baselines
                .source(metric)
                .past(
                        metric,
                        arms.baseline(),
                        history,
                        now.minus(release.spec().analysis().history()),
                        now);
        if (intervals.isEmpty()) {
            lines.add(metric.name() + ": there is no past that tells its pods apart");
            return;
        }
        past.put(metric.name(), intervals);
        lines.add(metric.name() + ": "
                + (known.dispersion().isEmpty()
                        ? "the past is too short, or has too few pods, to tell its noise"
                        : "its counts vary " + factors(known.dispersion()) + " times as much as independent requests")
                + " (" + intervals.size() + " intervals of " + known.interval().toSeconds() + " s, "
                + intervals.get(0).parts().size() + " pods)");
    }

    private static String factors(List<Double> factors) {
        return String.join(
                ", ",
                factors.stream()
                        .map(factor -> String.format(Locale.ROOT, "%.2f", factor))
                        .toList());
    }

    private void replay() {
        AnalysisSpec analysis = release.spec().analysis();
        Replay.Outcome outcome = new Replay(rules, Fold.settings(release.spec()), past).windows(analysis.maxDuration());
        String window = DurationText.format(analysis.maxDuration());
        if (outcome.releases() == 0) {
            lines.add("The past holds no whole release of " + window + ", so no false alarm can be told.");
            return;
        }
        lines.add(String.format(
                Locale.ROOT,
                "Of %d releases of %s that never were, %d would have failed: %.1f %%, surely under %.1f %%; alpha is %s %%."
                        + " %d would have passed.",
                outcome.releases(),
                window,
                outcome.failed(),
                100 * outcome.falseAlarms(),
                100 * outcome.atMost(),
                100 * analysis.alpha(),
                outcome.passed()));
        if (analysis.alpha() * outcome.releases() < 1) {
            lines.add("alpha is finer than so few releases can show; allow a longer history, or a larger alpha.");
        }
    }
}

package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.Judge;
import io.jenkins.plugins.canary.analysis.JudgeSettings;
import io.jenkins.plugins.canary.analysis.Judgement;
import io.jenkins.plugins.canary.analysis.Rule;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.metrics.ReadRequest;
import io.jenkins.plugins.canary.metrics.Reading;
import io.jenkins.plugins.canary.metrics.SourceException;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.WorkloadState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Watches a release's numbers: reads what is new into the journal and folds the journal into a judgement. A new instance on
 * the same journal goes on where the old one stopped; the gap between is read from the source before anything is said.
 */
final class Analysis {
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(15);

    private final Release release;
    private final Journal journal;
    private final Map<String, Entry.Known> known = new HashMap<>();
    private final Map<String, Instant> lastEnd = new HashMap<>();
    private final Map<String, String> silent = new HashMap<>();
    private Optional<Judge> judge = Optional.empty();
    private Optional<Arms> seen = Optional.empty();
    private int folded;

    Analysis(Release release) {
        this.release = release;
        this.journal = release.adapters().journal();
    }

    /** Reads what is new, notes it and judges everything so far. */
    Judgement round(ClaimRecord claim, WorkloadState state, Instant now) {
        Arms observed = Arms.observed(release, claim, state, now);
        Arms arms = seen.map(observed::with).orElse(observed);
        seen = Optional.of(arms);
        journal.append(new Entry.WeightSet(claim.weightSince().orElse(now), claim.weight()));
        prepare(arms, claim);
        if (judge.isEmpty()) {
            return Guards.sourceDown(String.join("; ", silent.values()), claim, release.spec(), now);
        }
        fold();
        for (Metric metric : release.spec().metrics()) {
            read(metric, arms, claim, now);
        }
        fold();
        Judgement judgement = Guards.over(judge.get().judge(now), claim, state);
        journal.append(new Entry.Judged(now, claim.weight(), judgement.verdict()));
        journal.flush();
        return judgement;
    }

    /** How long until there is something new to see. */
    Duration interval() {
        return known.values().stream()
                .map(Entry.Known::interval)
                .max(Duration::compareTo)
                .orElse(DEFAULT_INTERVAL);
    }

    /** Sources that did not answer in the last round, with why; empty if all did. */
    String silence() {
        return String.join("; ", silent.values());
    }

    private void prepare(Arms arms, ClaimRecord claim) {
        if (judge.isPresent()) {
            return;
        }
        Baselines baselines = new Baselines(release);
        for (Metric metric : release.spec().metrics()) {
            try {
                known.put(metric.name(), baselines.known(metric, arms, claim.opened()));
                silent.remove(metric.name());
            } catch (SourceException e) {
                silent.put(metric.name(), e.getMessage());
            }
        }
        if (silent.isEmpty()) {
            judge = Optional.of(newJudge());
        }
    }

    private Judge newJudge() {
        AnalysisSpec spec = release.spec().analysis();
        List<Rule> rules = new ArrayList<>();
        for (Metric metric : release.spec().metrics()) {
            rules.add(Rules.of(metric, known.get(metric.name()).edges(), spec.tolerate(), spec.harmful()));
        }
        Duration longest = spec.maxDuration().plus(spec.extension().multipliedBy(spec.extensions()));
        return new Judge(
                rules,
                new JudgeSettings(
                        spec.alpha(),
                        spec.beta(),
                        Duration.ZERO,
                        spec.minDuration(),
                        longest,
                        spec.warmUp(),
                        spec.sourceDownAfter()));
    }

    private void read(Metric metric, Arms arms, ClaimRecord claim, Instant now) {
        Instant weightSince = claim.weightSince().orElse(now);
        Instant from = lastEnd.getOrDefault(metric.name(), weightSince);
        Entry.Known about = known.get(metric.name());
        ReadRequest request = new ReadRequest(
                arms.canary(),
                arms.baseline(),
                claim.weight(),
                about.edges(),
                about.interval(),
                from.isBefore(weightSince) ? weightSince : from,
                now);
        try {
            note(metric, source(metric).read(metric, request));
            judge.orElseThrow().answered(metric.name(), now);
            silent.remove(metric.name());
        } catch (SourceException e) {
            silent.put(metric.name(), e.getMessage());
        }
    }

    private MetricSource source(Metric metric) {
        String own = metric.settings().source();
        return release.adapters().sources().apply(own.isEmpty() ? release.spec().source() : own);
    }

    private void note(Metric metric, Reading reading) {
        if (reading instanceof Reading.Counted counted) {
            counted.intervals().forEach(interval -> journal.append(new Entry.Counted(metric.name(), interval)));
        } else if (reading instanceof Reading.Sampled sampled) {
            journal.append(new Entry.Sampled(metric.name(), sampled.sample()));
        }
    }

    private void fold() {
        List<Entry> entries = journal.entries();
        for (; folded < entries.size(); folded++) {
            fold(entries.get(folded), judge.orElseThrow());
        }
    }

    private void fold(Entry entry, Judge into) {
        if (entry instanceof Entry.WeightSet weight) {
            into.weightSet(weight.at(), weight.percent());
        } else if (entry instanceof Entry.Known baseline) {
            into.history(baseline.metric(), baseline.lastHour());
        } else if (entry instanceof Entry.Counted counted) {
            into.add(counted.metric(), counted.interval());
            into.answered(counted.metric(), counted.at());
            lastEnd.put(counted.metric(), counted.at());
        } else if (entry instanceof Entry.Sampled sampled) {
            into.add(sampled.metric(), sampled.sample());
            into.answered(sampled.metric(), sampled.at());
        }
    }
}

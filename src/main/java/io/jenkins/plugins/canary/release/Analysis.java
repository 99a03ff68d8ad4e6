package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.Judgement;
import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Watches a release's numbers: reads what is new into the journal and folds the journal into a judgement. A new instance on
 * the same journal goes on where the old one stopped; the gap between is read from the source before anything is said.
 */
public final class Analysis {
    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(15);

    private final Release release;
    private final Journal journal;
    private final Fold fold;
    private final Map<String, Instant> lastEnd = new HashMap<>();
    private final Map<String, Instant> answered = new HashMap<>();
    private final Map<String, String> silent = new TreeMap<>();
    private Optional<Arms> seen = Optional.empty();
    private int folded;

    /** An analysis of an open release. */
    public Analysis(Release release) {
        this.release = release;
        this.journal = release.adapters().journal();
        this.fold = new Fold(release.spec());
    }

    /** Reads what is new, notes it and judges everything so far. */
    public Judgement round(ClaimRecord claim, WorkloadState state, Instant now) {
        Arms observed = Arms.observed(release, claim, state, now);
        Arms arms = seen.map(observed::with).orElse(observed);
        seen = Optional.of(arms);
        OrdersGiven.note(claim, journal);
        journal.append(new Entry.WeightSet(
                claim.weightSince().orElse(now),
                claim.weight(),
                claim.exposure().besides()));
        Shown.versions(state, journal, now);
        foldJournal();
        for (Metric metric : release.spec().metrics()) {
            read(metric, arms, claim, state, now);
        }
        foldJournal();
        Guards guards = new Guards(release.spec(), claim, now);
        Judgement judgement =
                new Gates(release).over(guards.over(judged(claim, now), state), claim, guards.isOver(), now);
        journal.append(new Entry.Judged(now, claim.weight(), judgement.verdict(), answered));
        journal.flush();
        return judgement;
    }

    /** How long until there is something new to see. */
    public Duration interval() {
        return release.spec().metrics().stream()
                .flatMap(metric -> fold.known(metric).stream())
                .map(Entry.Known::interval)
                .max(Duration::compareTo)
                .orElse(DEFAULT_INTERVAL);
    }

    /** Why metrics had no numbers in the last round, each reason once; empty if all had. */
    String silence() {
        return String.join("; ", new LinkedHashSet<>(silent.values()));
    }

    private Judgement judged(ClaimRecord claim, Instant now) {
        return fold.isReady()
                ? withWhy(fold.judge().judge(now))
                : new Guards(release.spec(), claim, now).sourceDown(silence());
    }

    /** The judge knows since when a source is silent; why, and what to do about it, the source has said. */
    private Judgement withWhy(Judgement judged) {
        Verdict verdict = judged.verdict();
        if (verdict.reason() != Reason.SOURCE_DOWN || silent.isEmpty()) {
            return judged;
        }
        Verdict told = new Verdict(
                verdict.kind(),
                verdict.reason(),
                verdict.sentence() + ": " + silence(),
                verdict.uncalibrated(),
                verdict.evidence());
        return new Judgement(told, judged.decided(), judged.mayRaise(), judged.unhealthySince());
    }

    private void read(Metric metric, Arms arms, ClaimRecord claim, WorkloadState state, Instant now) {
        try {
            Entry.Known past = fold.known(metric).orElseGet(() -> new Baselines(release)
                    .askAndNote(metric, Arms.before(release, claim, state, now), claim.opened()));
            ReadRequest request = request(metric, past, arms, claim, now);
            Shown.questions(metric, source(metric), request, journal);
            note(metric, source(metric).read(metric, request));
            foldJournal();
            if (fold.isReady()) {
                fold.judge().answered(metric.name(), now);
            }
            answered.put(metric.name(), now);
            silent.remove(metric.name());
        } catch (SourceException e) {
            if (silent.put(metric.name(), e.getMessage()) == null) {
                journal.append(new Entry.Event(
                        now,
                        "silent-" + metric.name() + "-" + now.getEpochSecond(),
                        "trouble",
                        "No numbers for " + metric.name() + ", so the weight is held: " + e.getMessage()));
            }
        }
    }

    private ReadRequest request(Metric metric, Entry.Known past, Arms arms, ClaimRecord claim, Instant now) {
        Instant weightSince = claim.weightSince().orElse(now);
        Instant last = lastEnd.getOrDefault(metric.name(), weightSince);
        return new ReadRequest(
                arms.canary(),
                arms.baseline(),
                claim.weight(),
                past.edges(),
                past.strata(),
                past.interval(),
                last.isBefore(weightSince) ? weightSince : last,
                now);
    }

    private MetricSource source(Metric metric) {
        return new Baselines(release).source(metric);
    }

    private void note(Metric metric, Reading reading) {
        if (reading instanceof Reading.Counted counted) {
            counted.intervals().forEach(interval -> journal.append(new Entry.Counted(metric.name(), interval)));
        } else if (reading instanceof Reading.Compared compared) {
            compared.samples().forEach(sample -> journal.append(new Entry.Compared(metric.name(), sample)));
        } else if (reading instanceof Reading.Sampled sampled) {
            journal.append(new Entry.Sampled(metric.name(), sampled.sample()));
        }
    }

    private void foldJournal() {
        journal.tell(folded, this::fold);
    }

    private void fold(Entry entry) {
        folded++;
        fold.add(entry);
        if (entry instanceof Entry.Counted counted) {
            lastEnd.put(counted.metric(), counted.at());
        } else if (entry instanceof Entry.Compared compared) {
            lastEnd.put(compared.metric(), compared.at());
        }
    }
}

package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.CountRule;
import io.jenkins.plugins.canary.analysis.Judge;
import io.jenkins.plugins.canary.analysis.JudgeSettings;
import io.jenkins.plugins.canary.analysis.Rule;
import io.jenkins.plugins.canary.analysis.Split;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Kinds;
import io.jenkins.plugins.canary.metrics.History;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.metrics.Rules;
import io.jenkins.plugins.canary.target.RouterKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Folds a journal's entries, in their order, into a judge. The judge is there as soon as the past of every metric is known;
 * nothing of what came before is lost.
 */
final class Fold {
    private final ReleaseSpec spec;
    private final Map<String, Entry.Known> known = new HashMap<>();
    private final List<Entry> early = new ArrayList<>();
    private Optional<Judge> judge = Optional.empty();

    Fold(ReleaseSpec spec) {
        this.spec = spec;
    }

    boolean isReady() {
        return judge.isPresent();
    }

    /** The judge who has seen all entries so far. */
    Judge judge() {
        return judge.orElseThrow();
    }

    /** What is known of a metric's past, if anything is. */
    Optional<Entry.Known> known(Metric metric) {
        return Optional.ofNullable(known.get(metric.name()));
    }

    void add(Entry entry) {
        if (entry instanceof Entry.Event event && event.kind().equals(Kinds.RESTARTED)) {
            beginAnew();
            return;
        }
        if (entry instanceof Entry.Known past) {
            known.put(past.metric(), past);
        }
        if (judge.isPresent()) {
            tell(entry, judge.get());
            return;
        }
        early.add(entry);
        if (spec.metrics().stream().allMatch(metric -> known.containsKey(metric.name()))) {
            judge = Optional.of(newJudge());
            early.forEach(before -> tell(before, judge.get()));
            early.clear();
        }
    }

    /** What is normal for a metric stays known; nothing else counts any more. */
    private void beginAnew() {
        early.removeIf(entry -> !(entry instanceof Entry.Known));
        judge = judge.map(before -> newJudge());
        judge.ifPresent(fresh -> known.values().forEach(past -> tell(past, fresh)));
    }

    private Judge newJudge() {
        List<Rule> rules = new ArrayList<>();
        for (Metric metric : spec.metrics()) {
            rules.add(rule(spec, metric, known.get(metric.name())));
        }
        return new Judge(rules, settings(spec), spec.analysis().kayenta());
    }

    /** How a metric is judged in a release. */
    static Rule rule(ReleaseSpec spec, Metric metric, Entry.Known past) {
        AnalysisSpec analysis = spec.analysis();
        Rule rule = Rules.of(metric, history(past), past.dispersion(), analysis.tolerate(), analysis.harmful());
        return rule instanceof CountRule count ? count.expecting(analysis.starts()) : rule;
    }

    /** What the source knew, as the journal tells it. */
    static History history(Entry.Known past) {
        return new History(past.interval(), past.edges(), past.lastHour(), past.strata(), List.of());
    }

    /** The settings of a release's judge. */
    static JudgeSettings settings(ReleaseSpec spec) {
        AnalysisSpec analysis = spec.analysis();
        return new JudgeSettings(
                analysis.alpha(),
                analysis.beta(),
                analysis.minDuration(),
                analysis.maxDuration(),
                analysis.extra(),
                analysis.warmUp(),
                split(spec),
                analysis.sourceDownAfter(),
                analysis.baselineShift());
    }

    /**
     * An earlier time had other traffic, and a fresh copy gets only a part of stable's; users who stay with their version come back
     * as often as they like: there the weight is no share of both arms' requests.
     */
    private static Split split(ReleaseSpec spec) {
        boolean byWeight = spec.traffic().kind() != RouterKind.REPLICAS
                && spec.traffic().affinity().isEmpty()
                && spec.analysis().previous().isEmpty()
                && !spec.analysis().fresh();
        return byWeight ? Split.BY_WEIGHT : Split.BY_PODS;
    }

    private static void tell(Entry entry, Judge judge) {
        if (entry instanceof Entry.WeightSet weight) {
            judge.weightSet(weight.at(), weight.percent(), weight.besides());
        } else if (entry instanceof Entry.Event event) {
            tell(event, judge);
        } else if (entry instanceof Entry.Known past) {
            judge.history(past.metric(), past.lastHour(), past.unrest());
        } else if (entry instanceof Entry.Counted counted) {
            judge.add(counted.metric(), counted.interval());
            judge.answered(counted.metric(), counted.at());
        } else if (entry instanceof Entry.Compared compared) {
            judge.add(compared.metric(), compared.sample());
            judge.answered(compared.metric(), compared.at());
        } else if (entry instanceof Entry.Sampled sampled) {
            judge.add(sampled.metric(), sampled.sample());
            judge.answered(sampled.metric(), sampled.at());
        } else if (entry instanceof Entry.Judged judged) {
            judged.answered().forEach(judge::answered);
        }
    }

    private static void tell(Entry.Event event, Judge judge) {
        switch (event.kind()) {
            case Kinds.PAUSED -> judge.paused(event.at());
            case Kinds.RESUMED -> judge.resumed(event.at());
            case Kinds.EXTENDED -> judge.extended(event.gives());
            default -> {
                // Not what the judge goes by.
            }
        }
    }
}

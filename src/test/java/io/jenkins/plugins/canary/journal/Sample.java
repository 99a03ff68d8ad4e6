package io.jenkins.plugins.canary.journal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.Evidence;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.IntervalFlag;
import io.jenkins.plugins.canary.analysis.LimitSample;
import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** Entries for tests. */
final class Sample {
    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private Sample() {}

    static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    static Entry.Opened opened() {
        ObjectNode spec = JsonNodeFactory.instance.objectNode().put("workload", "checkout");
        return new Entry.Opened(START, "r-1", "prod-eu/shop/checkout", "job/shop/12", spec);
    }

    static Entry.Event event(String key) {
        return new Entry.Event(at(1), key, "ready", "The canary has 1 ready pod.");
    }

    static Entry.Counted counted(String metric, long from, long to) {
        return counted(metric, from, to, 5);
    }

    static Entry.Counted counted(String metric, long from, long to, int weight, IntervalFlag... flags) {
        return new Entry.Counted(
                metric,
                new Interval(at(from), at(to), weight, ArmCounts.of(120, 1), ArmCounts.of(2280, 12), Set.of(flags)));
    }

    static Entry.Sampled sampled(String metric, long at, double value) {
        return new Entry.Sampled(metric, new LimitSample(at(at), 5, OptionalDouble.of(value)));
    }

    static Entry.Known known(String metric) {
        return new Entry.Known(
                START,
                metric,
                Duration.ofSeconds(15),
                List.of(0.1, 0.5),
                new ArmCounts(547200, List.of(2736.0, 12.0)),
                List.of());
    }

    static Entry.Judged judged(long at, int weight, Verdict.Kind kind, Reason reason) {
        return new Entry.Judged(at(at), weight, new Verdict(kind, reason, "Because.", true, List.of(evidence())));
    }

    static Evidence evidence() {
        return new Evidence(
                "errors",
                "errors",
                120,
                1,
                2280,
                12,
                -0.25,
                2.9957,
                Double.NEGATIVE_INFINITY,
                2.9957,
                OptionalDouble.of(0.4),
                OptionalDouble.of(Double.POSITIVE_INFINITY),
                OptionalDouble.empty());
    }

    static Entry.Ended ended(String outcome) {
        return new Entry.Ended(at(3600), outcome, "All 2 metrics passed at 50 %.");
    }
}

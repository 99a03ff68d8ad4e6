package io.jenkins.plugins.canary.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.CountRule;
import io.jenkins.plugins.canary.analysis.Evidence;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.IntervalFlag;
import io.jenkins.plugins.canary.analysis.Judge;
import io.jenkins.plugins.canary.analysis.JudgeSettings;
import io.jenkins.plugins.canary.analysis.LimitRule;
import io.jenkins.plugins.canary.analysis.LimitSample;
import io.jenkins.plugins.canary.analysis.Objective;
import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Rule;
import io.jenkins.plugins.canary.analysis.Sense;
import io.jenkins.plugins.canary.analysis.Split;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

/**
 * A made-up release of a service with 400 requests per second, scraped every 15 s. What is said of its numbers the judge says of
 * them. The same calls give the same story.
 */
final class Story {
    static final Instant OPENED = Instant.parse("2026-03-01T10:00:00Z");
    static final String ERRORS = "error ratio";
    static final String LATENCY = "latency";
    static final String CPU = "cpu per pod";
    private static final String SPEC = """
            {"cluster":"prod-eu","namespace":"shop","workload":"checkout","image":"registry/checkout@sha256:4f2c9a",
             "env":["LOG_LEVEL"],"steps":[{"weight":5,"hold":"5m"},{"weight":25,"hold":"5m"},{"weight":50,"hold":"5m"}],
             "source":"prom-eu","harmful":1.5,"metrics":[
              {"errorRatio":{"name":"error ratio","critical":true,"objective":0.99,"runbook":"https://wiki.example.org/errors",
                "total":"http_requests_total{namespace=\\"{{namespace}}\\",pod=~\\"{{pods}}\\"}",
                "bad":"http_requests_total{namespace=\\"{{namespace}}\\",pod=~\\"{{pods}}\\",code=~\\"5..\\"}"}},
              {"latency":{"name":"latency","tolerate":1.2,"slo":"500ms",
                "histogram":"http_request_duration_seconds_bucket{pod=~\\"{{pods}}\\"}"}},
              {"prometheus":{"name":"cpu per pod","query":"max(rate(container_cpu_usage_seconds_total[2m]))","max":0.8}}]}
            """;
    private static final double[] SLOW = {0.08, 0.02, 0.004};
    private static final List<Double> EDGES = List.of(0.25, 0.5, 1.0);
    private static final int SECONDS = 15;
    private static final int PER_SECOND = 900;
    private static final double HEALTHY = 0.005;
    private static final double HARMFUL = 1.5;
    private static final double ENOUGH = 2.9957;
    private static final List<Rule> RULES = List.of(
            new CountRule(
                    ERRORS,
                    true,
                    1,
                    OptionalDouble.empty(),
                    HARMFUL,
                    Sense.BAD,
                    Optional.of(new Objective(0.99, 0.1)),
                    List.of(new CountRule.Channel("errors", 1))),
            new CountRule(
                    LATENCY,
                    false,
                    1,
                    OptionalDouble.of(1.2),
                    HARMFUL,
                    EDGES.stream()
                            .map(edge -> new CountRule.Channel("slower than " + edge + " s", 1.0 / EDGES.size()))
                            .toList()),
            new LimitRule(CPU, false, OptionalDouble.empty(), OptionalDouble.of(0.8)));
    private static final JudgeSettings SETTINGS = new JudgeSettings(
            0.05,
            0.05,
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ZERO,
            Duration.ZERO,
            Split.BY_WEIGHT,
            Duration.ofMinutes(5));

    private final Journal journal = new MemoryJournal();
    private final List<Entry.Judged> looks = new ArrayList<>();
    private final Random random = new Random(7);
    private final Judge judge = new Judge(RULES, SETTINGS);
    private Instant now = OPENED;
    private int weight;

    static Story promoted() {
        Story story = new Story().open();
        story.watch(5, 30, HEALTHY);
        story.watch(25, 30, HEALTHY);
        story.watch(50, 20, HEALTHY);
        story.event("promoting", "Promoting registry/checkout@sha256:4f2c9a.");
        story.weight(0);
        return story.end("PROMOTED");
    }

    /** Its fault shows only under load. */
    static Story rolledBack() {
        Story story = new Story().open();
        story.watch(5, 30, HEALTHY);
        story.watch(25, 30, 0.012);
        story.event("rollback", "Rolling back: error ratio is surely worse than tolerated.");
        story.weight(0);
        story.lastWords("pod checkout-canary-7f9c: Running, ready, 2 restarts");
        story.lastWords("pod checkout-canary-7f9c: checkout wrote: cannot reach the <database>");
        story.event("drained", "The canary was drained for 30 s and deleted.");
        return story.end("ROLLED_BACK");
    }

    /** Every second request fails. */
    static Story rolledBackAtOnce() {
        Story story = new Story().open();
        story.watch(5, 30, 0.5);
        story.event("rollback", "Rolling back: error ratio is surely worse than tolerated.");
        story.weight(0);
        return story.end("ROLLED_BACK");
    }

    /** One with texts that would like to be more than texts. */
    static Story hostile() {
        Story story = new Story();
        String long10k = "<img src=x onerror=alert(1)>\uD83D\uDC26\u202E\u05E9\u05DC\u05D5\u05DD ".repeat(250);
        String breakOut = "</script><script>alert(2)</script><!--<script>\u2028\u2029{a|b} \uD83D";
        story.note(new Entry.Opened(
                OPENED,
                breakOut,
                long10k,
                "<b>" + breakOut,
                spec(SPEC.replace("LOG_LEVEL", "</pre><i>")
                        .replace("[{\"weight\":5", "[null,7,{\"weight\":\"<i>5</i>\""))));
        story.weight = 5;
        story.note(new Entry.WeightSet(OPENED, 5));
        story.now = OPENED.plusSeconds(SECONDS);
        story.note(new Entry.Versions(story.now, Map.of(breakOut, breakOut), Map.of(breakOut, long10k)));
        story.lastWords(long10k);
        for (String name :
                List.of(long10k, breakOut, "\u0645\u0631\u062D\u0628\u0627 \uD83D\uDE80\uD83D\uDE80", "__proto__")) {
            story.note(new Entry.Counted(name, story.interval(0.01, 0.01)));
            story.note(new Entry.Event(story.now, name, name, name).by(name, name));
            story.note(new Entry.Asked(
                    story.now, name, 5, List.of(new Entry.Query(breakOut, "", long10k, "javascript:alert(3)"))));
        }
        Evidence evidence = madeUp(long10k, breakOut);
        story.say(new Verdict(Verdict.Kind.MARGINAL, Reason.SUSPECT, breakOut + long10k, true, List.of(evidence)));
        return story.end(breakOut, long10k);
    }

    /** Many metrics over a long time. */
    static Story large(int metrics, int intervals) {
        Story story = new Story();
        story.note(new Entry.Opened(OPENED, "r-1", "prod-eu/shop/checkout", "job/shop/12", spec("{}")));
        story.weight(5);
        for (int i = 0; i < intervals; i++) {
            story.now = story.now.plusSeconds(SECONDS);
            for (int metric = 0; metric < metrics; metric++) {
                story.note(new Entry.Counted("error ratio " + metric, story.interval(0.005, 0.005)));
            }
        }
        return story;
    }

    List<Entry> entries() {
        return journal.entries();
    }

    /** What the judge said after every interval. */
    List<Entry.Judged> looks() {
        return looks;
    }

    static JsonNode spec(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Story open() {
        note(new Entry.Opened(
                now, "r-20260301-1", "prod-eu/shop/checkout", "https://jenkins.example.org/job/shop/12/", spec(SPEC)));
        double hour = 3600.0 * PER_SECOND;
        known(ERRORS, List.of(), new ArmCounts(hour, List.of(hour * HEALTHY)));
        known(
                LATENCY,
                EDGES,
                new ArmCounts(
                        hour,
                        Arrays.stream(SLOW).mapToObj(share -> hour * share).toList()));
        event("created", "Created checkout-canary with 1 pod.");
        now = now.plusSeconds(40);
        event("ready", "The canary has 1 ready pod in the EndpointSlice.");
        note(new Entry.Versions(
                now,
                Map.of("checkout", "registry/checkout:1.4.1", "proxy", "envoy:1.30"),
                Map.of("checkout", "registry/checkout@sha256:4f2c9a", "proxy", "envoy:1.30")));
        return this;
    }

    private void known(String metric, List<Double> edges, ArmCounts past) {
        note(new Entry.Known(now, metric, Duration.ofSeconds(SECONDS), edges, past, List.of()));
        judge.history(metric, past);
    }

    /** So many intervals at that weight, or as many as it takes to fail. */
    private void watch(int percent, int intervals, double errors) {
        weight(percent);
        note(new Entry.Asked(now, ERRORS, percent, List.of(asked("canary"), asked("baseline"))));
        for (int i = 0;
                i < intervals
                        && said().filter(said -> said.kind() == Verdict.Kind.FAIL)
                                .isEmpty();
                i++) {
            now = now.plusSeconds(SECONDS);
            counted(ERRORS, interval(errors, HEALTHY));
            counted(LATENCY, latency(i == 5 ? Set.of(IntervalFlag.LATE) : Set.of()));
            sampled(i == 8 ? OptionalDouble.empty() : OptionalDouble.of(0.35 + 0.05 * random.nextGaussian()));
            say(judge.judge(now).verdict());
        }
    }

    private void counted(String metric, Interval interval) {
        note(new Entry.Counted(metric, interval));
        judge.add(metric, interval);
    }

    private void sampled(OptionalDouble cpu) {
        LimitSample sample = new LimitSample(now, weight, cpu);
        note(new Entry.Sampled(CPU, sample));
        judge.add(CPU, sample);
    }

    private Optional<Verdict> said() {
        return looks.isEmpty()
                ? Optional.empty()
                : Optional.of(looks.get(looks.size() - 1).verdict());
    }

    private static Entry.Query asked(String arm) {
        String text = "http_requests_total{namespace=\"shop\",pod=~\"checkout-" + arm + "-7f9c\"}";
        return new Entry.Query("total", arm, text, "https://prometheus.example.org/graph?g0.expr=up");
    }

    private void say(Verdict verdict) {
        Entry.Judged judged = new Entry.Judged(now, weight, verdict);
        looks.add(judged);
        note(judged);
    }

    private static Evidence madeUp(String metric, String channel) {
        return new Evidence(
                metric,
                channel,
                2913,
                61,
                56160,
                292,
                0.4,
                ENOUGH,
                0.4,
                ENOUGH,
                OptionalDouble.of(0.8),
                OptionalDouble.of(1.3),
                OptionalDouble.empty());
    }

    private Interval interval(double canary, double baseline) {
        return new Interval(
                now.minusSeconds(SECONDS),
                now,
                weight,
                counts(weight, canary),
                counts(100 - weight, baseline),
                Set.of());
    }

    private Interval latency(Set<IntervalFlag> flags) {
        return new Interval(
                now.minusSeconds(SECONDS), now, weight, counts(weight, SLOW), counts(100 - weight, SLOW), flags);
    }

    private ArmCounts counts(int percent, double... shares) {
        long total = noisy(SECONDS * PER_SECOND * percent / 100.0);
        List<Double> events = new ArrayList<>();
        for (double share : shares) {
            events.add((double) Math.min(total, noisy(total * share)));
        }
        return new ArmCounts(total, events);
    }

    private long noisy(double mean) {
        return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }

    private void weight(int percent) {
        now = now.plusSeconds(5);
        weight = percent;
        note(new Entry.WeightSet(now, percent));
        judge.weightSet(now, percent);
    }

    private void event(String kind, String sentence) {
        now = now.plusSeconds(5);
        note(new Entry.Event(now, kind, kind, sentence));
    }

    private void lastWords(String line) {
        note(new Entry.Event(now, "evidence " + line, "evidence", line));
    }

    private Story end(String outcome) {
        return end(outcome, said().orElseThrow().sentence());
    }

    private Story end(String outcome, String reason) {
        now = now.plusSeconds(30);
        note(new Entry.Ended(now, outcome, reason));
        return this;
    }

    private void note(Entry entry) {
        journal.append(entry);
    }
}

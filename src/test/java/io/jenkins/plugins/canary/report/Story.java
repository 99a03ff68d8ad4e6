package io.jenkins.plugins.canary.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.Evidence;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.IntervalFlag;
import io.jenkins.plugins.canary.analysis.LimitSample;
import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

/**
 * A made-up release that is told as the engine would tell it: 100 requests per second, scraped every 15 s. The same calls give
 * the same story.
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
              {"errorRatio":{"name":"error ratio","critical":true,"objective":0.99,
                "total":"http_requests_total{namespace=\\"{{namespace}}\\",pod=~\\"{{pods}}\\"}",
                "bad":"http_requests_total{namespace=\\"{{namespace}}\\",pod=~\\"{{pods}}\\",code=~\\"5..\\"}"}},
              {"latency":{"name":"latency","tolerate":1.2,"slo":"500ms",
                "histogram":"http_request_duration_seconds_bucket{pod=~\\"{{pods}}\\"}"}},
              {"prometheus":{"name":"cpu per pod","query":"max(rate(container_cpu_usage_seconds_total[2m]))","max":0.8}}]}
            """;
    private static final double[] SLOW = {0.08, 0.02, 0.004};
    private static final List<Double> EDGES = List.of(0.25, 0.5, 1.0);
    private static final int SECONDS = 15;
    private static final double ENOUGH = 2.9957;

    private final Journal journal = new MemoryJournal();
    private final List<Entry.Judged> looks = new ArrayList<>();
    private final Random random = new Random(7);
    private final double canaryErrors;
    private Instant now = OPENED;
    private int weight;
    private double fail;
    private double pass;

    private Story(double canaryErrors) {
        this.canaryErrors = canaryErrors;
    }

    static Story promoted() {
        Story story = new Story(0.005).open();
        for (int weight : new int[] {5, 25, 50}) {
            story.watch(weight, 30);
        }
        story.judge(
                Verdict.Kind.PASS,
                Reason.ALL_PASSED,
                "All 3 metrics passed at 50 %: error ratio 0.49 % against 0.51 %.");
        story.event("promoting", "Promoting registry/checkout@sha256:4f2c9a.");
        story.weight(0);
        return story.end("PROMOTED", "All 3 metrics passed at 50 % after 7 min 30 s.");
    }

    static Story rolledBack() {
        Story story = new Story(0.021).open();
        story.watch(5, 30);
        story.watch(25, 7);
        story.judge(Verdict.Kind.FAIL, Reason.WORSE, """
                error ratio: canary 2.1 % (61 of 2,913) against baseline 0.52 % (292 of 56,160), 4.0 times as many (2.9 to 5.4), \
                tolerated 1.25; a healthy release would show this less than once in 20 times""");
        story.event("rollback", "Rolling back: error ratio is surely worse than tolerated.");
        story.weight(0);
        story.lastWords("pod checkout-canary-7f9c: Running, ready, 2 restarts");
        story.lastWords("pod checkout-canary-7f9c: checkout wrote: cannot reach the <database>");
        story.event("drained", "The canary was drained for 30 s and deleted.");
        return story.end(
                "ROLLED_BACK", "error ratio: canary 2.1 % against baseline 0.52 %, 4.0 times as many, tolerated 1.25.");
    }

    /** The same with texts that would like to be more than texts. */
    static Story hostile() {
        Story story = new Story(0.005);
        String long10k = "<img src=x onerror=alert(1)>\uD83D\uDC26\u202E\u05E9\u05DC\u05D5\u05DD ".repeat(250);
        String breakOut = "</script><script>alert(2)</script><!--<script>\u2028\u2029{a|b} \uD83D";
        story.note(new Entry.Opened(
                OPENED, breakOut, long10k, "<b>" + breakOut, spec(SPEC.replace("LOG_LEVEL", "</pre><i>"))));
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
        Evidence evidence = story.evidence(long10k, breakOut, 0.4, 0.4);
        story.say(new Verdict(Verdict.Kind.MARGINAL, Reason.SUSPECT, breakOut + long10k, true, List.of(evidence)));
        return story.end(breakOut, long10k);
    }

    /** Many metrics over a long time. */
    static Story large(int metrics, int intervals) {
        Story story = new Story(0.005);
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
        note(new Entry.Known(
                now, ERRORS, Duration.ofSeconds(SECONDS), List.of(), ArmCounts.of(360000, 1800), List.of()));
        note(new Entry.Known(
                now,
                LATENCY,
                Duration.ofSeconds(SECONDS),
                EDGES,
                new ArmCounts(360000, List.of(28800.0, 7200.0, 1440.0)),
                List.of()));
        event("created", "Created checkout-canary with 1 pod.");
        now = now.plusSeconds(40);
        event("ready", "The canary has 1 ready pod in the EndpointSlice.");
        note(new Entry.Versions(
                now,
                Map.of("checkout", "registry/checkout:1.4.1", "proxy", "envoy:1.30"),
                Map.of("checkout", "registry/checkout@sha256:4f2c9a", "proxy", "envoy:1.30")));
        return this;
    }

    private void watch(int percent, int intervals) {
        weight(percent);
        note(new Entry.Asked(now, ERRORS, percent, List.of(asked("canary"), asked("baseline"))));
        pass = 0;
        for (int i = 0; i < intervals; i++) {
            now = now.plusSeconds(SECONDS);
            note(new Entry.Counted(ERRORS, interval(canaryErrors, 0.005)));
            note(new Entry.Counted(LATENCY, latency(i == 5 ? Set.of(IntervalFlag.LATE) : Set.of())));
            OptionalDouble cpu =
                    i == 8 ? OptionalDouble.empty() : OptionalDouble.of(0.35 + 0.05 * random.nextGaussian());
            note(new Entry.Sampled(CPU, new LimitSample(now, percent, cpu)));
            fail += (canaryErrors > 0.01 ? 0.14 : -0.02) * percent / 5 + 0.05 * random.nextGaussian();
            pass += 0.11 + 0.03 * random.nextGaussian();
            judge(
                    Verdict.Kind.INCONCLUSIVE,
                    Reason.TOO_FEW,
                    "Too few requests yet: error ratio has 38 % of the evidence that PASS needs.");
        }
    }

    private static Entry.Query asked(String arm) {
        String text = "http_requests_total{namespace=\"shop\",pod=~\"checkout-" + arm + "-7f9c\"}";
        return new Entry.Query("total", arm, text, "https://prometheus.example.org/graph?g0.expr=up");
    }

    private void judge(Verdict.Kind kind, Reason reason, String sentence) {
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(evidence(ERRORS, "errors", kind == Verdict.Kind.FAIL ? ENOUGH + 0.2 : fail, pass));
        for (int i = 0; i < EDGES.size(); i++) {
            evidence.add(evidence(LATENCY, "slower than " + EDGES.get(i) + " s", -0.3 * i - 0.2, pass * 0.95));
        }
        say(new Verdict(kind, reason, sentence, true, evidence));
    }

    private void say(Verdict verdict) {
        Entry.Judged judged = new Entry.Judged(now, weight, verdict);
        looks.add(judged);
        note(judged);
    }

    private Evidence evidence(String metric, String channel, double logFail, double logPass) {
        return new Evidence(
                metric,
                channel,
                2913,
                61,
                56160,
                292,
                logFail,
                ENOUGH,
                logPass,
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
        long total = noisy(SECONDS * (double) percent);
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
    }

    private void event(String kind, String sentence) {
        now = now.plusSeconds(5);
        note(new Entry.Event(now, kind, kind, sentence));
    }

    private void lastWords(String line) {
        note(new Entry.Event(now, "evidence " + line, "evidence", line));
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

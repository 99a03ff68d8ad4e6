package io.jenkins.plugins.canary.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.LimitSample;
import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ReleaseReportTest {
    private static final long OPENED = Story.OPENED.toEpochMilli();

    @Test
    void saysWhatIsReleasedByWhomAndHowItEnded() {
        JsonNode report = ReleaseReport.of(Story.rolledBack().entries());

        assertThat(report.path("format").intValue()).isEqualTo(1);
        assertThat(report.path("target").asText()).isEqualTo("prod-eu/shop/checkout");
        assertThat(report.path("holder").asText()).isEqualTo("https://jenkins.example.org/job/shop/12/");
        assertThat(report.path("opened").longValue()).isEqualTo(OPENED);
        assertThat(report.path("outcome").path("name").asText()).isEqualTo("ROLLED_BACK");
        assertThat(report.path("outcome").path("reason").asText()).startsWith("error ratio, errors: 1.4 % of");
        assertThat(report.path("outcome").path("at").longValue())
                .isEqualTo(report.path("last").longValue());
        assertThat(report.path("verdict").path("kind").asText()).isEqualTo("FAIL");
        assertThat(report.path("verdict").path("reason").asText()).isEqualTo("WORSE");
        assertThat(report.path("verdict").path("weight").intValue()).isEqualTo(25);
        assertThat(report.path("changes"))
                .hasToString("[{\"what\":\"image\",\"value\":\"registry/checkout@sha256:4f2c9a\"},"
                        + "{\"what\":\"env\",\"value\":\"LOG_LEVEL\"}]");
    }

    @Test
    void saysWhichVersionsRanAndWhatThePodsSaidLast() {
        JsonNode report = ReleaseReport.of(Story.rolledBack().entries());

        assertThat(report.path("versions"))
                .hasToString("{\"stable\":{\"checkout\":\"registry/checkout:1.4.1\",\"proxy\":\"envoy:1.30\"},"
                        + "\"canary\":{\"checkout\":\"registry/checkout@sha256:4f2c9a\",\"proxy\":\"envoy:1.30\"}}");
        assertThat(report.path("lastWords"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "pod checkout-canary-7f9c: Running, ready, 2 restarts",
                        "pod checkout-canary-7f9c: checkout wrote: cannot reach the <database>");
    }

    @Test
    void saysWhatTheSourceWasAskedAndWhereToAskIt() {
        JsonNode metric =
                ReleaseReport.of(Story.rolledBack().entries()).path("metrics").path(0);

        assertThat(metric.path("asked").path(1))
                .hasToString("{\"label\":\"total\",\"arm\":\"baseline\",\"text\":"
                        + "\"http_requests_total{namespace=\\\"shop\\\",pod=~\\\"checkout-baseline-7f9c\\\"}\","
                        + "\"link\":\"https://prometheus.example.org/graph?g0.expr=up\"}");
        assertThat(metric.path("allowed").doubleValue()).isEqualTo(0.01);
    }

    @Test
    void hasNoOutcomeAndNoVerdictBeforeThereAreAny() {
        JsonNode report = ReleaseReport.of(Story.rolledBack().entries().subList(0, 4));

        assertThat(report.has("outcome")).isFalse();
        assertThat(report.has("verdict")).isFalse();
        assertThat(report.path("metrics").findValuesAsText("name"))
                .containsExactly(Story.ERRORS, Story.LATENCY, Story.CPU);
        assertThat(report.path("metrics").findValuesAsText("state")).containsOnly("noData");
    }

    @Test
    void aSentenceHasTheNumbersOfTheLastLookThatSaidTheSame() {
        List<Entry> entries = untilTheFirstVerdict();
        Entry.Judged said = (Entry.Judged) entries.get(entries.size() - 1);
        Entry.Judged newer = look(said, said.verdict().kind(), "newer numbers");

        JsonNode report = ReleaseReport.of(entries, List.of(said, newer));

        assertThat(report.path("verdict").path("sentence").asText()).isEqualTo("newer numbers");
        assertThat(report.path("steps").path(0).path("verdict").path("sentence").asText())
                .isEqualTo("newer numbers");
    }

    @Test
    void theWeightIsNothingOnceTrafficHasGoneHome() {
        List<Entry> entries = new ArrayList<>(untilTheFirstVerdict());
        Instant home = entries.get(entries.size() - 1).at().plusSeconds(30);
        entries.add(new Entry.Event(home, "home", "home", "All traffic goes to stable"));

        JsonNode report = ReleaseReport.of(entries);

        JsonNode weights = report.path("weights");
        assertThat(weights.get(weights.size() - 1)).hasToString("[" + home.toEpochMilli() + ",0]");
        assertThat(report.path("steps")).hasSize(1);
        assertThat(report.path("steps").path(0).path("until").longValue()).isEqualTo(home.toEpochMilli());
    }

    @Test
    void whatTheReleaseDidNotGoByIsNoVerdict() {
        List<Entry> entries = untilTheFirstVerdict();
        Entry.Judged said = (Entry.Judged) entries.get(entries.size() - 1);

        JsonNode report = ReleaseReport.of(entries, List.of(look(said, Verdict.Kind.FAIL, "too late")));

        assertThat(report.path("verdict").path("kind").asText())
                .isEqualTo(said.verdict().kind().name());
        assertThat(report.findValuesAsText("sentence")).doesNotContain("too late");
    }

    private static List<Entry> untilTheFirstVerdict() {
        List<Entry> entries = Story.promoted().entries();
        Entry first = entries.stream()
                .filter(Entry.Judged.class::isInstance)
                .findFirst()
                .orElseThrow();
        return entries.subList(0, entries.indexOf(first) + 1);
    }

    private static Entry.Judged look(Entry.Judged said, Verdict.Kind kind, String sentence) {
        Verdict verdict = new Verdict(kind, said.verdict().reason(), sentence, true, List.of());
        return new Entry.Judged(said.at().plusSeconds(60), said.weight(), verdict);
    }

    @Test
    void openedByAnythingElseItIsStillAReport() {
        Entry.Event lonely = new Entry.Event(Story.OPENED, "rollback", "rollback", "Rolling back.");

        JsonNode report = ReleaseReport.of(List.of(lonely));

        assertThat(report.path("opened").longValue()).isEqualTo(OPENED);
        assertThat(report.path("target").asText()).isEmpty();
        assertThat(report.path("log")).hasSize(1);
        assertThat(ReleaseReport.of(List.of()).path("metrics")).isEmpty();
    }

    @Test
    void tellsTheWeightsAndWhatWasSaidAtEach() {
        JsonNode report = ReleaseReport.of(Story.promoted().entries());

        assertThat(values(report.path("weights"), 1)).containsExactly(5.0, 25.0, 50.0, 0.0);
        JsonNode steps = report.path("steps");
        assertThat(steps.findValuesAsText("kind")).containsExactly("PASS", "PASS", "PASS");
        assertThat(steps.path(0).path("until").longValue())
                .isEqualTo(steps.path(1).path("since").longValue());
        assertThat(steps.path(2).path("until").longValue())
                .isEqualTo(report.path("weights").path(3).path(0).longValue());
    }

    @Test
    void tellsStepsOfNoWeightFromEachOtherByWhatTheCanaryHas() {
        Instant later = Story.OPENED.plusSeconds(60);
        Verdict fine = new Verdict(Verdict.Kind.PASS, Reason.ALL_PASSED, "fine", false, List.of());
        Verdict finer = new Verdict(Verdict.Kind.PASS, Reason.ALL_PASSED, "finer", false, List.of());
        List<Entry> entries = List.of(
                new Entry.Opened(Story.OPENED, "r", "t", "h", Story.spec("{}")),
                new Entry.WeightSet(Story.OPENED, 0, "copies of 100 % of the requests"),
                new Entry.Judged(Story.OPENED.plusSeconds(30), 0, fine),
                new Entry.WeightSet(later, 0, "requests with header group: beta"));

        JsonNode report = ReleaseReport.of(entries, List.of(new Entry.Judged(later.plusSeconds(30), 0, finer)));

        assertThat(report.path("steps"))
                .extracting(step -> step.path("besides").asText())
                .containsExactly("copies of 100 % of the requests", "requests with header group: beta");
        assertThat(report.at("/steps/0/verdict/sentence").asText()).isEqualTo("fine");
        assertThat(report.at("/steps/1").has("verdict")).isFalse();
        assertThat(report.at("/verdict/sentence").asText()).isEqualTo("fine");
        assertThat(report.at("/verdict/besides").asText()).isEqualTo("copies of 100 % of the requests");
    }

    @Test
    void logsEverythingButNumbersInOrder() {
        JsonNode log = ReleaseReport.of(Story.rolledBack().entries()).path("log");

        assertThat(log.findValuesAsText("type"))
                .containsExactly(
                        "opened", "event", "event", "weight", "verdict", "verdict", "verdict", "verdict", "weight",
                        "verdict", "verdict", "event", "weight", "event", "ended");
        assertThat(log.path(3).path("sentence").asText())
                .isEqualTo("5 % of traffic to the canary, read back from the route.");
        assertThat(log.path(10).path("kind").asText()).isEqualTo("FAIL");
    }

    @Test
    void tellsBothArmsAsColumns() {
        Interval first = interval(0, 15, 5, new ArmCounts(100, List.of(2.0)), new ArmCounts(1900, List.of(19.0)));
        Interval second = interval(15, 30, 25, new ArmCounts(300, List.of(0.0)), new ArmCounts(0, List.of(0.0)));

        JsonNode channel = channel(new Entry.Counted("m", first), new Entry.Counted("m", second));

        assertThat(channel.path("columns"))
                .hasToString("{\"time\":[15,30],\"weight\":[5,25],\"canaryTotal\":[100,300],\"canaryEvents\":[2,0],"
                        + "\"baselineTotal\":[1900,0],\"baselineEvents\":[19,0],\"ratio\":[2,null],"
                        + "\"canaryTrail\":[0.02,0.005],\"baselineTrail\":[0.01,0.01]}");
        assertThat(channel.path("sums"))
                .hasToString("{\"canaryTotal\":400,\"canaryEvents\":2,\"baselineTotal\":1900,\"baselineEvents\":19,"
                        + "\"canaryShare\":0.005,\"baselineShare\":0.01,\"ratio\":0.5}");
    }

    @Test
    void writesNullWhereThereIsNoNumber() {
        Interval odd = interval(0, 15, 5, ArmCounts.of(0, 0), ArmCounts.of(Double.POSITIVE_INFINITY, Double.NaN));

        JsonNode columns = channel(new Entry.Counted("m", odd)).path("columns");

        assertThat(columns.path("ratio")).hasToString("[null]");
        assertThat(columns.path("baselineTotal")).hasToString("[null]");
        assertThat(columns.path("baselineEvents")).hasToString("[null]");
    }

    @Test
    void namesChannelsAsTheJudgeDoes() {
        JsonNode latency = metric(ReleaseReport.of(Story.promoted().entries()), Story.LATENCY);

        assertThat(latency.path("channels").findValuesAsText("label"))
                .containsExactly("slower than 0.25 s", "slower than 0.5 s", "slower than 1.0 s");
    }

    @Test
    void namesChannelsByTheirEdgesBeforeTheJudgeHasSpoken() {
        List<Entry> entries = new ArrayList<>(Story.promoted().entries());
        entries.removeIf(Entry.Judged.class::isInstance);

        JsonNode latency = metric(ReleaseReport.of(entries), Story.LATENCY);

        assertThat(latency.path("channels").findValuesAsText("label"))
                .containsExactly("slower than 0.25 s", "slower than 0.5 s", "slower than 1.0 s");
        assertThat(latency.path("state").asText()).isEqualTo("undecided");
    }

    @Test
    void tellsLimitsQueriesAndDoubts() {
        JsonNode report = ReleaseReport.of(Story.promoted().entries());
        JsonNode errors = metric(report, Story.ERRORS);
        JsonNode latency = metric(report, Story.LATENCY);
        JsonNode cpu = metric(report, Story.CPU);

        assertThat(errors.path("tolerate").doubleValue()).isEqualTo(1.25);
        assertThat(errors.path("harmful").doubleValue()).isEqualTo(1.5);
        assertThat(errors.path("critical").booleanValue()).isTrue();
        assertThat(errors.path("source").asText()).isEqualTo("prom-eu");
        assertThat(errors.path("runbook").asText()).isEqualTo("https://wiki.example.org/errors");
        assertThat(latency.has("runbook")).isFalse();
        assertThat(errors.path("queries").findValuesAsText("label")).containsExactly("total", "bad");
        assertThat(errors.path("queries").path(1).path("text").asText()).endsWith("code=~\"5..\"}");
        assertThat(latency.path("tolerate").doubleValue()).isEqualTo(1.2);
        assertThat(latency.path("slo").asText()).isEqualTo("500ms");
        assertThat(latency.path("doubtful").intValue()).isEqualTo(3);
        assertThat(cpu.path("max").doubleValue()).isEqualTo(0.8);
        assertThat(cpu.has("tolerate")).isFalse();
        assertThat(cpu.path("samples").path("value")).hasSize(80).contains(NullNode.instance);
    }

    @Test
    void tellsRatiosUnderOneWhereLessIsWorse() throws IOException {
        JsonNode spec = new ObjectMapper().readTree("""
                {"harmful": 2, "metrics": [
                  {"conversion": {"name": "orders"}}, {"mean": {"name": "revenue", "bad": "down", "tolerate": 1.25}},
                  {"mean": {"name": "cost", "bad": "up", "tolerate": 1.25}}]}""");
        JsonNode report = ReleaseReport.of(List.of(new Entry.Opened(Instant.EPOCH, "r", "t", "h", spec)));

        assertThat(metric(report, "orders").path("harmful").doubleValue()).isEqualTo(0.5);
        assertThat(metric(report, "revenue").path("tolerate").doubleValue()).isEqualTo(0.8);
        assertThat(metric(report, "cost").path("tolerate").doubleValue()).isEqualTo(1.25);
    }

    @Test
    void tellsEvidenceAsAShareOfWhatIsEnough() {
        Story story = Story.rolledBack();

        JsonNode few = metric(ReleaseReport.of(story.entries()), Story.ERRORS)
                .path("channels")
                .path(0);
        JsonNode many = metric(ReleaseReport.of(story.entries(), story.looks()), Story.ERRORS)
                .path("channels")
                .path(0);

        assertThat(few.path("now").path("fail").doubleValue()).isBetween(1.0, 2.0);
        assertThat(few.path("evidence").path("time")).hasSize(6);
        assertThat(many.path("now")).isEqualTo(few.path("now"));
        assertThat(many.path("evidence").path("time")).hasSize(story.looks().size());
        JsonNode ratios = many.path("evidence").path("ratio");
        assertThat(ratios.path(ratios.size() - 1)).isEqualTo(many.path("sums").path("ratio"));
        assertThat(many.path("now").path("ratioHigh").doubleValue())
                .isGreaterThan(many.path("sums").path("ratio").doubleValue());
    }

    @Test
    void saysWhereToLookFirst() {
        JsonNode good = ReleaseReport.of(Story.promoted().entries());
        JsonNode bad = ReleaseReport.of(Story.rolledBack().entries());

        assertThat(good.path("metrics").findValuesAsText("state")).containsExactly("fine", "fine", "fine");
        assertThat(bad.path("metrics").findValuesAsText("state")).containsExactly("worse", "undecided", "fine");
    }

    @Test
    void callsALimitSuspectWhenBrokenOnceAndWorseAfterThreeTimes() {
        assertThat(limitState(0.5, 0.9)).isEqualTo("suspect");
        assertThat(limitState(0.9, 0.9, 0.9)).isEqualTo("worse");
        assertThat(limitState(0.9, 0.9, 0.9, 0.7)).isEqualTo("fine");
        assertThat(limitState(0.7, Double.NaN)).isEqualTo("noData");
    }

    @Test
    void givesTheSameDocumentForTheSameJournal() {
        assertThat(ReleaseReport.of(Story.promoted().entries()))
                .isEqualTo(ReleaseReport.of(Story.promoted().entries()));
    }

    @Test
    void fiftyMetricsOfALongReleaseAreSentInUnder300Kilobytes() throws IOException {
        ObjectNode report = ReleaseReport.of(Story.large(50, 1440).entries());

        assertThat(report.path("metrics")).hasSize(50);
        assertThat(gzipped(report.toString())).hasSizeLessThan(300_000);
    }

    private static JsonNode channel(Entry... entries) {
        List<Entry> all = new ArrayList<>();
        all.add(new Entry.Opened(Story.OPENED, "r", "t", "h", Story.spec("{}")));
        all.addAll(List.of(entries));
        return metric(ReleaseReport.of(all), "m").path("channels").path(0);
    }

    private static String limitState(double... values) {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry.Opened(
                Story.OPENED,
                "r",
                "t",
                "h",
                Story.spec("{\"metrics\":[{\"prometheus\":{\"name\":\"m\",\"max\":0.8}}]}")));
        Instant at = Story.OPENED;
        for (double value : values) {
            at = at.plusSeconds(15);
            OptionalDouble read = Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
            entries.add(new Entry.Sampled("m", new LimitSample(at, 5, read)));
        }
        return metric(ReleaseReport.of(entries), "m").path("state").asText();
    }

    private static JsonNode metric(JsonNode report, String name) {
        return StreamSupport.stream(report.path("metrics").spliterator(), false)
                .filter(metric -> metric.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Double> values(JsonNode rows, int column) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.path(column).doubleValue())
                .toList();
    }

    private static Interval interval(long from, long to, int weight, ArmCounts canary, ArmCounts baseline) {
        return new Interval(
                Story.OPENED.plusSeconds(from), Story.OPENED.plusSeconds(to), weight, canary, baseline, Set.of());
    }

    private static byte[] gzipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}

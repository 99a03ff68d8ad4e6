package io.jenkins.plugins.canary.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.GaugeSample;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.IntervalFlag;
import io.jenkins.plugins.canary.analysis.PastInterval;
import io.jenkins.plugins.canary.analysis.Worse;
import io.jenkins.plugins.canary.target.Arm;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole way from samples behind an HTTP API to intervals. The grid is 15 s; times are seconds after T. */
class PrometheusSourceTest {
    private static final long T = 1_700_000_010;
    private static final Duration STEP = Duration.ofSeconds(15);
    private static final String SELECTOR = "http_requests_total{namespace=\"{{namespace}}\",pod=~\"{{pods}}\"";
    private static final ErrorRatio ERRORS =
            new ErrorRatio(settings("errors"), SELECTOR + "}", SELECTOR + ",code=~\"5..\"}");

    private final FakePrometheus prometheus = new FakePrometheus();
    private final Map<String, Double> counters = new HashMap<>();

    @AfterEach
    void stop() throws Exception {
        prometheus.close();
    }

    @Test
    void countsBothArms() {
        traffic(-60, 120, 10, 1);

        List<Interval> intervals = read(raw(), 0, 100);

        assertThat(intervals).extracting(i -> i.end().getEpochSecond() - T).containsExactly(15L, 30L, 45L, 60L, 75L);
        assertThat(intervals).allSatisfy(interval -> {
            assertThat(interval.canary()).isEqualTo(ArmCounts.of(11, 1));
            assertThat(interval.baseline()).isEqualTo(ArmCounts.of(22, 2));
            assertThat(interval.weight()).isEqualTo(5);
            assertThat(interval.flags()).isEmpty();
        });
    }

    @Test
    void asksOnlySinceTheLastBoundary() {
        traffic(-60, 120, 10, 1);

        read(raw(), 50, 100);

        assertThat(prometheus.queries)
                .containsExactly(
                        "count(http_requests_total{namespace=\"shop\",pod=~\"c1\"})",
                        "count(http_requests_total{namespace=\"shop\",pod=~\"b1|b2\"})",
                        "http_requests_total{namespace=\"shop\",pod=~\"c1\"}[85s]",
                        "http_requests_total{namespace=\"shop\",pod=~\"c1\",code=~\"5..\"}[85s]",
                        "http_requests_total{namespace=\"shop\",pod=~\"b1|b2\"}[85s]",
                        "http_requests_total{namespace=\"shop\",pod=~\"b1|b2\",code=~\"5..\"}[85s]");
    }

    @Test
    void bothWaysOfReadingAgree() {
        traffic(-60, 40, 10, 1);
        counters.clear();
        traffic(45, 100, 10, 2);
        traffic(120, 200, 10, 3);

        List<Interval> each = read(raw(), 0, 190);
        List<Interval> summed = read(grid(), 0, 190);

        assertThat(each).hasSizeGreaterThan(7).anyMatch(i -> i.flags().contains(IntervalFlag.COUNTER_RESET));
        assertThat(summed).isEqualTo(each);
        assertThat(prometheus.queries)
                .contains(
                        "sum by (job, instance, pod, le) (http_requests_total{namespace=\"shop\",pod=~\"c1\"})",
                        "max by (job, instance, pod) (timestamp(http_requests_total{namespace=\"shop\",pod=~\"c1\"}))",
                        "sum by (job, instance, pod) (resets(http_requests_total{namespace=\"shop\",pod=~\"c1\"}[120s]))");
    }

    @Test
    void aSeriesThatVanishesFromASumLeavesItsInstanceOut() {
        traffic(-60, 120, 10, 1);
        for (int t = -60; t <= 45; t += 15) {
            scrape(t + 2, "c1", "404", 500);
        }

        List<Interval> intervals = read(grid(), 0, 120);

        assertThat(intervals)
                .filteredOn(interval -> interval.flags().contains(IntervalFlag.SERIES_VANISHED))
                .singleElement()
                .satisfies(interval -> assertThat(interval.canary()).isEqualTo(ArmCounts.of(0, 0)));
        assertThat(intervals)
                .filteredOn(interval -> interval.flags().isEmpty())
                .allSatisfy(interval -> assertThat(interval.canary()).isEqualTo(ArmCounts.of(11, 1)));
    }

    @Test
    void aRestartIsSeenInSumsAfterMissedScrapesToo() {
        traffic(-60, 40, 10, 1);
        counters.clear();
        traffic(75, 200, 10, 2);

        assertThat(read(grid(), 0, 195)).isEqualTo(read(raw(), 0, 195)).anyMatch(interval -> interval.flags()
                .contains(IntervalFlag.COUNTER_RESET));
    }

    @Test
    void aSeriesThatComesBackLowerToASumDoesNotTakeTheOthersAlong() {
        traffic(-60, 0, 10, 6);
        counters.keySet().removeIf(counter -> counter.endsWith("500"));
        traffic(15, 75, 10, 0);
        traffic(90, 200, 10, 1);

        assertThat(read(grid(), 30, 195))
                .hasSize(10)
                .allMatch(interval -> interval.canary().total() >= 10);
    }

    @Test
    void theFirstErrorsOfAPodCount() {
        traffic(-60, 30, 10, 0);
        traffic(45, 120, 10, 4);

        List<Interval> intervals = read(raw(), 0, 110);

        assertThat(intervals).extracting(i -> i.canary().events().get(0)).containsExactly(0.0, 0.0, 0.0, 4.0, 4.0, 4.0);
        assertThat(prometheus.queries)
                .contains("count_over_time(http_requests_total{namespace=\"shop\",pod=~\"c1\",code=~\"5..\"}[3600s])");
    }

    @Test
    void theFirstErrorsCountInSumsToo() {
        traffic(-60, 30, 10, 0);
        traffic(45, 120, 10, 4);

        assertThat(read(grid(), 0, 110)).isEqualTo(read(raw(), 0, 110));
    }

    @Test
    void anErrorSeriesThatComesBackDoesNotCountItsPast() {
        scrape(-1800, "c1", "500", 3);
        traffic(-60, 30, 10, 0);
        counters.put("c1500", 4.0);
        traffic(45, 120, 10, 1);

        assertThat(read(raw(), 0, 110))
                .extracting(i -> i.canary().events().get(0))
                .containsExactly(0.0, 0.0, 0.0, 0.0, 1.0, 1.0);
    }

    @Test
    void longGapsAreReadInPiecesAndGiveTheSame() {
        traffic(-60, 8 * 3600 + 60, 10, 1);

        List<Interval> intervals = read(raw(), 0, 8 * 3600);

        assertThat(intervals).hasSize(8 * 240 - 1).allMatch(i -> i.canary().equals(ArmCounts.of(11, 1)));
        assertThat(prometheus.queries).filteredOn(q -> q.endsWith("s]")).hasSizeGreaterThan(4);
    }

    @Test
    void aPodCountsOnlyWhenItIsWarm() {
        traffic(-60, 150, 10, 1);

        List<Interval> intervals = read(raw(), scope(Arm.CANARY, Map.of("c1", at(70))), 0, 140);

        assertThat(intervals.get(0).start()).isEqualTo(at(90));
    }

    @Test
    void anArmWithoutSeriesGivesNoIntervals() {
        traffic(-60, 120, 10, 1);

        assertThat(read(raw(), scope(Arm.CANARY, Map.of()), 0, 100)).isEmpty();
    }

    @Test
    void dataThatEndedLongAgoAreNotAboutNow() {
        traffic(-60, 120, 10, 1);

        assertThat(read(raw(), 0, 431)).isNotEmpty();
        assertThatThrownBy(() -> read(raw(), 0, 432))
                .isInstanceOf(SourceException.class)
                .hasMessageContainingAll("nothing newer than 5 min", "check that it still scrapes");
    }

    @Test
    void nothingIsAskedBeforeTheFirstBoundary() {
        assertThat(read(raw(), 1, 14)).isEmpty();
        assertThat(prometheus.queries).isEmpty();
    }

    @Test
    void countsRequestsSlowerThanEachEdge() {
        histogram("seconds", -60, 120, "0.1", "0.5", "+Inf");

        List<Interval> intervals = read(raw(), latency("seconds", "500ms"), List.of(0.1, 0.5), 0, 105);

        assertThat(intervals).hasSize(6).allMatch(i -> i.canary().equals(new ArmCounts(10, List.of(4.0, 1.0))));
    }

    @Test
    void sumsOfBucketsGiveTheSame() {
        histogram("seconds", -60, 120, "0.1", "0.5", "+Inf");

        assertThat(read(grid(), latency("seconds", "500ms"), List.of(0.1, 0.5), 0, 105))
                .isEqualTo(read(raw(), latency("seconds", "500ms"), List.of(0.1, 0.5), 0, 105));
    }

    @Test
    void bucketsThatAreNotJudgedAreNotRead() {
        histogram("seconds", -60, 120, "0.001", "0.1", "0.25", "0.5", "60", "+Inf");

        List<Interval> each = read(raw(), latency("seconds", "500ms"), List.of(0.1, 0.5), 50, 105);
        List<Interval> summed = read(grid(), latency("seconds", "500ms"), List.of(0.1, 0.5), 50, 105);

        assertThat(each).hasSize(2).allMatch(i -> i.canary().equals(new ArmCounts(10, List.of(4.0, 1.0))));
        assertThat(summed).isEqualTo(each);
        assertThat(prometheus.queries)
                .filteredOn(query -> query.contains("c1"))
                .containsExactly(
                        "count by (le) (latency_seconds_bucket{pod=~\"c1\"})",
                        "latency_seconds_bucket{pod=~\"c1\",le=~\"0[.]1|0[.]5|[+]Inf\"}[90s]",
                        "count by (le) (latency_seconds_bucket{pod=~\"c1\"})",
                        "max by (job, instance, pod) (timestamp(latency_seconds_bucket{pod=~\"c1\",le=\"+Inf\"}))",
                        "sum by (job, instance, pod, le) (latency_seconds_bucket{pod=~\"c1\",le=~\"0[.]1|0[.]5|[+]Inf\"})");
    }

    @Test
    void anEdgeMayBeWrittenInSeveralWays() {
        histogram("seconds", -60, 120, "0.1", "5.0", "60", "+Inf");
        prometheus.scrape(T - 3600, "latency_seconds_bucket", 1, "instance", "c1:80", "pod", "c1", "le", "5");
        List<Interval> once = read(raw(), latency("seconds", "500ms"), List.of(5.0), 0, 105);
        prometheus.scrape(T + 90, "latency_seconds_bucket", 1, "instance", "c1:81", "pod", "c1", "le", "5");
        prometheus.scrape(T + 90, "latency_seconds_bucket", 1, "instance", "c1:81", "pod", "c1", "le", "+Inf");

        read(raw(), latency("seconds", "500ms"), List.of(5.0), 0, 105);

        assertThat(once).hasSize(6).allMatch(i -> i.canary().equals(new ArmCounts(10, List.of(0.0))));
        assertThat(prometheus.queries).anyMatch(query -> query.contains("le=~\"5|5[.]0|[+]Inf\""));
    }

    @Test
    void anEdgeThatTheCanaryLacksIsLeftOutInBothArms() {
        histogram("seconds", -60, 120, "0.1", "0.5", "+Inf");

        List<Interval> intervals = read(raw(), latency("seconds", "500ms"), List.of(0.1, 0.25), 0, 100);

        assertThat(intervals).allSatisfy(interval -> {
            assertThat(interval.baseline().events()).containsExactly(8.0, 0.0);
            assertThat(interval.flags()).containsExactly(IntervalFlag.EDGE_MISSING);
        });
    }

    @Test
    void aHistogramWithoutItsLastBucketIsRefused() {
        histogram("seconds", -60, 120, "0.1", "0.5");

        assertThatThrownBy(() -> read(raw(), latency("seconds", "500ms"), List.of(0.1), 0, 100))
                .isInstanceOf(SourceException.class)
                .hasMessageContainingAll("latency.histogram", "+Inf");
    }

    @Test
    void aCounterThatIsNoHistogramIsRefused() {
        traffic(-60, 120, 10, 1);
        Latency metric = new Latency(settings("latency"), SELECTOR + "}", Duration.ofMillis(500), List.of());

        assertThatThrownBy(() -> raw().history(metric, scope(Arm.BASELINE), at(-60), at(100)))
                .isInstanceOf(SourceException.class)
                .hasMessageContainingAll("without the label le", "_bucket");
    }

    @Test
    void historyFindsTheScrapeIntervalAndWhatTheBaselineDid() {
        traffic(-3600, 15, 10, 1);

        for (PrometheusSource source : List.of(raw(), grid())) {
            History history = source.history(ERRORS, scope(Arm.BASELINE), at(-3600), at(0));

            assertThat(history.interval()).isEqualTo(STEP);
            assertThat(history.edges()).isEmpty();
            assertThat(history.lastHour()).isEqualTo(ArmCounts.of(22 * 238, 2 * 238));
        }
    }

    @Test
    void historyIsNotDeceivedByAnExporterThatSaysWhenItMeasuredEachPod() {
        for (int t = -600; t <= 0; t += 15) {
            measured(t, "b1", t + 600);
            measured(t - 7, "b2", t + 600);
        }

        for (PrometheusSource source : List.of(raw(), grid())) {
            assertThat(source.history(ERRORS, scope(Arm.BASELINE), at(-600), at(0))
                            .interval())
                    .isEqualTo(STEP);
        }
    }

    private void measured(double time, String pod, double value) {
        prometheus.scrape(
                T + time, "http_requests_total", value, "namespace", "shop", "instance", "node-1:10250", "pod", pod);
    }

    @Test
    void historyFindsSlowScrapesInSums() {
        for (int t = -600; t <= 0; t += 60) {
            scrape(t, "b1", "200", grown("b1200", 10));
        }

        assertThat(grid().history(ERRORS, scope(Arm.BASELINE), at(-600), at(0)).interval())
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void historyOfSeriesThatDoNotExistSaysSo() {
        assertThatThrownBy(() -> raw().history(ERRORS, scope(Arm.BASELINE), at(-3600), at(0)))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.lasting()).isTrue())
                .hasMessageContainingAll(
                        "errors.total", "prom-eu", "http_requests_total{namespace=\"shop\",pod=~\"b1|b2\"}", "check");
    }

    @Test
    void historyChoosesEdgesThatAreExceededSometimes() {
        histogram("seconds", -600, 15, "0.001", "0.1", "0.5", "60", "+Inf");

        for (PrometheusSource source : List.of(raw(), grid())) {
            assertThat(source.history(latency("seconds", "500ms"), scope(Arm.BASELINE), at(-600), at(0))
                            .edges())
                    .containsExactly(0.1, 0.5);
        }
    }

    @Test
    void historyAlwaysTestsTheEdgeNearestThePromise() {
        histogram("seconds", -600, 15, "0.001", "0.1", "0.5", "60", "+Inf");

        History history = raw().history(latency("seconds", "40s"), scope(Arm.BASELINE), at(-600), at(0));

        assertThat(history.edges()).containsExactly(0.1, 0.5, 60.0);
        assertThat(history.lastHour().events()).hasSize(3).endsWith(0.0);
    }

    @Test
    void historyTestsTheEdgesOfTheBucketThatHoldsAQuantile() {
        histogram("seconds", -600, 15, "0.001", "0.1", "0.5", "60", "+Inf");
        Latency plain = latency("seconds", "500ms");
        Latency watched =
                new Latency(plain.settings(), plain.histogram(), plain.slo(), plain.edges(), OptionalDouble.of(0.99));

        assertThat(raw().history(watched, scope(Arm.BASELINE), at(-600), at(0)).edges())
                .containsExactly(0.1, 0.5, 60.0);
    }

    @Test
    void historyReadsMillisecondsFromTheName() {
        histogram("milliseconds", -600, 15, "1", "100", "500", "60000", "+Inf");

        assertThat(raw().history(latency("milliseconds", "30s"), scope(Arm.BASELINE), at(-600), at(0))
                        .edges())
                .containsExactly(100.0, 500.0, 60000.0);
    }

    @Test
    void namedEdgesMustExist() {
        histogram("seconds", -600, 15, "0.1", "0.5", "+Inf");
        Latency known = latency("seconds", "500ms", 0.5);
        Latency unknown = latency("seconds", "500ms", 0.3);

        assertThat(raw().history(known, scope(Arm.BASELINE), at(-600), at(0)).edges())
                .containsExactly(0.5);
        assertThatThrownBy(() -> raw().history(unknown, scope(Arm.BASELINE), at(-600), at(0)))
                .isInstanceOf(SourceException.class)
                .hasMessageContainingAll("prom-eu", "latency.histogram", "no bucket 0.3", "0.1, 0.5");
    }

    @Test
    void conversionsAndMeansAreReadFromTwoCounters() {
        traffic(-60, 120, 10, 1);
        Metric conversion = new Conversion(settings("orders"), SELECTOR + "}", SELECTOR + ",code=~\"5..\"}");
        Metric mean = new Mean(settings("revenue"), SELECTOR + "}", SELECTOR + ",code=~\"5..\"}", Worse.LOWER);

        assertThat(counted(raw().read(conversion, request(scope(Arm.CANARY), List.of(), 0, 100))))
                .hasSize(5)
                .allMatch(interval -> interval.canary().equals(ArmCounts.of(11, 1)));
        assertThat(counted(raw().read(mean, request(scope(Arm.CANARY), List.of(), 0, 100))))
                .hasSize(5)
                .allMatch(interval -> interval.baseline().equals(ArmCounts.of(2, 22)));
    }

    @Test
    void rareEventsAreCountedAgainstTheTimeOfEachPod() {
        restarts(-60, 120);
        Metric metric = new RareEvents(settings("restarts"), "restarts_total{pod=~\"{{pods}}\"}");

        for (PrometheusSource source : List.of(raw(), grid())) {
            List<Interval> intervals = counted(source.read(metric, request(scope(Arm.CANARY), List.of(), 0, 105)));

            assertThat(intervals)
                    .hasSize(6)
                    .allMatch(interval -> interval.canary().total() == 15
                            && interval.baseline().total() == 30);
            assertThat(intervals)
                    .extracting(i -> i.canary().events().get(0))
                    .containsExactly(0.0, 0.0, 20.0, 0.0, 0.0, 0.0);
        }
        assertThat(raw().history(metric, scope(Arm.BASELINE), at(-60), at(100)).lastHour())
                .isEqualTo(ArmCounts.of(30 * 9, 0));
    }

    @Test
    void whoWasScrapedFirstIsUnknownWhereScrapesAreReadAsSums() {
        restarts(-60, 120);
        Metric metric = new RareEvents(settings("restarts"), "restarts_total{pod=~\"{{pods}}\"}");
        ReadRequest request = request(scope(Arm.CANARY), List.of(), 0, 105);

        assertThat(counted(raw().read(metric, request))).allMatch(i -> i.flags().isEmpty());
        assertThat(counted(grid().read(metric, request)))
                .extracting(Interval::flags)
                .containsExactly(Set.of(), Set.of(), Set.of(IntervalFlag.AHEAD), Set.of(), Set.of(), Set.of());
    }

    /** All pods are told of by one target, as kube-state-metrics does; c1 has 20 restarts at once. */
    private void restarts(int from, int to) {
        for (int t = from; t <= to; t += 15) {
            for (String pod : List.of("c1", "b1", "b2")) {
                double value = pod.equals("c1") && t >= 30 ? 23 : 3;
                prometheus.scrape(T + t + 4, "restarts_total", value, "job", "ksm", "instance", "ksm:80", "pod", pod);
            }
        }
    }

    @Test
    void aGaugeIsTheMeanOverWarmPodsAndTheWorstOfTheCanary() {
        for (int t = 0; t <= 60; t += 15) {
            memory(t, "c1", 100);
            memory(t, "c2", 300);
            memory(t, "b1", 50);
            memory(t, "b2", t == 30 ? Double.NaN : 150);
        }
        Scope canary = scope(Arm.CANARY, Map.of("c1", at(0), "c2", at(30)));

        Reading reading = raw().read(gauge(true), request(canary, List.of(), 0, 61));

        List<GaugeSample> samples = ((Reading.Compared) reading).samples();
        assertThat(samples).extracting(GaugeSample::at).containsExactly(at(15), at(30), at(45), at(60));
        assertThat(samples).extracting(s -> s.canary().orElse(-1)).containsExactly(100.0, 200.0, 200.0, 200.0);
        assertThat(samples).extracting(s -> s.baseline().orElse(-1)).containsExactly(100.0, 50.0, 100.0, 100.0);
        assertThat(samples).extracting(s -> s.worst().orElse(-1)).containsExactly(100.0, 300.0, 300.0, 300.0);
    }

    @Test
    void aGaugeThatIsNotPerPodMustBeOneNumber() {
        memory(0, "b1", 50);
        memory(0, "b2", 50);
        assertThatThrownBy(() -> raw().history(gauge(false), scope(Arm.BASELINE), at(-60), at(1)))
                .isInstanceOf(SourceException.class)
                .hasMessageContainingAll("memory.query", "2 series instead of one", "per: pod");
        History there = raw().history(gauge(true), scope(Arm.BASELINE), at(-60), at(1));
        History absent = raw().history(gauge(true), scope(Arm.CANARY), at(-60), at(1));
        assertThat(there.lastHour().total()).isOne();
        assertThat(absent.lastHour().total()).isZero();
    }

    private static Gauge gauge(boolean perPod) {
        return new Gauge(
                settings("memory"), "memory_bytes{pod=~\"{{pods}}\"}", perPod, Worse.HIGHER, OptionalDouble.empty());
    }

    private void memory(int time, String pod, double value) {
        prometheus.scrape(T + time, "memory_bytes", value, "pod", pod);
    }

    @Test
    void aPastIsToldPodByPod() {
        traffic(-3600, 15, 10, 1);
        History known = new History(STEP, List.of(), ArmCounts.of(0, 0));

        for (PrometheusSource source : List.of(raw(), grid())) {
            List<PastInterval> past = source.past(ERRORS, scope(Arm.BASELINE), known, at(-3600), at(0));

            assertThat(past).hasSize(238).allSatisfy(interval -> assertThat(interval.parts())
                    .containsExactly(ArmCounts.of(11, 1), ArmCounts.of(11, 1)));
        }
    }

    @Test
    void aPodThatIsYoungerThanThePastTellsOnlyOfItself() {
        traffic(-3600, 15, 10, 1);
        for (int t = -600; t <= 15; t += 15) {
            scrape(t + 3, "b3", "200", grown("b3200", 20));
        }
        Map<String, Instant> pods = Map.of("b1", at(-3600), "b2", at(-3600), "b3", at(-600));
        History known = new History(STEP, List.of(), ArmCounts.of(0, 0));

        List<PastInterval> past = raw().past(ERRORS, scope(Arm.BASELINE, pods), known, at(-3600), at(0));

        assertThat(past).hasSize(238);
        assertThat(past.get(0).parts()).containsExactly(ArmCounts.of(11, 1), ArmCounts.of(11, 1), ArmCounts.of(0, 0));
        assertThat(past.get(237).parts())
                .containsExactly(ArmCounts.of(11, 1), ArmCounts.of(11, 1), ArmCounts.of(20, 0));
    }

    @Test
    void aLongPastIsReadInPiecesOfSixHoursAtMost() {
        traffic(-8 * 3600, 15, 10, 1);
        History known = new History(STEP, List.of(), ArmCounts.of(0, 0));

        List<PastInterval> past = raw().past(ERRORS, scope(Arm.BASELINE), known, at(-8 * 3600), at(0));

        assertThat(past).hasSize(8 * 240 - 2);
        assertThat(prometheus.queries)
                .filteredOn(query -> query.endsWith("s]"))
                .hasSize(4)
                .allMatch(query -> Integer.parseInt(query.replaceAll(".*\\[(\\d+)s]", "$1")) <= 6 * 3600 + 60);
    }

    @Test
    void aLimitHasNoPast() {
        History known = new History(STEP, List.of(), ArmCounts.of(0, 0));

        assertThat(raw().past(limit("sum(no_such_metric)"), scope(Arm.BASELINE), known, at(-3600), at(0)))
                .isEmpty();
    }

    @Test
    void aLimitIsReadForTheCanary() {
        scrape(0, "c1", "200", 7);
        PrometheusLimit limit = limit("sum(" + SELECTOR + "})");

        Reading reading = raw().read(limit, request(scope(Arm.CANARY), List.of(), 0, 10));

        assertThat(((Reading.Sampled) reading).sample().value()).hasValue(7);
        assertThat(((Reading.Sampled) reading).sample().at()).isEqualTo(at(10));
    }

    @Test
    void aLimitWithoutANumberIsEmpty() {
        scrape(0, "c1", "200", Double.NaN);

        for (String query : List.of("sum(" + SELECTOR + "})", "sum(no_such_metric)")) {
            Reading reading = raw().read(limit(query), request(scope(Arm.CANARY), List.of(), 0, 10));

            assertThat(((Reading.Sampled) reading).sample().value()).isEmpty();
        }
    }

    @Test
    void aLimitHasNoHistory() {
        History history = raw().history(limit("sum(no_such_metric)"), scope(Arm.BASELINE), at(-3600), at(0));

        assertThat(history.lastHour()).isEqualTo(new ArmCounts(0, List.of()));
    }

    private PrometheusSource raw() {
        return new PrometheusSource(PrometheusAccess.of("prom-eu", prometheus.base()));
    }

    private PrometheusSource grid() {
        return new PrometheusSource(PrometheusAccess.of("prom-eu", prometheus.base()), new OkHttpClient(), 0);
    }

    private List<Interval> read(PrometheusSource source, long from, long to) {
        return read(source, scope(Arm.CANARY), from, to);
    }

    private List<Interval> read(PrometheusSource source, Scope canary, long from, long to) {
        return counted(source.read(ERRORS, request(canary, List.of(), from, to)));
    }

    private List<Interval> read(PrometheusSource source, Latency metric, List<Double> edges, long from, long to) {
        return counted(source.read(metric, request(scope(Arm.CANARY), edges, from, to)));
    }

    private static List<Interval> counted(Reading reading) {
        return ((Reading.Counted) reading).intervals();
    }

    private static ReadRequest request(Scope canary, List<Double> edges, long from, long to) {
        return new ReadRequest(canary, scope(Arm.BASELINE), 5, edges, List.of(), STEP, at(from), at(to));
    }

    private static Scope scope(Arm arm) {
        return scope(
                arm,
                arm == Arm.CANARY ? Map.of("c1", Instant.EPOCH) : Map.of("b1", Instant.EPOCH, "b2", Instant.EPOCH));
    }

    private static Scope scope(Arm arm, Map<String, Instant> pods) {
        return new Scope(arm, Map.of("namespace", "shop"), pods);
    }

    private static Instant at(long seconds) {
        return Instant.ofEpochSecond(T + seconds);
    }

    private static MetricSettings settings(String name) {
        return new MetricSettings(
                name, "", true, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    private static Latency latency(String unit, String slo, Double... edges) {
        return new Latency(
                settings("latency"),
                "latency_" + unit + "_bucket{pod=~\"{{pods}}\"}",
                Duration.parse("PT" + slo.replace("500ms", "0.5s")),
                List.of(edges));
    }

    private static PrometheusLimit limit(String query) {
        return new PrometheusLimit(settings("limit"), query, OptionalDouble.empty(), OptionalDouble.of(1));
    }

    /** Scrapes all pods every 15 s: so many good and bad requests each time. */
    private void traffic(int from, int to, double good, double bad) {
        for (int t = from; t <= to; t += 15) {
            scrape(t + 2, "c1", "200", grown("c1200", good));
            scrape(t + 7, "b1", "200", grown("b1200", good));
            scrape(t + 11, "b2", "200", grown("b2200", good));
            if (bad > 0 || counters.containsKey("c1500")) {
                scrape(t + 2, "c1", "500", grown("c1500", bad));
                scrape(t + 7, "b1", "500", grown("b1500", bad));
                scrape(t + 11, "b2", "500", grown("b2500", bad));
            }
        }
    }

    private double grown(String counter, double by) {
        return counters.merge(counter, by, Double::sum);
    }

    private void scrape(double time, String pod, String code, double value) {
        prometheus.scrape(
                T + time,
                "http_requests_total",
                value,
                "namespace",
                "shop",
                "job",
                "shop",
                "instance",
                pod + ":80",
                "pod",
                pod,
                "code",
                code);
    }

    /** Ten requests per scrape and pod: nothing is faster than the first bucket, one is slower than half a second. */
    private void histogram(String unit, int from, int to, String... edges) {
        for (int t = from; t <= to; t += 15) {
            for (String pod : List.of("c1", "b1", "b2")) {
                double scrapes = (t - from) / 15.0 + 1;
                for (String le : edges) {
                    double seconds =
                            le.equals("+Inf") ? 1e9 : Double.parseDouble(le) / (unit.startsWith("m") ? 1000 : 1);
                    double faster = seconds < 0.01 ? 0 : seconds <= 0.1 ? 6 : seconds <= 0.5 ? 9 : 10;
                    prometheus.scrape(
                            T + t + 3,
                            "latency_" + unit + "_bucket",
                            faster * scrapes,
                            "job",
                            "shop",
                            "instance",
                            pod + ":80",
                            "pod",
                            pod,
                            "le",
                            le);
                }
            }
        }
    }
}

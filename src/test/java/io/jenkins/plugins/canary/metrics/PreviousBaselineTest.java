package io.jenkins.plugins.canary.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.GaugeSample;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.Judge;
import io.jenkins.plugins.canary.analysis.JudgeSettings;
import io.jenkins.plugins.canary.analysis.PastInterval;
import io.jenkins.plugins.canary.analysis.Split;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.analysis.Worse;
import io.jenkins.plugins.canary.target.Arm;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A canary that is compared with stable a day before. The grid is 15 s; times are seconds after T. */
class PreviousBaselineTest {
    private static final long T = 1_700_000_010;
    private static final int DAY = 86_400;
    private static final Duration STEP = Duration.ofSeconds(15);
    private static final String SELECTOR = "http_requests_total{service=\"{{service}}\"";
    private static final ErrorRatio ERRORS = new ErrorRatio(
            new MetricSettings(
                    "errors", "", true, OptionalDouble.of(1.1), OptionalDouble.of(1.5), OptionalDouble.empty()),
            SELECTOR + "}",
            SELECTOR + ",code=~\"5..\"}");

    private final FakePrometheus prometheus = new FakePrometheus();
    private final Map<String, Double> counters = new HashMap<>();

    @AfterEach
    void stop() throws Exception {
        prometheus.close();
    }

    @Test
    void theDayBeforeIsMovedToNowInBothWaysOfReading() {
        for (int time = -60; time <= 120; time += 15) {
            requests(time, "canary", "c1", 10, 1);
            requests(time, "stable", "b1", 77, 7);
            requests(time - DAY, "stable", "old", 100, time < 30 ? 5 : 9);
        }
        for (PrometheusSource source : List.of(raw(), grid())) {
            List<Interval> intervals = read(source, 0, 115);
            assertThat(intervals).hasSizeBetween(6, 7).allSatisfy(interval -> {
                assertThat(interval.canary()).isEqualTo(ArmCounts.of(10, 1));
                assertThat(interval.baseline().total()).isEqualTo(100);
            });
            assertThat(intervals.get(0).start()).isEqualTo(at(0));
            assertThat(intervals)
                    .extracting(interval -> interval.baseline().events().get(0))
                    .startsWith(5.0, 5.0, 9.0, 9.0);
        }
    }

    @Test
    void aShiftThatIsNoMultipleOfTheIntervalIsRounded() {
        for (int time = -60; time <= 120; time += 15) {
            requests(time, "canary", "c1", 10, 1);
            requests(time - 3600, "stable", "b1", 100, 5);
        }
        assertThat(counted(raw().read(ERRORS, request(baseline(Duration.ofSeconds(3601)), 0, 115))))
                .isNotEmpty()
                .allSatisfy(interval -> assertThat(interval.baseline()).isEqualTo(ArmCounts.of(100, 5)));
    }

    /** Yesterday is all there; the canary's scrapes come three minutes late. */
    @Test
    void yesterdayDoesNotRunAheadOfACanaryWhoseScrapesComeLate() {
        for (int time = -60; time <= 600; time += 15) {
            requests(time - DAY, "stable", "b1", 100, 5);
            if (time <= 120) {
                requests(time, "canary", "c1", 10, 1);
            }
        }
        for (PrometheusSource source : List.of(raw(), grid())) {
            assertThat(read(source, 0, 300)).isNotEmpty().allSatisfy(interval -> {
                assertThat(interval.flags()).isEmpty();
                assertThat(interval.canary()).isEqualTo(ArmCounts.of(10, 1));
            });
        }
    }

    @Test
    void historyIsWhatItDidADayBefore() {
        for (int time = -3600; time <= 15; time += 15) {
            requests(time - DAY, "stable", "b1", 100, 5);
        }
        for (PrometheusSource source : List.of(raw(), grid())) {
            History history = source.history(ERRORS, baseline(Duration.ofDays(1)), at(-3600), at(0));
            assertThat(history.interval()).isEqualTo(STEP);
            assertThat(history.lastHour().events().get(0) / history.lastHour().total())
                    .isEqualTo(0.05);
        }
    }

    @Test
    void aDayOfWhichNothingIsKnownIsSaid() {
        requests(0, "stable", "b1", 100, 5);
        assertThatThrownBy(() -> raw().history(ERRORS, baseline(Duration.ofDays(1)), at(-3600), at(0)))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("no series in the last 10 minutes");
    }

    /** Its noise is that between a pod of a day and all pods of the day before. */
    @Test
    void thePastComparesOnePodWithADayBefore() {
        for (int time = -120; time <= 30; time += 15) {
            requests(time, "stable", "b1", 40, 2);
            requests(time, "stable", "b2", 60, 3);
            requests(time - DAY, "stable", "old1", 70, 1);
            requests(time - DAY, "stable", "old2", 50, 1);
        }
        History known = new History(STEP, List.of(), ArmCounts.of(0, 0));
        for (PrometheusSource source : List.of(raw(), grid())) {
            List<PastInterval> past = source.past(ERRORS, baseline(Duration.ofDays(1)), known, at(-60), at(0));
            assertThat(past).isNotEmpty().allSatisfy(interval -> assertThat(interval.parts())
                    .containsExactly(ArmCounts.of(40, 2), ArmCounts.of(120, 2)));
        }
    }

    @Test
    void gaugesAreMovedToo() {
        for (int time = -60; time <= 120; time += 15) {
            prometheus.scrape(T + time, "memory", 7, "job", "j", "instance", "c1", "service", "canary");
            prometheus.scrape(T + time - DAY, "memory", 5, "job", "j", "instance", "b1", "service", "stable");
        }
        Gauge gauge = new Gauge(
                ERRORS.settings(), "memory{service=\"{{service}}\"}", false, Worse.HIGHER, OptionalDouble.empty());

        List<GaugeSample> samples =
                ((Reading.Compared) raw().read(gauge, request(baseline(Duration.ofDays(1)), 0, 100))).samples();

        assertThat(samples).hasSize(6).allSatisfy(sample -> {
            assertThat(sample.canary()).hasValue(7);
            assertThat(sample.baseline()).hasValue(5);
        });
    }

    @Test
    void aHealthyCanaryPassesAndAFaultyOneFailsAndTheSentenceSaysWhatItWasComparedWith() {
        assertThat(judged(0.02).kind()).isEqualTo(Verdict.Kind.PASS);
        Verdict faulty = judged(0.06);
        assertThat(faulty.kind()).isEqualTo(Verdict.Kind.FAIL);
        assertThat(faulty.sentence()).endsWith(" (the baseline is the running version 24 h before)");
    }

    private Verdict judged(double ofCanary) {
        SplittableRandom random = new SplittableRandom(5);
        counters.clear();
        for (int time = -60; time <= 1200; time += 15) {
            drawn(random, time, "canary", "c" + ofCanary, 100, ofCanary);
            drawn(random, time - DAY, "stable", "b" + ofCanary, 1000, 0.02);
        }
        Judge judge = new Judge(
                List.of(Rules.of(
                        ERRORS,
                        new History(STEP, List.of(), ArmCounts.of(0, 0)),
                        List.of(1.0),
                        OptionalDouble.empty(),
                        1.5)),
                new JudgeSettings(
                        0.05,
                        0.05,
                        Duration.ofMinutes(1),
                        Duration.ofHours(1),
                        Duration.ZERO,
                        Duration.ZERO,
                        Split.BY_PODS,
                        Duration.ofMinutes(10),
                        Duration.ofDays(1)));
        judge.weightSet(at(0), 5);
        Scope canary = scope(Arm.CANARY, "canary", "c" + ofCanary, Duration.ZERO);
        ErrorRatio own = new ErrorRatio(
                ERRORS.settings(),
                SELECTOR + ",pod=~\"[cb]" + ofCanary + "\"}",
                SELECTOR + ",pod=~\"[cb]" + ofCanary + "\",code=~\"5..\"}");
        ReadRequest request =
                new ReadRequest(canary, baseline(Duration.ofDays(1)), 5, List.of(), List.of(), STEP, at(0), at(1200));
        counted(raw().read(own, request)).forEach(interval -> judge.add("errors", interval));
        return judge.judge(at(1200)).verdict();
    }

    private void drawn(SplittableRandom random, int time, String service, String pod, int requests, double share) {
        int bad = 0;
        for (int i = 0; i < requests; i++) {
            bad += random.nextDouble() < share ? 1 : 0;
        }
        requests(time, service, pod, requests, bad);
    }

    private void requests(int time, String service, String pod, double all, double bad) {
        sample(time, service, pod, "200", all - bad);
        sample(time, service, pod, "500", bad);
    }

    private void sample(int time, String service, String pod, String code, double by) {
        prometheus.scrape(
                T + time + 3,
                "http_requests_total",
                counters.merge(pod + code, by, Double::sum),
                "job",
                "j",
                "instance",
                pod,
                "pod",
                pod,
                "service",
                service,
                "code",
                code);
    }

    private List<Interval> read(PrometheusSource source, long from, long to) {
        return counted(source.read(ERRORS, request(baseline(Duration.ofDays(1)), from, to)));
    }

    private static List<Interval> counted(Reading reading) {
        return ((Reading.Counted) reading).intervals();
    }

    private static ReadRequest request(Scope baseline, long from, long to) {
        Scope canary = scope(Arm.CANARY, "canary", "c1", Duration.ZERO);
        return new ReadRequest(canary, baseline, 5, List.of(), List.of(), STEP, at(from), at(to));
    }

    private static Scope baseline(Duration earlier) {
        return scope(Arm.BASELINE, "stable", "b1", earlier);
    }

    private static Scope scope(Arm arm, String service, String pod, Duration earlier) {
        return new Scope(arm, Map.of("service", service), Map.of(pod, Instant.EPOCH), earlier);
    }

    private PrometheusSource raw() {
        return new PrometheusSource(PrometheusAccess.of("prom", prometheus.base()));
    }

    private PrometheusSource grid() {
        return new PrometheusSource(PrometheusAccess.of("prom", prometheus.base()), new OkHttpClient(), 0);
    }

    private static Instant at(long seconds) {
        return Instant.ofEpochSecond(T + seconds);
    }
}

package io.jenkins.plugins.canary.metrics;

import static io.jenkins.plugins.canary.metrics.ScrapedService.STEP;
import static io.jenkins.plugins.canary.metrics.ScrapedService.at;
import static io.jenkins.plugins.canary.metrics.ScrapedService.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.GaugeSample;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.Judge;
import io.jenkins.plugins.canary.analysis.PastInterval;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.analysis.Worse;
import io.jenkins.plugins.canary.target.Arm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A canary that is compared with stable a day before. */
class PreviousBaselineTest {
    private static final int DAY = 86_400;
    private static final String SELECTOR = "http_requests_total{service=\"{{service}}\"";
    private static final ErrorRatio ERRORS = ScrapedService.errors(SELECTOR, Optional.empty());

    private final ScrapedService service = new ScrapedService();

    @AfterEach
    void stop() throws Exception {
        service.close();
    }

    @Test
    void theDayBeforeIsMovedToNowInBothWaysOfReading() {
        for (int time = -60; time <= 120; time += 15) {
            service.requests(time, "c1", 10, 1, "service", "canary");
            service.requests(time, "b1", 77, 7, "service", "stable");
            service.requests(time - DAY, "old", 100, time < 30 ? 5 : 9, "service", "stable");
        }
        for (PrometheusSource source : List.of(service.raw(), service.grid())) {
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
            service.requests(time, "c1", 10, 1, "service", "canary");
            service.requests(time - 3600, "b1", 100, 5, "service", "stable");
        }
        assertThat(counted(service.raw().read(ERRORS, request(baseline(Duration.ofSeconds(3601)), 0, 115))))
                .isNotEmpty()
                .allSatisfy(interval -> assertThat(interval.baseline()).isEqualTo(ArmCounts.of(100, 5)));
    }

    /** Yesterday is all there; the canary's scrapes come three minutes late. */
    @Test
    void yesterdayDoesNotRunAheadOfACanaryWhoseScrapesComeLate() {
        for (int time = -60; time <= 600; time += 15) {
            service.requests(time - DAY, "b1", 100, 5, "service", "stable");
            if (time <= 120) {
                service.requests(time, "c1", 10, 1, "service", "canary");
            }
        }
        for (PrometheusSource source : List.of(service.raw(), service.grid())) {
            assertThat(read(source, 0, 300)).isNotEmpty().allSatisfy(interval -> {
                assertThat(interval.flags()).isEmpty();
                assertThat(interval.canary()).isEqualTo(ArmCounts.of(10, 1));
            });
        }
    }

    @Test
    void historyIsWhatItDidADayBefore() {
        for (int time = -3600; time <= 15; time += 15) {
            service.requests(time - DAY, "b1", 100, 5, "service", "stable");
        }
        for (PrometheusSource source : List.of(service.raw(), service.grid())) {
            History history = source.history(ERRORS, baseline(Duration.ofDays(1)), at(-3600), at(0));
            assertThat(history.interval()).isEqualTo(STEP);
            assertThat(history.lastHour().events().get(0) / history.lastHour().total())
                    .isEqualTo(0.05);
        }
    }

    @Test
    void aDayOfWhichNothingIsKnownIsSaid() {
        service.requests(0, "b1", 100, 5, "service", "stable");
        assertThatThrownBy(() -> service.raw().history(ERRORS, baseline(Duration.ofDays(1)), at(-3600), at(0)))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("no series in the last 10 minutes");
    }

    /** Its noise is that between a pod of a day and all pods of the day before. */
    @Test
    void thePastComparesOnePodWithADayBefore() {
        for (int time = -120; time <= 30; time += 15) {
            service.requests(time, "b1", 40, 2, "service", "stable");
            service.requests(time, "b2", 60, 3, "service", "stable");
            service.requests(time - DAY, "old1", 70, 1, "service", "stable");
            service.requests(time - DAY, "old2", 50, 1, "service", "stable");
        }
        History known = new History(STEP, List.of(), ArmCounts.of(0, 0));
        for (PrometheusSource source : List.of(service.raw(), service.grid())) {
            List<PastInterval> past = source.past(ERRORS, baseline(Duration.ofDays(1)), known, at(-60), at(0));
            assertThat(past).isNotEmpty().allSatisfy(interval -> assertThat(interval.parts())
                    .containsExactly(ArmCounts.of(40, 2), ArmCounts.of(120, 2)));
        }
    }

    @Test
    void gaugesAreMovedToo() {
        for (int time = -60; time <= 120; time += 15) {
            service.gauge(time, "memory", 7, "job", "j", "instance", "c1", "service", "canary");
            service.gauge(time - DAY, "memory", 5, "job", "j", "instance", "b1", "service", "stable");
        }
        Gauge gauge = new Gauge(
                ERRORS.settings(), "memory{service=\"{{service}}\"}", false, Worse.HIGHER, OptionalDouble.empty());

        List<GaugeSample> samples =
                ((Reading.Compared) service.raw().read(gauge, request(baseline(Duration.ofDays(1)), 0, 100))).samples();

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
        for (int time = -60; time <= 1200; time += 15) {
            service.drawn(random, time, "c" + ofCanary, 100, ofCanary, "service", "canary");
            service.drawn(random, time - DAY, "b" + ofCanary, 1000, 0.02, "service", "stable");
        }
        Judge judge = ScrapedService.judge(ERRORS, ScrapedService.unknown(), Duration.ofDays(1));
        Scope canary = scope(Arm.CANARY, "canary", "c" + ofCanary, Duration.ZERO);
        ErrorRatio own = new ErrorRatio(
                ERRORS.settings(),
                SELECTOR + ",pod=~\"[cb]" + ofCanary + "\"}",
                SELECTOR + ",pod=~\"[cb]" + ofCanary + "\",code=~\"5..\"}");
        ReadRequest request = ScrapedService.request(canary, baseline(Duration.ofDays(1)), List.of(), 0, 1200);
        counted(service.raw().read(own, request)).forEach(interval -> judge.add("errors", interval));
        return judge.judge(at(1200)).verdict();
    }

    private static List<Interval> read(PrometheusSource source, long from, long to) {
        return counted(source.read(ERRORS, request(baseline(Duration.ofDays(1)), from, to)));
    }

    private static ReadRequest request(Scope baseline, long from, long to) {
        Scope canary = scope(Arm.CANARY, "canary", "c1", Duration.ZERO);
        return ScrapedService.request(canary, baseline, List.of(), from, to);
    }

    private static Scope baseline(Duration earlier) {
        return scope(Arm.BASELINE, "stable", "b1", earlier);
    }

    private static Scope scope(Arm arm, String service, String pod, Duration earlier) {
        return new Scope(arm, Map.of("service", service), Map.of(pod, Instant.EPOCH), earlier);
    }
}

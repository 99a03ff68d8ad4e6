package io.jenkins.plugins.canary.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.Judge;
import io.jenkins.plugins.canary.analysis.JudgeSettings;
import io.jenkins.plugins.canary.analysis.Split;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.target.Arm;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A canary with three times the errors of the baseline, behind scrapes that are not as they should be: it never passes. 24
 * requests in each interval and pod; 2 % of errors in the baseline.
 */
class BadScrapesTest {
    private static final long T = 1_700_000_010;
    private static final int MINUTES = 20;
    private static final String SELECTOR = "http_requests_total{pod=~\"{{pods}}\"";
    private static final ErrorRatio ERRORS = new ErrorRatio(
            new MetricSettings(
                    "errors", "", true, OptionalDouble.of(1.1), OptionalDouble.of(1.5), OptionalDouble.empty()),
            SELECTOR + "}",
            SELECTOR + ",code=~\"5..\"}");

    private final FakePrometheus prometheus = new FakePrometheus();
    private final Map<String, Double> counters = new HashMap<>();
    private final SplittableRandom random = new SplittableRandom(11);

    @AfterEach
    void stop() throws Exception {
        prometheus.close();
    }

    @Test
    void cleanDataFail() {
        scrape((time, pod) -> true);
        assertThat(verdict("c1")).isEqualTo(Verdict.Kind.FAIL);
    }

    @Test
    void countersThatStartAnewNeverPass() {
        scrape((time, pod) -> {
            if (time % 300 == 0) {
                counters.keySet().removeIf(counter -> counter.startsWith(pod));
            }
            return true;
        });
        assertThat(verdict("c1")).isEqualTo(Verdict.Kind.FAIL);
    }

    @Test
    void missingScrapesNeverPass() {
        scrape((time, pod) -> random.nextDouble() >= 0.05);
        assertThat(verdict("c1")).isEqualTo(Verdict.Kind.FAIL);
    }

    @Test
    void aPodThatIsReplacedNeverPasses() {
        scrape((time, pod) -> !pod.equals("c1") || time < 600);
        assertThat(verdict("c1", "c2")).isEqualTo(Verdict.Kind.FAIL);
    }

    @Test
    void seriesThatComeBackNeverPass() {
        scrape((time, pod) -> !pod.equals("c1") || time % 400 < 300);
        assertThat(verdict("c1", "c2")).isEqualTo(Verdict.Kind.FAIL);
    }

    @Test
    void countersThatAreNoNumbersNeverPass() {
        for (int time = -60; time <= MINUTES * 60; time += 15) {
            for (String pod : List.of("c1", "b1", "b2")) {
                double value = pod.equals("c1")
                        ? new double[] {Double.NaN, -5, Double.POSITIVE_INFINITY}[Math.floorMod(time / 15, 3)]
                        : time;
                sample(time, pod, "200", value);
            }
        }
        assertThat(verdict("c1")).isEqualTo(Verdict.Kind.INCONCLUSIVE);
    }

    private interface Seen {
        boolean scraped(int time, String pod);
    }

    private void scrape(Seen seen) {
        for (int time = -60; time <= MINUTES * 60; time += 15) {
            for (String pod : List.of("c1", "c2", "b1", "b2", "b3")) {
                boolean scraped = seen.scraped(time, pod);
                double errors = poisson(pod.startsWith("c") ? 1.5 : 0.5);
                counters.merge(pod + "500", errors, Double::sum);
                counters.merge(pod + "200", 24 - errors, Double::sum);
                if (scraped) {
                    sample(time, pod, "200", counters.get(pod + "200"));
                    sample(time, pod, "500", counters.get(pod + "500"));
                }
            }
        }
    }

    private int poisson(double mean) {
        int count = -1;
        for (double product = 1; product > Math.exp(-mean); product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    private void sample(int time, String pod, String code, double value) {
        prometheus.scrape(
                T + time + 3, "http_requests_total", value, "job", "j", "instance", pod, "pod", pod, "code", code);
    }

    private Verdict.Kind verdict(String... canaries) {
        PrometheusSource source = new PrometheusSource(PrometheusAccess.of("prom", prometheus.base()));
        Instant begin = Instant.ofEpochSecond(T);
        Instant end = begin.plusSeconds(MINUTES * 60L);
        ReadRequest request = new ReadRequest(
                scope(Arm.CANARY, canaries),
                scope(Arm.BASELINE, "b1", "b2", "b3"),
                40,
                List.of(),
                List.of(),
                Duration.ofSeconds(15),
                begin,
                end);
        Judge judge = new Judge(
                List.of(Rules.of(
                        ERRORS,
                        new History(Duration.ofSeconds(15), List.of(), ArmCounts.of(0, 0)),
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
                        Duration.ofMinutes(10)));
        judge.weightSet(begin, 40);
        for (Interval interval : ((Reading.Counted) source.read(ERRORS, request)).intervals()) {
            judge.add("errors", interval);
            assertThat(judge.judge(interval.end()).verdict().kind()).isNotEqualTo(Verdict.Kind.PASS);
        }
        judge.answered("errors", end);
        return judge.judge(end).verdict().kind();
    }

    private static Scope scope(Arm arm, String... pods) {
        Map<String, Instant> all = new HashMap<>();
        List.of(pods).forEach(pod -> all.put(pod, Instant.EPOCH));
        return new Scope(arm, Map.of(), all);
    }
}

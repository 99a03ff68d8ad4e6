package io.jenkins.plugins.canary.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.IntervalFlag;
import io.jenkins.plugins.canary.analysis.Judge;
import io.jenkins.plugins.canary.analysis.JudgeSettings;
import io.jenkins.plugins.canary.analysis.Split;
import io.jenkins.plugins.canary.analysis.Stratum;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.target.Arm;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An error ratio by route, from samples behind an HTTP API to verdicts. The grid is 15 s; times are seconds after T. */
class StratifiedReadingTest {
    private static final long T = 1_700_000_010;
    private static final Duration STEP = Duration.ofSeconds(15);
    private static final String SELECTOR = "http_requests_total{pod=~\"{{pods}}\"";
    private static final ErrorRatio ERRORS = new ErrorRatio(
            new MetricSettings(
                    "errors", "", true, OptionalDouble.of(1.1), OptionalDouble.of(1.5), OptionalDouble.empty()),
            SELECTOR + "}",
            SELECTOR + ",code=~\"5..\"}",
            Optional.empty(),
            Optional.empty(),
            Optional.of("route"));

    private final FakePrometheus prometheus = new FakePrometheus();
    private final Map<String, Double> counters = new HashMap<>();

    @AfterEach
    void stop() throws Exception {
        prometheus.close();
    }

    @Test
    void countsEachRouteAndAllOthersTogether() {
        for (int time = -60; time <= 120; time += 15) {
            requests(time, "c1", "/cart", 10, 1);
            requests(time, "c1", "/pay", 4, 2);
            requests(time, "c1", "/a", 3, 0);
            requests(time, "c1", "/b", 2, 1);
            requests(time, "b1", "/cart", 100, 5);
        }
        for (PrometheusSource source : List.of(raw(), grid())) {
            assertThat(read(source, List.of("/pay", "/cart"), 0, 100))
                    .hasSizeBetween(5, 6)
                    .allSatisfy(interval -> {
                        assertThat(interval.strata())
                                .containsExactly(
                                        new Stratum(ArmCounts.of(4, 2), ArmCounts.of(0, 0)),
                                        new Stratum(ArmCounts.of(10, 1), ArmCounts.of(100, 5)),
                                        new Stratum(ArmCounts.of(5, 1), ArmCounts.of(0, 0)));
                        assertThat(interval.canary()).isEqualTo(ArmCounts.of(19, 4));
                        assertThat(interval.baseline()).isEqualTo(ArmCounts.of(100, 5));
                    });
        }
    }

    @Test
    void thePastOfEachPodIsToldApartByRouteToo() {
        for (int time = -60; time <= 120; time += 15) {
            requests(time, "b1", "/cart", 100, 5);
            requests(time, "b1", "/pay", 10, 1);
            requests(time, "b2", "/cart", 40, 2);
            requests(time, "b2", "/a", 3, 0);
        }
        Scope both = new Scope(Arm.BASELINE, Map.of(), Map.of("b1", Instant.EPOCH, "b2", Instant.EPOCH.plusSeconds(1)));
        History known = new History(STEP, List.of(), ArmCounts.of(1, 0), List.of("/cart", "/pay"), List.of());
        for (PrometheusSource source : List.of(raw(), grid())) {
            assertThat(source.past(ERRORS, both, known, at(0), at(100)))
                    .hasSizeBetween(5, 6)
                    .allSatisfy(interval -> {
                        assertThat(interval.parts()).containsExactly(ArmCounts.of(110, 6), ArmCounts.of(43, 2));
                        assertThat(interval.strata())
                                .containsExactly(
                                        List.of(ArmCounts.of(100, 5), ArmCounts.of(10, 1), ArmCounts.of(0, 0)),
                                        List.of(ArmCounts.of(40, 2), ArmCounts.of(0, 0), ArmCounts.of(3, 0)));
                    });
            assertThat(source.past(ERRORS, both, known.together(), at(0), at(100)))
                    .allSatisfy(interval -> assertThat(interval.strata()).isEmpty());
        }
    }

    @Test
    void theFirstRequestsOfARouteCountInBothWaysOfReading() {
        for (int time = -60; time <= 120; time += 15) {
            requests(time, "c1", "/cart", 10, 0);
            requests(time, "b1", "/cart", 100, 5);
            if (time >= 45) {
                requests(time, "c1", "/pay", 4, 4);
            }
        }
        for (PrometheusSource source : List.of(raw(), grid())) {
            assertThat(read(source, List.of("/cart", "/pay"), 0, 100))
                    .extracting(interval -> interval.strata().get(1).canary())
                    .startsWith(
                            ArmCounts.of(0, 0),
                            ArmCounts.of(0, 0),
                            ArmCounts.of(0, 0),
                            ArmCounts.of(4, 4),
                            ArmCounts.of(4, 4));
        }
        assertThat(prometheus.queries)
                .contains("sum by (job, instance, pod, le, route) (http_requests_total{pod=~\"c1\"})");
    }

    @Test
    void errorsThatBelongToNoRequestsOfTheirRouteLeaveTheArmOut() {
        for (int time = -60; time <= 120; time += 15) {
            requests(time, "c1", "/cart", 10, 0);
            sample(time, "c1", "", "500", grown("lost", 3));
            requests(time, "b1", "/cart", 100, 5);
        }
        ErrorRatio split = new ErrorRatio(
                ERRORS.settings(),
                SELECTOR + ",route!=\"\"}",
                ERRORS.bad(),
                Optional.empty(),
                Optional.empty(),
                ERRORS.by());

        assertThat(((Reading.Counted) raw().read(split, request(List.of("/cart"), 0, 100))).intervals())
                .hasSizeBetween(5, 6)
                .allSatisfy(interval -> {
                    assertThat(interval.canary()).isEqualTo(ArmCounts.of(0, 0));
                    assertThat(interval.flags()).containsExactly(IntervalFlag.BAD_SAMPLE);
                });
    }

    @Test
    void historyFindsTheRoutesWithMostRequests() {
        for (int time = -900; time <= 15; time += 15) {
            requests(time, "b1", "/pay", 50, 2);
            requests(time, "b1", "/cart", 100, 5);
        }
        for (PrometheusSource source : List.of(raw(), grid())) {
            History history = source.history(ERRORS, scope(Arm.BASELINE, "b1"), at(-900), at(0));
            assertThat(history.strata()).containsExactly("/cart", "/pay");
            assertThat(history.remarks()).isEmpty();
            assertThat(history.lastHour().events().get(0) / history.lastHour().total())
                    .isEqualTo(7.0 / 150);
        }
    }

    @Test
    void ofManyRoutesTheLastOnesAreTakenTogetherAndThatIsSaid() {
        for (int time = -300; time <= 15; time += 15) {
            for (int route = 0; route < 30; route++) {
                requests(time, "b1", "/r" + route, 100 - route, 2);
            }
        }
        History history = raw().history(ERRORS, scope(Arm.BASELINE, "b1"), at(-300), at(0));

        assertThat(history.strata()).hasSize(20).startsWith("/r0", "/r1").endsWith("/r19");
        assertThat(history.remarks())
                .singleElement()
                .asString()
                .startsWith(
                        "errors.total: of 30 values of route, the 20 with most requests are compared each by itself");
    }

    @Test
    void aLabelThatACounterDoesNotHaveIsRefused() {
        for (int time = -300; time <= 15; time += 15) {
            sample(time, "b1", "", "200", grown("all", 10));
        }
        assertThatThrownBy(() -> raw().history(ERRORS, scope(Arm.BASELINE, "b1"), at(-300), at(0)))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.lasting()).isTrue())
                .hasMessageContainingAll(
                        "errors.total", "have no label route", "name one in by that both counters have");
    }

    @Test
    void aLabelWithTooManyValuesIsRefused() {
        for (int route = 0; route <= 1000; route++) {
            requests(0, "b1", "/order/" + route, 1, 0);
        }
        assertThatThrownBy(() -> raw().history(ERRORS, scope(Arm.BASELINE, "b1"), at(-300), at(10)))
                .hasMessageContainingAll("label route has 1001 values, over 1000", "pattern");
    }

    @Test
    void aCanaryThatIsAskedForMoreOfABadRouteIsNotBlamedAndABrokenOneIs() {
        assertThat(judged(0.02)).isEqualTo(Verdict.Kind.PASS);
        assertThat(judged(0.08)).isEqualTo(Verdict.Kind.FAIL);
    }

    /** Three of four of the canary's requests go to a route that fails in 2 % of cases; one of twenty of the baseline's. */
    private Verdict.Kind judged(double ofCanary) {
        SplittableRandom random = new SplittableRandom(3);
        counters.clear();
        String run = "-" + ofCanary;
        for (int time = -300; time <= 1200; time += 15) {
            drawn(random, time, "c" + run, "/cart", 25, 0.002);
            drawn(random, time, "c" + run, "/pay", 75, ofCanary);
            drawn(random, time, "b" + run, "/cart", 1900, 0.002);
            drawn(random, time, "b" + run, "/pay", 100, 0.02);
        }
        History history = raw().history(ERRORS, scope(Arm.BASELINE, "b" + run), at(-300), at(0));
        Judge judge = new Judge(
                List.of(Rules.of(ERRORS, history, List.of(1.0), OptionalDouble.empty(), 1.5)),
                new JudgeSettings(
                        0.05,
                        0.05,
                        Duration.ofMinutes(1),
                        Duration.ofHours(1),
                        Duration.ZERO,
                        Duration.ZERO,
                        Split.BY_PODS,
                        Duration.ofMinutes(10)));
        judge.weightSet(at(0), 5);
        ReadRequest request = new ReadRequest(
                scope(Arm.CANARY, "c" + run),
                scope(Arm.BASELINE, "b" + run),
                5,
                List.of(),
                history.strata(),
                STEP,
                at(0),
                at(1200));
        ((Reading.Counted) raw().read(ERRORS, request)).intervals().forEach(interval -> judge.add("errors", interval));
        return judge.judge(at(1200)).verdict().kind();
    }

    private void drawn(SplittableRandom random, int time, String pod, String route, int requests, double share) {
        int bad = 0;
        for (int i = 0; i < requests; i++) {
            bad += random.nextDouble() < share ? 1 : 0;
        }
        requests(time, pod, route, requests, bad);
    }

    private void requests(int time, String pod, String route, double all, double bad) {
        sample(time, pod, route, "200", grown(pod + route + 200, all - bad));
        sample(time, pod, route, "500", grown(pod + route + 500, bad));
    }

    private double grown(String counter, double by) {
        return counters.merge(counter, by, Double::sum);
    }

    private void sample(int time, String pod, String route, String code, double value) {
        String[] labels = {"job", "j", "instance", pod, "pod", pod, "code", code, "route", route};
        prometheus.scrape(
                T + time + 3,
                "http_requests_total",
                value,
                route.isEmpty() ? Arrays.copyOf(labels, labels.length - 2) : labels);
    }

    private List<Interval> read(PrometheusSource source, List<String> routes, long from, long to) {
        return ((Reading.Counted) source.read(ERRORS, request(routes, from, to))).intervals();
    }

    private static ReadRequest request(List<String> routes, long from, long to) {
        return new ReadRequest(
                scope(Arm.CANARY, "c1"), scope(Arm.BASELINE, "b1"), 5, List.of(), routes, STEP, at(from), at(to));
    }

    private PrometheusSource raw() {
        return new PrometheusSource(PrometheusAccess.of("prom", prometheus.base()));
    }

    private PrometheusSource grid() {
        return new PrometheusSource(PrometheusAccess.of("prom", prometheus.base()), new OkHttpClient(), 0);
    }

    private static Scope scope(Arm arm, String pod) {
        return new Scope(arm, Map.of(), Map.of(pod, Instant.EPOCH));
    }

    private static Instant at(long seconds) {
        return Instant.ofEpochSecond(T + seconds);
    }
}

package io.jenkins.plugins.canary.metrics;

import static io.jenkins.plugins.canary.metrics.ScrapedService.STEP;
import static io.jenkins.plugins.canary.metrics.ScrapedService.at;
import static io.jenkins.plugins.canary.metrics.ScrapedService.counted;
import static io.jenkins.plugins.canary.metrics.ScrapedService.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.IntervalFlag;
import io.jenkins.plugins.canary.analysis.Judge;
import io.jenkins.plugins.canary.analysis.Stratum;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.target.Arm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An error ratio by route, from samples behind an HTTP API to verdicts.  */
class StratifiedReadingTest {
    private static final String SELECTOR = "http_requests_total{pod=~\"{{pods}}\"";
    private static final ErrorRatio ERRORS = ScrapedService.errors(SELECTOR, Optional.of("route"));

    private final ScrapedService service = new ScrapedService();

    @AfterEach
    void stop() throws Exception {
        service.close();
    }

    @Test
    void countsEachRouteAndAllOthersTogether() {
        for (int time = -60; time <= 120; time += 15) {
            service.requests(time, "c1", 10, 1, "route", "/cart");
            service.requests(time, "c1", 4, 2, "route", "/pay");
            service.requests(time, "c1", 3, 0, "route", "/a");
            service.requests(time, "c1", 2, 1, "route", "/b");
            service.requests(time, "b1", 100, 5, "route", "/cart");
        }
        for (PrometheusSource source : List.of(service.raw(), service.grid())) {
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
            service.requests(time, "b1", 100, 5, "route", "/cart");
            service.requests(time, "b1", 10, 1, "route", "/pay");
            service.requests(time, "b2", 40, 2, "route", "/cart");
            service.requests(time, "b2", 3, 0, "route", "/a");
        }
        Scope both = new Scope(Arm.BASELINE, Map.of(), Map.of("b1", Instant.EPOCH, "b2", Instant.EPOCH.plusSeconds(1)));
        History known = new History(STEP, List.of(), ArmCounts.of(1, 0), List.of("/cart", "/pay"), List.of());
        for (PrometheusSource source : List.of(service.raw(), service.grid())) {
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
            service.requests(time, "c1", 10, 0, "route", "/cart");
            service.requests(time, "b1", 100, 5, "route", "/cart");
            if (time >= 45) {
                service.requests(time, "c1", 4, 4, "route", "/pay");
            }
        }
        for (PrometheusSource source : List.of(service.raw(), service.grid())) {
            assertThat(read(source, List.of("/cart", "/pay"), 0, 100))
                    .extracting(interval -> interval.strata().get(1).canary())
                    .startsWith(
                            ArmCounts.of(0, 0),
                            ArmCounts.of(0, 0),
                            ArmCounts.of(0, 0),
                            ArmCounts.of(4, 4),
                            ArmCounts.of(4, 4));
        }
        assertThat(service.prometheus.queries)
                .contains("sum by (job, instance, pod, le, route) (http_requests_total{pod=~\"c1\"})");
    }

    @Test
    void errorsThatBelongToNoRequestsOfTheirRouteLeaveTheArmOut() {
        double lost = 0;
        for (int time = -60; time <= 120; time += 15) {
            service.requests(time, "c1", 10, 0, "route", "/cart");
            lost += 3;
            service.sample(time, "c1", "500", lost);
            service.requests(time, "b1", 100, 5, "route", "/cart");
        }
        ErrorRatio split = new ErrorRatio(
                ERRORS.settings(),
                SELECTOR + ",route!=\"\"}",
                ERRORS.bad(),
                Optional.empty(),
                Optional.empty(),
                ERRORS.by());

        assertThat(counted(service.raw().read(split, request(List.of("/cart"), 0, 100))))
                .hasSizeBetween(5, 6)
                .allSatisfy(interval -> {
                    assertThat(interval.canary()).isEqualTo(ArmCounts.of(0, 0));
                    assertThat(interval.flags()).containsExactly(IntervalFlag.BAD_SAMPLE);
                });
    }

    @Test
    void historyFindsTheRoutesWithMostRequests() {
        for (int time = -900; time <= 15; time += 15) {
            service.requests(time, "b1", 50, 2, "route", "/pay");
            service.requests(time, "b1", 100, 5, "route", "/cart");
        }
        for (PrometheusSource source : List.of(service.raw(), service.grid())) {
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
                service.requests(time, "b1", 100 - route, 2, "route", "/r" + route);
            }
        }
        History history = service.raw().history(ERRORS, scope(Arm.BASELINE, "b1"), at(-300), at(0));

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
            service.requests(time, "b1", 10, 0);
        }
        assertThatThrownBy(() -> service.raw().history(ERRORS, scope(Arm.BASELINE, "b1"), at(-300), at(0)))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.lasting()).isTrue())
                .hasMessageContainingAll(
                        "errors.total", "have no label route", "name one in by that both counters have");
    }

    @Test
    void aLabelWithTooManyValuesIsRefused() {
        for (int route = 0; route <= 1000; route++) {
            service.requests(0, "b1", 1, 0, "route", "/order/" + route);
        }
        assertThatThrownBy(() -> service.raw().history(ERRORS, scope(Arm.BASELINE, "b1"), at(-300), at(10)))
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
        String run = "-" + ofCanary;
        for (int time = -300; time <= 1200; time += 15) {
            service.drawn(random, time, "c" + run, 25, 0.002, "route", "/cart");
            service.drawn(random, time, "c" + run, 75, ofCanary, "route", "/pay");
            service.drawn(random, time, "b" + run, 1900, 0.002, "route", "/cart");
            service.drawn(random, time, "b" + run, 100, 0.02, "route", "/pay");
        }
        History history = service.raw().history(ERRORS, scope(Arm.BASELINE, "b" + run), at(-300), at(0));
        Judge judge = ScrapedService.judge(ERRORS, history, Duration.ZERO);
        ReadRequest request = ScrapedService.request(
                scope(Arm.CANARY, "c" + run), scope(Arm.BASELINE, "b" + run), history.strata(), 0, 1200);
        counted(service.raw().read(ERRORS, request)).forEach(interval -> judge.add("errors", interval));
        return judge.judge(at(1200)).verdict().kind();
    }

    private static List<Interval> read(PrometheusSource source, List<String> routes, long from, long to) {
        return counted(source.read(ERRORS, request(routes, from, to)));
    }

    private static ReadRequest request(List<String> routes, long from, long to) {
        return ScrapedService.request(scope(Arm.CANARY, "c1"), scope(Arm.BASELINE, "b1"), routes, from, to);
    }
}

package io.jenkins.plugins.canary.metrics;

import static io.jenkins.plugins.canary.metrics.ScrapedService.at;
import static io.jenkins.plugins.canary.metrics.ScrapedService.counted;
import static io.jenkins.plugins.canary.metrics.ScrapedService.scope;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.Judge;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.target.Arm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A canary with three times the errors of the baseline, behind scrapes that are not as they should be: it never passes. 24
 * requests in each interval and pod; 2 % of errors in the baseline.
 */
class BadScrapesTest {
    private static final int MINUTES = 20;
    private static final ErrorRatio ERRORS =
            ScrapedService.errors("http_requests_total{pod=~\"{{pods}}\"", Optional.empty());

    private final SplittableRandom random = new SplittableRandom(11);
    private final ScrapedService service = new ScrapedService();

    @AfterEach
    void stop() throws Exception {
        service.close();
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
                service.restarted(pod);
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
                service.sample(time, pod, "200", value);
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
                service.grow(pod, "500", errors);
                service.grow(pod, "200", 24 - errors);
                if (scraped) {
                    service.scrape(time, pod);
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

    private Verdict.Kind verdict(String... canaries) {
        Instant end = at(MINUTES * 60L);
        ReadRequest request = ScrapedService.request(
                scope(Arm.CANARY, canaries), scope(Arm.BASELINE, "b1", "b2", "b3"), List.of(), 0, MINUTES * 60L);
        Judge judge = ScrapedService.judge(ERRORS, ScrapedService.unknown(), Duration.ZERO);
        for (Interval interval : counted(service.raw().read(ERRORS, request))) {
            judge.add("errors", interval);
            assertThat(judge.judge(interval.end()).verdict().kind()).isNotEqualTo(Verdict.Kind.PASS);
        }
        judge.answered("errors", end);
        return judge.judge(end).verdict().kind();
    }
}

package io.jenkins.plugins.canary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a release needs goes away in the middle of it, and comes back. Nobody is blamed for it, and nothing moves meanwhile. */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(InLab.class)
class OutageTest {
    private static final Offset<Double> CLOSE = Offset.offset(0.001);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Test
    @Tag("e2e")
    void prometheusIsAwayLongerThanIsBelieved(Lab lab) throws InterruptedException {
        withoutPrometheus(lab, Duration.ofSeconds(20), "sourceDownAfter: 5s");
    }

    @Test
    @Tag("chaos")
    void prometheusIsAwayForTenMinutes(Lab lab) throws InterruptedException {
        withoutPrometheus(lab, Duration.ofMinutes(10), "sourceDownAfter: 1m");
    }

    private static void withoutPrometheus(Lab lab, Duration away, String more) throws InterruptedException {
        try (Prometheus prometheus = lab.newPrometheus();
                Shop shop = new Shop(lab, Routing.ISTIO_HOSTS, Scenario.HEALTHY);
                Command run = shop.run(more, prometheus.url())) {
            serving(shop, run);
            prometheus.stop();
            double share = shop.canaryShare();
            during(away, () -> assertThat(shop.canaryShare()).isCloseTo(share, CLOSE));
            Awaitility.await("it is told").atMost(PATIENCE).untilAsserted(() -> assertThat(run.said())
                    .contains("SOURCE_DOWN"));
            prometheus.start();

            endsWell(shop, run);
        }
    }

    @Test
    @Tag("chaos")
    void theApiServerIsAwayForAMinute() throws InterruptedException {
        try (Lab lab = Lab.openOwn();
                Shop shop = new Shop(lab, Routing.HTTP_ROUTE, Scenario.HEALTHY);
                Command run = shop.run()) {
            serving(shop, run);
            lab.controlPlane().stopApiServer();
            double share = shop.canaryShare();
            during(Duration.ofMinutes(1), () -> assertThat(shop.canaryShare()).isCloseTo(share, CLOSE));
            lab.controlPlane().startApiServer();

            endsWell(shop, run);
        }
    }

    private static void serving(Shop shop, Command run) {
        Awaitility.await("the canary serves")
                .atMost(PATIENCE)
                .failFast(() -> assertThat(run.isRunning()).as(run.said()).isTrue())
                .untilAsserted(
                        () -> assertThat(shop.canaryShare()).as(run.said()).isPositive());
    }

    private static void during(Duration time, Runnable always) {
        Awaitility.await()
                .during(time)
                .atMost(time.plusSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(always::run);
    }

    private static void endsWell(Shop shop, Command run) throws InterruptedException {
        int code = run.exitCode();
        assertThat(code).as(run.said()).isZero();
        assertThat(run.said()).doesNotContain("FAIL");
        assertThat(shop.image()).isEqualTo(Scenery.CANARY_IMAGE);
        shop.nothingIsLeft();
        assertThat(shop.totals().lost()).as("requests that found no server").isZero();
    }
}

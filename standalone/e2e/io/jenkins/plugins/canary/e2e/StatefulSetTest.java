package io.jenkins.plugins.canary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whole releases of a StatefulSet in place, pod by pod, on the command line and under the genuine controller. */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(InLab.class)
class StatefulSetTest {
    @Test
    void aHealthyVersionIsPromoted(Lab lab) throws InterruptedException {
        try (InPlaceShop shop = new InPlaceShop(lab, InPlaceShop.Kind.STATEFUL_SET, Scenario.HEALTHY);
                Command run = shop.run()) {
            int code = run.exitCode();

            assertThat(code).as(run.said()).isZero();
            shop.isPromoted();
            assertThat(shop.totals().lost()).as("requests that found no server").isZero();
        }
    }

    @Test
    void aFaultyVersionIsTakenBack(Lab lab) throws InterruptedException {
        try (InPlaceShop shop = new InPlaceShop(lab, InPlaceShop.Kind.STATEFUL_SET, Scenario.HEALTHY.withErrors(0.05));
                Command run = shop.run()) {
            int code = run.exitCode();

            assertThat(code).as(run.said()).isEqualTo(1);
            assertThat(run.said()).contains("FAIL");
            shop.isAsItWas();
            assertThat(shop.totals().lost()).as("requests that found no server").isZero();
        }
    }

    @Test
    void killedInThePromotionItIsTakenBackFromTheClaimAlone(Lab lab) throws InterruptedException {
        try (InPlaceShop shop = new InPlaceShop(lab, InPlaceShop.Kind.STATEFUL_SET, Scenario.HEALTHY);
                Command run = shop.run()) {
            Awaitility.await("a pod that only a promotion reaches")
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(50))
                    .failFast(() -> assertThat(run.isRunning()).as(run.said()).isTrue())
                    .until(() -> shop.phase().equals("PROMOTING")
                            && Scenery.CANARY_IMAGE.equals(shop.images().get("checkout-1")));
            run.kill();

            try (Command rollback = shop.rollback()) {
                int code = rollback.exitCode();
                assertThat(code).as(rollback.said()).isZero();
            }
            shop.isAsItWas();
        }
    }
}

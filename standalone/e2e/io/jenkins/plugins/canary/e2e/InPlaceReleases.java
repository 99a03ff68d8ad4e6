package io.jenkins.plugins.canary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.simulation.Scenario;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Whole releases of a workload that is released in place, on the command line. */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(InLab.class)
abstract class InPlaceReleases {
    private final InPlaceShop.Kind kind;

    InPlaceReleases(InPlaceShop.Kind kind) {
        this.kind = kind;
    }

    /** Whether a promotion has come so far that something stands which only a promotion makes. */
    abstract boolean isBeingPromoted(InPlaceShop shop);

    @Test
    void aHealthyVersionIsPromoted(Lab lab) throws InterruptedException {
        try (InPlaceShop shop = new InPlaceShop(lab, kind, Scenario.HEALTHY);
                Command run = shop.run()) {
            int code = run.exitCode();

            assertThat(code).as(run.said()).isZero();
            shop.isPromoted();
            assertThat(shop.totals().lost()).as("requests that found no server").isZero();
        }
    }

    @Test
    void aFaultyVersionIsTakenBack(Lab lab) throws InterruptedException {
        try (InPlaceShop shop = new InPlaceShop(lab, kind, Scenario.HEALTHY.withErrors(0.05));
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
        try (InPlaceShop shop = new InPlaceShop(lab, kind, Scenario.HEALTHY);
                Command run = shop.run()) {
            Awaitility.await("what only a promotion makes")
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(50))
                    .failFast(() -> assertThat(run.isRunning()).as(run.said()).isTrue())
                    .until(() -> shop.phase().equals("PROMOTING") && isBeingPromoted(shop));
            run.kill();

            try (Command rollback = shop.rollback()) {
                int code = rollback.exitCode();
                assertThat(code).as(rollback.said()).isZero();
            }
            shop.isAsItWas();
        }
    }
}

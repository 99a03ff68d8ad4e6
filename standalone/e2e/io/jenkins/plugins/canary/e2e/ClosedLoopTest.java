package io.jenkins.plugins.canary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole releases on the command line: users follow the routes that stand in a genuine API server, a genuine Prometheus scrapes
 * what they meet, and what it says decides.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(InLab.class)
class ClosedLoopTest {
    private static final Scenario HEALTHY = Scenario.HEALTHY;
    private static final Scenario FAULTY = Scenario.HEALTHY.withErrors(0.05);

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.canary.e2e.Routing#played")
    void aHealthyVersionIsPromoted(Routing routing, Lab lab) throws InterruptedException {
        try (Shop shop = new Shop(lab, routing, HEALTHY);
                Command run = shop.run();
                Witness witness = new Witness(shop)) {
            int code = run.exitCode();

            assertThat(code).as(run.said()).isZero();
            assertThat(shop.image()).isEqualTo(Scenery.CANARY_IMAGE);
            shop.nothingIsLeft();
            witness.sawACanaryThatNobodyElseSelected();
            assertThat(shop.totals().lost()).as("requests that found no server").isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.canary.e2e.Routing#played")
    void aFaultyVersionIsTakenBack(Routing routing, Lab lab) throws InterruptedException {
        try (Shop shop = new Shop(lab, routing, FAULTY);
                Command run = shop.run();
                Witness witness = new Witness(shop)) {
            int code = run.exitCode();

            assertThat(code).as(run.said()).isEqualTo(1);
            assertThat(run.said()).contains("FAIL");
            shop.isAsItWas();
            witness.sawACanaryThatNobodyElseSelected();
            assertThat(shop.totals().lost()).as("requests that found no server").isZero();
        }
    }
}

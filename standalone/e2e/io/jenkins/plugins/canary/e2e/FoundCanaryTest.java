package io.jenkins.plugins.canary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.simulation.Scenery;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A canary that something else made is analyzed, shifted, taken back to what it had, and promoted, on the command line. */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(InLab.class)
class FoundCanaryTest {
    @Test
    void anAnalysisWritesNothingAndItsVerdictCountsForThePromotion(Lab lab) throws InterruptedException {
        try (FoundShop shop = new FoundShop(lab)) {
            Map<String, String> before = shop.owned();
            try (Command analysis = shop.release("analyze")) {
                int code = analysis.exitCode();
                assertThat(code).as(analysis.said()).isZero();
                assertThat(analysis.said()).contains("PASS");
            }
            assertThat(shop.owned()).isEqualTo(before);
            assertThat(shop.claims()).isZero();

            try (Command promotion = shop.release("promote")) {
                int code = promotion.exitCode();
                assertThat(code).as(promotion.said()).isZero();
            }
            assertThat(shop.image()).isEqualTo(Scenery.CANARY_IMAGE);
            shop.awaitCanaryShare(0);
            assertThat(shop.lost()).as("requests that found no server").isZero();
        }
    }

    @Test
    void whatWasShiftedIsTakenBackToWhatWasFound(Lab lab) throws InterruptedException {
        try (FoundShop shop = new FoundShop(lab)) {
            Map<String, String> before = shop.owned();
            try (Command shift = shop.release("shift", "--weight", "40")) {
                int code = shift.exitCode();
                assertThat(code).as(shift.said()).isZero();
            }
            shop.awaitCanaryShare(0.4);

            try (Command rollback = shop.rollback()) {
                int code = rollback.exitCode();
                assertThat(code).as(rollback.said()).isZero();
            }
            shop.awaitCanaryShare(0.1);
            assertThat(shop.owned()).isEqualTo(before);
            assertThat(shop.lost()).as("requests that found no server").isZero();
        }
    }
}

package io.jenkins.plugins.canary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.simulation.Scenario;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The command is killed where it hurts, and another one takes the release back from what stands in the cluster. */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(InLab.class)
class KillTest {
    @Test
    void killedWhileTheCanaryStarts(Lab lab) throws InterruptedException {
        killedWhen(shop -> !shop.inventory().canaryPods().isEmpty(), Routing.ISTIO_SUBSETS, lab);
    }

    @Test
    void killedWhileTheCanaryServes(Lab lab) throws InterruptedException {
        killedWhen(shop -> shop.canaryShare() > 0, Routing.HTTP_ROUTE, lab);
    }

    @Test
    void killedWhileStableIsMadeNew(Lab lab) throws InterruptedException {
        killedWhen(shop -> shop.phase().equals("PROMOTING"), Routing.ISTIO_HOSTS, lab);
    }

    private static void killedWhen(Predicate<Shop> moment, Routing routing, Lab lab) throws InterruptedException {
        try (Shop shop = new Shop(lab, routing, Scenario.HEALTHY);
                Command run = shop.run()) {
            Awaitility.await("the moment to kill")
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(50))
                    .failFast(() -> assertThat(run.isRunning()).as(run.said()).isTrue())
                    .until(() -> moment.test(shop));
            run.kill();
            assertThat(shop.phase()).isNotEqualTo("DONE");

            try (Command rollback = shop.rollback()) {
                int code = rollback.exitCode();
                assertThat(code).as(rollback.said()).isZero();
            }
            shop.isAsItWas();
        }
    }
}

package io.jenkins.plugins.canary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.simulation.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command is killed at fifty random moments of a release, each time in another shop, and the release is taken back. */
@Tag("chaos")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(InLab.class)
class RandomKillsTest {
    private static final int KILLS = Integer.getInteger("canary.kills", 50);

    /** Random seconds from the beginning of a random phase: random seconds alone would strike a slow machine's start only. */
    private static final List<String> PHASES = List.of("", "PREPARING", "SERVING", "SERVING", "PROMOTING", "DONE");

    private static final Duration LONGEST = Duration.ofSeconds(8);

    static IntStream seeds() {
        return IntStream.range(0, KILLS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void stableHasAllTrafficAfterwards(int seed, Lab lab) throws InterruptedException {
        Routing routing = Routing.played().get(seed % Routing.played().size());
        Random random = new Random(seed);
        String begun = PHASES.get(random.nextInt(PHASES.size() - 1));
        long moment = random.nextLong(LONGEST.toMillis());
        try (Shop shop = new Shop(lab, routing, Scenario.HEALTHY);
                Command run = shop.run()) {
            Awaitility.await("phase " + begun)
                    .atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> !run.isRunning() || PHASES.indexOf(shop.phase()) >= PHASES.indexOf(begun));
            Awaitility.await("the moment to kill")
                    .pollDelay(Duration.ofMillis(moment))
                    .atMost(LONGEST.multipliedBy(2))
                    .until(() -> true);
            run.kill();
            String phase = shop.phase();

            try (Command rollback = shop.rollback()) {
                int code = rollback.exitCode();
                assertThat(code)
                        .as("killed %d ms after phase '%s', in phase '%s': %s", moment, begun, phase, rollback.said())
                        .isZero();
            }
            if (phase.equals("DONE")) {
                shop.nothingIsLeft();
            } else {
                shop.isAsItWas();
            }
            System.out.printf(
                    "kill %d: %s, %d ms after phase '%s', in phase '%s'%n", seed, routing, moment, begun, phase);
        }
    }
}

package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Time in a simulated world: passes as fast as the world can be computed, or a given number of times faster than life. */
final class SimulatedTime implements Time {
    private static final Duration STRIDE = Duration.ofSeconds(5);

    private final Simulation simulation;
    private final Optional<Double> speed;

    SimulatedTime(Simulation simulation, Optional<Double> speed) {
        this.simulation = simulation;
        this.speed = speed;
    }

    @Override
    public Instant now() {
        return simulation.clock().instant();
    }

    @Override
    public void waitUntil(Instant instant) throws InterruptedException {
        while (now().isBefore(instant)) {
            Instant stride = now().plus(STRIDE);
            Instant next = speed.isPresent() && stride.isBefore(instant) ? stride : instant;
            if (speed.isPresent()) {
                Thread.sleep((long) (Duration.between(now(), next).toMillis() / speed.get()));
            }
            simulation.advanceTo(next);
        }
    }
}

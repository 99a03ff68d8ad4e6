package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a container's status is at a time.
 *
 * @param started whether it ran at least once
 * @param readySince empty while it is not ready
 * @param next when the status changes by itself; empty if never
 */
record ContainerLife(ContainerStatus status, boolean started, Optional<Instant> readySince, Optional<Instant> next) {
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(10);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);

    static ContainerLife at(Container container, ImageBehaviour behaviour, Instant created, Instant now) {
        Instant pulled = created.plus(behaviour.pull());
        if (now.isBefore(pulled)) {
            ContainerStatus status = status(container, waiting("ContainerCreating", ""), false, 0);
            status.setImageID("");
            return new ContainerLife(status, false, Optional.empty(), Optional.of(pulled));
        }
        return switch (behaviour.fate()) {
            case BECOMES_READY -> starting(container, pulled, pulled.plus(behaviour.start()), now);
            case NEVER_READY ->
                new ContainerLife(
                        status(container, running(pulled), false, 0), true, Optional.empty(), Optional.empty());
            case CANNOT_BE_PULLED -> {
                String message = "Back-off pulling image \"" + container.getImage() + "\"";
                ContainerStatus status = status(container, waiting("ImagePullBackOff", message), false, 0);
                status.setImageID("");
                yield new ContainerLife(status, false, Optional.empty(), Optional.empty());
            }
            case CRASHES -> crashing(container, behaviour, pulled, now);
        };
    }

    private static ContainerLife starting(Container container, Instant pulled, Instant ready, Instant now) {
        boolean isReady = !now.isBefore(ready);
        return new ContainerLife(
                status(container, running(pulled), isReady, 0),
                true,
                isReady ? Optional.of(ready) : Optional.empty(),
                isReady ? Optional.empty() : Optional.of(ready));
    }

    /** Runs, crashes, waits twice as long as before, and so on. */
    private static ContainerLife crashing(Container container, ImageBehaviour behaviour, Instant pulled, Instant now) {
        Instant started = pulled;
        Duration backOff = FIRST_BACK_OFF;
        for (int restarts = 0; ; restarts++) {
            Instant crashed = started.plus(behaviour.start());
            if (now.isBefore(crashed)) {
                return crashed(container, running(started), restarts, crashed, started);
            }
            Instant again = crashed.plus(backOff);
            if (now.isBefore(again)) {
                String message = "back-off %ds restarting failed container=%s"
                        .formatted(backOff.toSeconds(), container.getName());
                return crashed(container, waiting("CrashLoopBackOff", message), restarts, again, crashed);
            }
            started = again;
            Duration doubled = backOff.multipliedBy(2);
            backOff = doubled.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : doubled;
        }
    }

    private static ContainerLife crashed(
            Container container, ContainerState state, int restarts, Instant next, Instant last) {
        ContainerStatus status = status(container, state, false, restarts);
        if (restarts > 0 || state.getWaiting() != null) {
            status.setLastState(new ContainerStateBuilder()
                    .withNewTerminated()
                    .withExitCode(1)
                    .withReason("Error")
                    .withFinishedAt(last.toString())
                    .endTerminated()
                    .build());
        }
        return new ContainerLife(status, true, Optional.empty(), Optional.of(next));
    }

    private static ContainerStatus status(Container container, ContainerState state, boolean ready, int restarts) {
        return new ContainerStatusBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withImageID(Images.id(container.getImage()))
                .withState(state)
                .withStarted(state.getRunning() != null)
                .withReady(ready)
                .withRestartCount(restarts)
                .build();
    }

    private static ContainerState running(Instant since) {
        return new ContainerStateBuilder()
                .withNewRunning()
                .withStartedAt(since.toString())
                .endRunning()
                .build();
    }

    private static ContainerState waiting(String reason, String message) {
        return new ContainerStateBuilder()
                .withNewWaiting()
                .withReason(reason)
                .withMessage(message)
                .endWaiting()
                .build();
    }
}

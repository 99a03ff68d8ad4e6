package io.jenkins.plugins.canary.steps;

import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Progress;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.Rollback;
import io.jenkins.plugins.canary.run.LiveRelease;
import io.jenkins.plugins.canary.target.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** The end of a step that was stopped: done as soon as traffic was read back to be home, at the latest half a minute later. */
final class Stopping implements Operation {
    /** Fits into the minute of grace that the {@code timeout} step gives. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ReleaseStepExecution step;
    private final Optional<LiveRelease> live;
    private final Throwable cause;

    Stopping(ReleaseStepExecution step, Optional<LiveRelease> live, Throwable cause) {
        this.step = step;
        this.live = live;
        this.cause = cause;
    }

    @Override
    public Progress tick(Instant now) {
        if (live.isEmpty() || !step.rollsBackWhenStopped()) {
            return new Progress.Failed("stopped");
        }
        Instant last = lastMoment(now);
        if (!now.isBefore(last)) {
            return new Progress.Failed("stopped before traffic was home; it is still being taken there");
        }
        Progress progress = takeHome(live.get(), now);
        return progress instanceof Progress.Waiting waiting && waiting.until().isAfter(last)
                ? new Progress.Waiting(last, waiting.status())
                : progress;
    }

    private Progress takeHome(LiveRelease release, Instant now) {
        if (!release.isClaimed()) {
            return new Progress.Failed("there is nothing to take back");
        }
        Release opened = release.release();
        Progress progress =
                release.tick(new Rollback(opened.adapters(), release.holder(), outcome(), "stopped: " + why()), now);
        return release.isHome() ? new Progress.Failed("traffic is home") : progress;
    }

    private Instant lastMoment(Instant now) {
        if (step.state().stopBy().isEmpty()) {
            step.keep(state -> state.stopBy(now.plus(PATIENCE)));
        }
        return step.state().stopBy().orElseThrow();
    }

    private Outcome outcome() {
        return cause instanceof FlowInterruptedException ? Outcome.ABORTED : Outcome.ROLLED_BACK;
    }

    private String why() {
        String said = cause instanceof FlowInterruptedException interrupted
                ? interrupted.getCauses().stream()
                        .map(CauseOfInterruption::getShortDescription)
                        .collect(Collectors.joining("; "))
                : cause.getMessage();
        return said == null || said.isBlank() ? cause.getClass().getSimpleName() : said;
    }
}

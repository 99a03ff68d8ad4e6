package io.jenkins.plugins.canary.steps;

import hudson.AbortException;
import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Progress;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.ReleaseResult;
import io.jenkins.plugins.canary.release.Retrying;
import io.jenkins.plugins.canary.release.Rollback;
import io.jenkins.plugins.canary.run.Admission;
import io.jenkins.plugins.canary.run.Clockwork;
import io.jenkins.plugins.canary.run.Lane;
import io.jenkins.plugins.canary.run.LiveRelease;
import io.jenkins.plugins.canary.run.Workers;
import io.jenkins.plugins.canary.target.ConflictException;
import io.jenkins.plugins.canary.target.DeniedException;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.target.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** The loop of a running step, as long as this Jenkins lives. Ends its step exactly once. */
final class StepDrive {
    private static final Logger LOGGER = Logger.getLogger(StepDrive.class.getName());

    private static final Duration BLOCK_POLL = Duration.ofSeconds(1);

    private final ReleaseStepExecution step;
    private final Target target;
    private final Clockwork clockwork = Clockwork.get();
    private final Operation operation;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger ticking = new AtomicInteger();
    private volatile Optional<LiveRelease> live = Optional.empty();
    private Optional<Operation> inner = Optional.empty();
    private Optional<StepLog> log = Optional.empty();
    private Optional<Throwable> stopping = Optional.empty();
    private boolean settled;
    private volatile String status = "about to begin";

    StepDrive(ReleaseStepExecution step, Target target) {
        this.step = step;
        this.target = target;
        this.operation = step.state().hasRelease() ? Retrying.begun(this::advance) : new Retrying(this::advance);
    }

    String status() {
        return status;
    }

    /** Ticks for the first time. Waits for nothing. */
    void begin() {
        hurry();
    }

    /** Ticks at once, whatever was waited for. Waits for nothing. */
    void hurry() {
        tickAt(now(), turn.incrementAndGet());
        if (step.stopped().isPresent()) {
            live.ifPresent(LiveRelease::hurry);
        }
    }

    private void tickAt(Instant when, int mine) {
        clockwork.at(when, () -> {
            if (step.stopped().isPresent()) {
                Workers.takeHome(target.cluster(), () -> tick(mine));
            } else {
                Workers.work(lane(), () -> tick(mine));
            }
        });
    }

    private Lane lane() {
        return live.map(LiveRelease::lane)
                .orElseGet(() -> Lane.of(target, step.state().arguments()));
    }

    /**
     * One thread ticks at a time. Who comes meanwhile does not wait, but has another tick follow at once: threads that take
     * traffic home never queue behind a source that hangs.
     */
    private void tick(int mine) {
        if (ticking.getAndIncrement() > 0) {
            return;
        }
        try {
            tickAlone(mine);
        } finally {
            if (ticking.getAndSet(0) > 1) {
                hurry();
            }
        }
    }

    private void tickAlone(int mine) {
        if (settled || mine != turn.get()) {
            return;
        }
        stopping = step.stopped();
        try {
            follow(operation.tick(now()), mine);
        } catch (RefusedException | DeniedException e) {
            refused(e);
        } catch (IOException | InterruptedException e) {
            fail(e);
        } catch (RuntimeException
                | Error e) { // a class that does not link, for instance: nobody else would ever hear of it
            broken(e);
        }
    }

    /** One tick; everything that may be unavailable is asked in here, and asked again later if it is. */
    private Progress advance(Instant now) {
        try {
            return advanceBuild(now);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the step has lost its build: " + e.getMessage(), e);
        }
    }

    private Progress advanceBuild(Instant now) throws IOException, InterruptedException {
        Optional<LiveRelease> leaving = leaving();
        if (leaving.isPresent()) {
            return clearWay(leaving.get(), now);
        }
        prepare();
        if (stopping.isPresent()) {
            return new Stopping(step, live, stopping.get()).tick(now);
        }
        if (inner.isEmpty()) {
            inner = Optional.of(
                    live.isPresent()
                            ? step.operation(live.get(), step.release(live.get()))
                            : step.withoutRelease(target));
        }
        return live.isPresent()
                ? live.get().tick(inner.get(), now)
                : inner.get().tick(now);
    }

    /** A release that an earlier attempt of this build is taking back, where this step is about to open one of its own. */
    private Optional<LiveRelease> leaving() throws IOException, InterruptedException {
        boolean begun = live.isPresent() || inner.isPresent() || step.state().hasRelease();
        return begun || stopping.isPresent() ? Optional.empty() : step.leaving(target);
    }

    private static Progress clearWay(LiveRelease before, Instant now) {
        Release release = before.release();
        Progress progress = before.tick(
                new Rollback(release.adapters(), before.holder(), Outcome.ROLLED_BACK, "another attempt begins"), now);
        if (progress instanceof Progress.Waiting waiting) {
            return new Progress.Waiting(
                    waiting.until(), "release " + release.id() + " is still going: " + waiting.status());
        }
        if (!before.kept().isOver()) {
            before.refused("the cluster does not know of this release any more");
        }
        return new Progress.Waiting(now, "release " + release.id() + " has gone");
    }

    private void prepare() throws IOException, InterruptedException {
        if (live.isPresent() || inner.isPresent()) {
            return;
        }
        boolean neverBegan = stopping.isPresent() && !step.state().hasRelease();
        if (stopping.isEmpty()) { // else it goes home
            step.admit(Admission.of(step.build()), target);
        }
        live = neverBegan ? step.known(target) : step.find(target);
        live.ifPresent(LiveRelease::taken);
        if (live.isPresent()) {
            log = Optional.of(new StepLog(
                    step.listener().getLogger(), live.get(), "/" + step.build().getUrl() + "canary/"));
            step.keep(state -> state.hasRelease(true));
        }
    }

    private void follow(Progress progress, int mine) throws IOException, InterruptedException {
        log.ifPresent(StepLog::tell);
        if (progress instanceof Progress.Waiting waiting) {
            status = waiting.status();
            log.ifPresent(lines -> lines.status(waiting.status()));
            if (live.isPresent()) {
                step.ticked(live.get());
            }
            if (turn.compareAndSet(mine, mine + 1)) { // else somebody is in a hurry
                tickAt(waiting.until(), mine + 1);
            }
        } else if (!step.mayEnd()) {
            status = "waiting for the block to end";
            tickAt(now().plus(BLOCK_POLL), turn.incrementAndGet());
        } else if (stopping.isPresent()) {
            fail(stopping.get());
        } else if (progress instanceof Progress.Done done) {
            succeed(done.result());
        } else if (progress instanceof Progress.Failed failed) {
            fail(new AbortException(failed.reason()));
        }
    }

    private void succeed(ReleaseResult result) throws IOException, InterruptedException {
        Object answer;
        try {
            answer = step.conclude(result);
        } catch (AbortException e) {
            fail(e);
            return;
        }
        settle();
        step.getContext().onSuccess(answer);
    }

    /** A person must mend something first. What the step would have opened has not begun, unless the claim says otherwise. */
    private void refused(RuntimeException why) {
        if (stopping.isPresent()) {
            fail(stopping.get());
            return;
        }
        if ((step.opens() || step.adopts()) && live.isPresent() && !isClaimed(live.get())) {
            live.get().refused(why.getMessage());
        }
        fail(new AbortException(
                why.getMessage() + (live.isEmpty() && step.state().hasRelease() ? left() : "")));
    }

    /** It was resumed where it may not go on. */
    private String left() {
        return "; the release on " + target + " stays as it is";
    }

    private static boolean isClaimed(LiveRelease release) {
        try {
            return release.isClaimed();
        } catch (RefusedException | DeniedException | UnavailableException | ConflictException e) {
            LOGGER.log(Level.FINE, "It is not known whether the release has begun", e);
            return true;
        }
    }

    /** Nothing that we know of: traffic goes home before the step fails. */
    private void broken(Throwable why) {
        if (Jenkins.get().isTerminating()) {
            return; // everything breaks now; what is true will be seen after the restart
        }
        LOGGER.log(Level.WARNING, why, () -> target + ": the release cannot go on");
        if (stopping.isPresent()) {
            fail(stopping.get());
        } else {
            step.stop(why);
        }
    }

    private void fail(Throwable why) {
        settle();
        step.getContext().onFailure(why);
    }

    private void settle() {
        settled = true;
        step.ended();
        live.ifPresent(LiveRelease::released);
    }

    private Instant now() {
        return clockwork.clock().instant();
    }
}

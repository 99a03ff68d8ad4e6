package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Progress;
import io.jenkins.plugins.canary.target.Outcome;

/** What a verb does, from its first tick to its last, on behalf of a person who may interrupt it. */
final class Course implements AutoCloseable {
    private final Console console;
    private final Driver driver;
    private final Time time;
    private final Time undisturbed;
    private final Interruption interruption;

    /**
     * A course.
     *
     * @param time wakes when somebody interrupts
     * @param undisturbed does not
     */
    Course(
            Console console,
            Journal journal,
            Announcer announcer,
            Time time,
            Time undisturbed,
            Interruption interruption) {
        this.console = console;
        this.driver = new Driver(console, journal, announcer);
        this.time = time;
        this.undisturbed = undisturbed;
        this.interruption = interruption;
    }

    /** Runs to the end; whoever interrupts gets this done before the process ends. */
    ExitCode run(Operation operation, Operation onInterruption) throws InterruptedException {
        Progress end = driver.run(operation, time, interruption::requested);
        if (!(end instanceof Progress.Waiting)) {
            return told(end);
        }
        console.line("Interrupted: taking everything back");
        told(driver.run(onInterruption, undisturbed, () -> false));
        return ExitCode.INTERRUPTED;
    }

    /** Runs to the end; whoever interrupts leaves things as they stand. */
    ExitCode run(Operation operation) throws InterruptedException {
        Progress end = driver.run(operation, time, interruption::requested);
        if (!(end instanceof Progress.Waiting)) {
            return told(end);
        }
        console.line("Interrupted: the release is open as it stands; 'canary rollback' takes it back");
        return ExitCode.INTERRUPTED;
    }

    /** Runs to the end, whoever interrupts. */
    ExitCode runUndisturbed(Operation operation) throws InterruptedException {
        return told(driver.run(operation, undisturbed, () -> false));
    }

    @Override
    public void close() {
        interruption.close();
    }

    private ExitCode told(Progress end) {
        if (end instanceof Progress.Done done) {
            console.line(done.result().outcome().map(Outcome::name).orElse("DONE") + ": "
                    + done.result().reason());
            return ExitCode.of(done.result());
        }
        console.line("FAILED: " + (end instanceof Progress.Failed failed ? failed.reason() : end));
        return ExitCode.FAILED;
    }
}

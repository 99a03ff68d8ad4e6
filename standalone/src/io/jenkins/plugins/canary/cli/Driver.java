package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Progress;
import io.jenkins.plugins.canary.release.Retrying;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Drives one operation after the other in a loop to its end, and shows how it gets on. */
final class Driver {
    private final Console console;
    private final Journal journal;
    private final Announcer announcer;
    private int told;

    /** A driver that tells what is added to the journal from now on. */
    Driver(Console console, Journal journal, Announcer announcer) {
        this.console = console;
        this.journal = journal;
        this.announcer = announcer;
        this.told = journal.story().size();
    }

    /**
     * Ticks until there is an end, or until somebody interrupts.
     *
     * @return how it ended; the last {@link Progress.Waiting} if it was interrupted
     */
    Progress run(Operation operation, Time time, BooleanSupplier interrupted) throws InterruptedException {
        Operation steady = new Retrying(operation);
        while (true) {
            Progress progress = steady.tick(time.now());
            tell();
            if (!(progress instanceof Progress.Waiting waiting)) {
                return progress;
            }
            if (interrupted.getAsBoolean()) {
                return progress;
            }
            console.status(time.now(), waiting.status());
            time.waitUntil(waiting.until());
        }
    }

    private void tell() {
        announcer.follow(journal);
        List<Entry> story = journal.story();
        for (; told < story.size(); told++) {
            Entry entry = story.get(told);
            if (entry instanceof Entry.Event event) {
                console.event(event.at(), event.sentence());
            } else if (entry instanceof Entry.WeightSet weight) {
                console.event(weight.at(), "The canary serves " + weight.got());
            } else if (entry instanceof Entry.Judged judged) {
                console.event(
                        judged.at(),
                        judged.verdict().kind() + " (" + judged.verdict().reason() + "): "
                                + judged.verdict().sentence());
            }
        }
    }
}

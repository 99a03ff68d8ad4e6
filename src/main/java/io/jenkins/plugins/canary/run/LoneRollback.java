package io.jenkins.plugins.canary.run;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.FileJournal;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.SteadyJournal;
import io.jenkins.plugins.canary.notify.Telling;
import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Progress;
import io.jenkins.plugins.canary.release.Retrying;
import io.jenkins.plugins.canary.release.Rollback;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Target;
import java.time.Instant;

/** A rollback that no step drives: it goes on by itself until the release is over, or a person must mend something. */
final class LoneRollback {
    /** The kind of event that begins the journal of such a release. */
    static final String GUARD = "guard";

    private final String cluster;
    private final Operation operation;
    private volatile boolean over;

    private LoneRollback(String cluster, Operation operation) {
        this.cluster = cluster;
        this.operation = operation;
    }

    /** Takes a build's release back, beside whatever drives it. */
    static LoneRollback of(LiveRelease live, Holder who, Outcome outcome, String reason) {
        live.hurry();
        Operation rollback = new Retrying(new Rollback(live.release().adapters(), who, outcome, reason));
        return new LoneRollback(live.kept().target().cluster(), now -> live.tick(rollback, now));
    }

    /** Takes back a release that no build has any more; its journal is kept where administrators find it. */
    static LoneRollback of(Target target, String release, Holder who, Outcome outcome, String reason) {
        FileJournal file = GuardJournals.open(release);
        Journal journal = new SteadyJournal(file);
        Instant now = Clockwork.get().clock().instant();
        journal.append(new Entry.Event(
                now, GUARD, GUARD, target + ": release " + release + " is taken back because " + reason));
        Telling telling = Announcements.get().of(target, release, who, GuardJournals.file(release));
        Operation rollback = new Retrying(new Rollback(Reach.of(target).adapters(journal), who, outcome, reason));
        return new LoneRollback(target.cluster(), at -> {
            journal.flush();
            Progress progress = rollback.tick(at);
            journal.flush();
            telling.follow(journal);
            if (progress instanceof Progress.Done) {
                file.finish();
            }
            return progress;
        });
    }

    /** Begins. Waits for nothing. */
    LoneRollback begin() {
        Workers.takeHome(cluster, this::tick);
        return this;
    }

    /** Whether nothing more comes of it. */
    boolean isOver() {
        return over;
    }

    private void tick() {
        boolean goesOn = false;
        try {
            Progress progress = operation.tick(Clockwork.get().clock().instant());
            if (progress instanceof Progress.Waiting waiting) {
                Clockwork.get().at(waiting.until(), this::begin);
                goesOn = true;
            }
        } finally {
            over = !goesOn;
        }
    }
}

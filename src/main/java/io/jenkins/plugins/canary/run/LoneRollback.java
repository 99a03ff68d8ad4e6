package io.jenkins.plugins.canary.run;

import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.release.Adapters;
import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Progress;
import io.jenkins.plugins.canary.release.Retrying;
import io.jenkins.plugins.canary.release.Rollback;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Target;

/** A rollback that no step drives: it goes on by itself until the release is over, or a person must mend something. */
final class LoneRollback {
    private final String cluster;
    private final Operation operation;
    private volatile boolean over;

    private LoneRollback(String cluster, Operation operation) {
        this.cluster = cluster;
        this.operation = operation;
    }

    /** Takes a build's release back, beside whatever drives it. */
    static LoneRollback of(LiveRelease live, Holder who, Outcome outcome, String reason) {
        Operation rollback = new Retrying(new Rollback(live.release().adapters(), who, outcome, reason));
        return new LoneRollback(live.kept().target().cluster(), now -> live.tick(rollback, now));
    }

    /** Takes back what no build has any more. */
    static LoneRollback of(Target target, Holder who, Outcome outcome, String reason) {
        Adapters adapters = Reach.of(target).adapters(new MemoryJournal());
        return new LoneRollback(target.cluster(), new Retrying(new Rollback(adapters, who, outcome, reason)));
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

package io.jenkins.plugins.canary.run;

import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Progress;
import io.jenkins.plugins.canary.release.Retrying;
import io.jenkins.plugins.canary.release.Rollback;
import io.jenkins.plugins.canary.target.Outcome;

/** A rollback that a person orders, beside whatever drives the release: it goes on by itself until the release is over. */
final class ManualRollback {
    private final LiveRelease live;
    private final Operation operation;

    ManualRollback(LiveRelease live, String reason) {
        this.live = live;
        this.operation = new Retrying(new Rollback(live.release().adapters(), live.holder(), Outcome.ABORTED, reason));
    }

    void begin() {
        Workers.takeHome(live.kept().target().cluster(), this::tick);
    }

    private void tick() {
        Progress progress = live.tick(operation, Clockwork.get().clock().instant());
        if (progress instanceof Progress.Waiting waiting) {
            Clockwork.get().at(waiting.until(), this::begin);
        }
    }
}

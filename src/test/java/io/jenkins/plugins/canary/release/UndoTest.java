package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.Promotion;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A promotion that turns out to have been a mistake. */
class UndoTest {
    private static final Instant START = ToyWorld.START;

    private final ToyWorld world = new ToyWorld();

    @Test
    void stableGetsTheVersionBackThatItHadBefore() {
        promoted(Outcome.PROMOTED);
        ReleaseResult result = run(undo());
        assertThat(result.outcome()).contains(Outcome.ROLLED_BACK);
        assertThat(result.reason()).isEqualTo("the promotion was undone: customers complain");
        assertThat(world.writes).containsExactly("claim ROLLING_BACK 0", "restore stable", "claim DONE 0");
    }

    @Test
    void aSecondUndoFindsNothingToDo() {
        promoted(Outcome.PROMOTED);
        run(undo());
        world.writes.clear();
        assertThat(run(undo()).reason()).contains("there is no promotion to undo", "ROLLED_BACK");
        assertThat(world.writes).isEmpty();
    }

    @Test
    void anUndoThatDiedIsBroughtToItsEndByAnybodysRollback() {
        promoted(Outcome.PROMOTED);
        undo().tick(world.now);
        Rollback rollback = new Rollback(
                ToyReleases.adapters(world, new MemoryJournal()), ToyReleases.OTHER, Outcome.ROLLED_BACK, "clean up");
        assertThat(run(rollback).reason()).isEqualTo("the promotion was undone: customers complain");
        assertThat(world.stableTemplate).isEqualTo("old");
    }

    @Test
    void afterItsWindowItIsRefused() {
        promoted(Outcome.PROMOTED);
        world.now = START.plus(Duration.ofHours(1));
        assertThatThrownBy(() -> undo().tick(world.now))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("could be undone until 2026-03-01T11:00:00Z");
        assertThat(world.writes).isEmpty();
    }

    @Test
    void whatSomebodyElseMadeOfStableIsNotTouched() {
        promoted(Outcome.PROMOTED);
        world.stableTemplate = "hotfix";
        assertThatThrownBy(() -> undo().tick(world.now))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("somebody else changed stable since the promotion");
        assertThat(world.writes).isEmpty();
    }

    @Test
    void stableThatSomebodyChangesWhileItGoesBackStaysAsTheyMadeIt() {
        promoted(Outcome.PROMOTED);
        Undo undo = undo();
        undo.tick(world.now);
        world.stableTemplate = "hotfix";
        assertThat(run(undo).outcome()).contains(Outcome.FAILED);
        assertThat(world.stableTemplate).isEqualTo("hotfix");
    }

    @Test
    void aReleaseThatWasRolledBackHasNoPromotion() {
        promoted(Outcome.ROLLED_BACK);
        assertThat(run(undo()).reason()).contains("there is no promotion to undo");
        assertThat(world.writes).isEmpty();
    }

    @Test
    void anOpenReleaseIsRolledBackAndNotUndone() {
        world.claimedBy(ToyReleases.opening(ToyReleases.ME).serving(25, START).weightStands(START));
        assertThatThrownBy(() -> undo().tick(world.now))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("roll it back, there is no promotion to undo");
    }

    @Test
    void aRollbackSaysHowLongAPromotionCanBeUndone() {
        promoted(Outcome.PROMOTED);
        Rollback rollback = new Rollback(
                ToyReleases.adapters(world, new MemoryJournal()), ToyReleases.ME, Outcome.ROLLED_BACK, "oops");
        assertThat(run(rollback).reason()).endsWith("which can be undone until 2026-03-01T11:00:00Z");
    }

    private Undo undo() {
        return new Undo(
                ToyReleases.adapters(world, new MemoryJournal()),
                ToyReleases.spec(List.of()).target(),
                ToyReleases.OTHER,
                "customers complain");
    }

    private void promoted(Outcome outcome) {
        ClaimRecord claim = ToyReleases.opening(ToyReleases.ME)
                .on(new Terms(Duration.ofHours(1), false, "", false))
                .serving(50, START)
                .promoting(new Promotion("new", Map.of()), START)
                .home(START)
                .done(new Ending(outcome, Phase.PROMOTING, false, "it ended"), START);
        world.claimedBy(claim);
        world.stableTemplate = "new";
    }

    private ReleaseResult run(Operation operation) {
        for (int i = 0; i < 100; i++) {
            Progress progress = operation.tick(world.now);
            if (progress instanceof Progress.Done done) {
                return done.result();
            }
            world.now = ((Progress.Waiting) progress).until();
        }
        throw new AssertionError("no end");
    }
}

package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A look at the release of somebody else. */
class AnalyzeOnlyTest {
    private final ToyWorld world = new ToyWorld();
    private final MemoryJournal journal = new MemoryJournal();
    private final AnalyzeOnly look = new AnalyzeOnly(new Release(
            "look-1", ToyReleases.OTHER, ToyReleases.spec(List.of()), ToyReleases.adapters(world, journal)));

    @Test
    void aReleaseThatServesIsJudgedInAJournalOfItsOwnAndNothingIsWritten() {
        world.canaryPods = 1;
        world.claimedBy(serving());

        Progress progress = look.tick(world.now);

        assertThat(progress).isInstanceOf(Progress.Waiting.class);
        assertThat(world.writes).isEmpty();
        assertThat(journal.story().toString())
                .contains("look-1")
                .contains("Release r1 of " + ToyReleases.ME + " is looked at, and nothing of it is changed from here");
    }

    @Test
    void whatIsBadIsLeftToWhoeverHasTheRelease() {
        world.claimedBy(serving());

        Progress progress = look.tick(world.now);

        assertThat(progress).isInstanceOfSatisfying(Progress.Done.class, done -> assertThat(
                        done.result().reason())
                .startsWith("none of the canary's pods is ready")
                .endsWith("; nothing was changed from here: to take release r1 home is left to " + ToyReleases.ME));
        assertThat(world.writes).isEmpty();
    }

    @Test
    void aTargetThatNoReleaseHasIsRefused() {
        assertThatThrownBy(() -> look.tick(world.now))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no release is open on this target");
    }

    @Test
    void aReleaseThatDoesNotServeYetCannotBeJudged() {
        world.claimedBy(ToyReleases.opening(ToyReleases.ME));

        assertThat(look.tick(world.now))
                .isInstanceOfSatisfying(Progress.Failed.class, failed -> assertThat(failed.reason())
                        .isEqualTo("a release in phase PREPARING cannot be analyzed; it can while the canary serves"));
    }

    @Test
    void aReleaseThatEndsMeanwhileEndsTheLook() {
        world.canaryPods = 1;
        world.claimedBy(serving());
        look.tick(world.now);

        new Rollback(ToyReleases.adapters(world, new MemoryJournal()), ToyReleases.ME, Outcome.ROLLED_BACK, "enough")
                .tick(world.now);
        int written = world.writes.size();

        assertThat(look.tick(world.now))
                .isInstanceOfSatisfying(Progress.Failed.class, failed -> assertThat(failed.reason())
                        .startsWith("release r1 ended before it was judged here"));
        assertThat(world.writes).hasSize(written);
    }

    @Test
    void anotherReleaseOnTheTargetIsNotTakenForTheSame() {
        world.canaryPods = 1;
        world.claimedBy(serving());
        look.tick(world.now);
        world.claimedBy(ClaimRecord.opening(
                        "r2",
                        ToyReleases.ME,
                        ToyWorld.START,
                        ToyWorld.START.plusSeconds(3600),
                        serving().traffic(),
                        serving().route(),
                        serving().workload(),
                        serving().drain(),
                        serving().forensics())
                .serving(Exposure.of(5), ToyWorld.START));

        assertThat(look.tick(world.now)).isInstanceOf(Progress.Failed.class);
        assertThat(world.stored().orElseThrow().claim().phase()).isEqualTo(Phase.SERVING);
    }

    private static ClaimRecord serving() {
        return ToyReleases.opening(ToyReleases.ME).serving(Exposure.of(25), ToyWorld.START);
    }
}

package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Terms;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Promotions of a stable version that something else manages: a world in which it changes when the test says so. */
class ExternalPromotionTest {
    private static final Terms ELSEWHERE = new Terms(Duration.ofHours(1), true, "", false);
    private static final String IMAGE = "shop/checkout@sha256:2";

    private final ToyWorld world = new ToyWorld();
    private final Journal journal = new MemoryJournal();

    @Test
    void itIsSaidWhatToSetAndNothingIsWritten() {
        serving();
        assertThat(promote()).isInstanceOfSatisfying(Progress.Waiting.class, waiting -> assertThat(waiting.status())
                .isEqualTo("waiting until 2026-03-01T10:10:00Z for stable to become the new version: set the image of"
                        + " container app to " + IMAGE
                        + " where the workload is managed (its git repository, chart or the like)"));
        promote();
        assertThat(world.writes).doesNotContain("promote");
        assertThat(journal.entries()).anySatisfy(entry -> assertThat(entry)
                .isInstanceOfSatisfying(Entry.Event.class, event -> assertThat(event.sentence())
                        .startsWith("To promote, set the image of container app to " + IMAGE)));
    }

    @Test
    void whenStableIsWholeWithTheJudgedVersionTrafficGoesHomeAndTheVersionIsTold() {
        serving();
        promote();
        world.stableTemplate = "new";
        ReleaseResult result = ended();
        assertThat(result.outcome()).contains(Outcome.PROMOTED);
        assertThat(result.images()).isEqualTo(Map.of("app", IMAGE));
        assertThat(world.writes).doesNotContain("promote", "restore stable").contains("shift 0", "delete");
    }

    @Test
    void whoeverPromotesAfterARestartGoesOnWaiting() {
        serving();
        promote();
        assertThat(new Promote(release(), Verdict.Kind.FAIL).tick(world.now)).isInstanceOf(Progress.Waiting.class);
        world.stableTemplate = "new";
        assertThat(ended().outcome()).contains(Outcome.PROMOTED);
    }

    @Test
    void aDifferentChangeTakesTheReleaseBackAndIsLeftAsItIs() {
        serving();
        promote();
        world.stableTemplate = "other";
        ReleaseResult result = ended();
        assertThat(result.outcome()).contains(Outcome.ROLLED_BACK);
        assertThat(result.reason())
                .isEqualTo("STABLE_CHANGED: another hand changed the stable version to something else than was judged;"
                        + " stable holds what another hand has set, and keeps it");
        assertThat(world.stableTemplate).isEqualTo("other");
    }

    @Test
    void afterTheDeadlineTheCanaryKeepsItsWeightAndPromotingAgainGoesOn() {
        serving();
        promote();
        world.now = world.now.plus(Duration.ofMinutes(10));
        assertThat(promote()).isInstanceOfSatisfying(Progress.Done.class, done -> {
            assertThat(done.result().outcome()).contains(Outcome.FAILED);
            assertThat(done.result().phase()).isEqualTo(Phase.SERVING);
            assertThat(done.result().reason()).startsWith("stable was not given the new version within 10m");
        });
        assertThat(world.route.weight()).isEqualTo(50);
        world.stableTemplate = "new";
        assertThat(ended().outcome()).contains(Outcome.PROMOTED);
        assertThat(world.writes).doesNotContain("promote", "restore stable");
    }

    @Test
    void aRollbackWhileItIsWaitedForPutsNothingIntoStable() {
        serving();
        promote();
        ReleaseResult result = rolledBack();
        assertThat(result.reason()).isEqualTo("somebody asked for it");
        assertThat(world.writes).doesNotContain("restore stable");
    }

    @Test
    void aRollbackAfterTheChangeSaysWhatIsStillHeldElsewhere() {
        serving();
        promote();
        world.stableTemplate = "new";
        ReleaseResult result = rolledBack();
        assertThat(result.reason())
                .isEqualTo("somebody asked for it; stable still holds the new version, the image of container app at "
                        + IMAGE + ", because what manages it does: set it back there");
        assertThat(world.stableTemplate).isEqualTo("new");
    }

    @Test
    void whatWasPromotedElsewhereIsUndoneThere() {
        Ending ending = new Ending(Outcome.PROMOTED, Phase.PROMOTING, false, "promoted");
        world.claimedBy(ToyReleases.opening(ToyReleases.ME).on(ELSEWHERE).done(ending, world.now));
        Undo undo = new Undo(release().adapters(), release().spec().target(), ToyReleases.ME, "customers complain");
        assertThatThrownBy(() -> undo.tick(world.now))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("is undone there");
    }

    private void serving() {
        world.claimedBy(ToyReleases.opening(ToyReleases.ME)
                .on(ELSEWHERE)
                .serving(50, world.now)
                .weightStands(world.now));
        world.canaryPods = 2;
        world.route = Exposure.of(50);
    }

    private Release release() {
        return ToyReleases.in(world, journal);
    }

    private Progress promote() {
        return new Promote(release(), Verdict.Kind.FAIL).tick(world.now);
    }

    private ReleaseResult ended() {
        return driven(new Promote(release(), Verdict.Kind.FAIL));
    }

    private ReleaseResult rolledBack() {
        return driven(new Rollback(release().adapters(), ToyReleases.ME, Outcome.ROLLED_BACK, "somebody asked for it"));
    }

    private ReleaseResult driven(Operation operation) {
        for (int i = 0; i < 20; i++) {
            Progress progress = operation.tick(world.now);
            if (progress instanceof Progress.Done done) {
                return done.result();
            }
            world.now = ((Progress.Waiting) progress).until();
        }
        throw new AssertionError("no end");
    }
}

package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.Kinds;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A release that begins anew because another hand changed stable. */
class RestartTest {
    private final ToyWorld world = new ToyWorld();
    private final Journal journal = new MemoryJournal();

    @BeforeEach
    void serve() {
        world.claimedBy(
                ToyReleases.opening(ToyReleases.ME).serving(25, world.now).weightStands(world.now));
        world.canaryPods = 1;
        world.route = Exposure.of(25);
        world.stableTemplate = "other";
    }

    @Test
    void theOldCanaryGoesFirstAndANewOneOfTheNewStableGetsTheFirstWeight() {
        ClaimRecord before = claim();
        until(rollout(), claim -> claim.weight() == 5 && claim.weightSince().isPresent());
        assertThat(world.writes)
                .containsSubsequence(
                        "claim ROLLING_BACK 25",
                        "shift 0",
                        "delete",
                        "clear",
                        "release capacity",
                        "claim PREPARING 0",
                        "create 1",
                        "shift 5");
        assertThat(claim().workload().json()).contains("other");
        assertThat(claim().expires()).isEqualTo(before.expires());
        assertThat(claim().terms()).isEqualTo(before.terms());
        assertThat(journal.entries()).noneMatch(Entry.Ended.class::isInstance);
        assertThat(journal.entries())
                .anyMatch(entry ->
                        entry instanceof Entry.Event event && event.kind().equals(Kinds.RESTARTED));
    }

    @Test
    void itIsWaitedUntilTheNewStableIsWhole() {
        world.stableRollsOut = false;
        Progress progress = until(rollout(), claim -> world.writes.contains("release capacity"));
        assertThat(progress).isInstanceOfSatisfying(Progress.Waiting.class, waiting -> assertThat(waiting.status())
                .isEqualTo("waiting until stable is whole in its new version, to begin anew"));
        world.stableRollsOut = true;
        until(rollout(), claim -> claim.phase() == Phase.SERVING && claim.weight() == 5);
        assertThat(world.canaryPods).isEqualTo(1);
    }

    @Test
    void aRollbackOnTheWayEndsIt() {
        until(rollout(), claim -> claim.homeSince().isPresent());
        Rollback rollback = new Rollback(
                ToyReleases.adapters(world, journal), ToyReleases.ME, Outcome.ROLLED_BACK, "somebody asked for it");
        until(rollback, claim -> claim.phase() == Phase.DONE);
        assertThat(world.canaryPods).isEqualTo(-1);
        assertThat(world.route.weight()).isZero();
    }

    @Test
    void aReleaseThatExpiresMeanwhileEnds() {
        world.stableRollsOut = false;
        until(rollout(), claim -> world.writes.contains("release capacity"));
        world.now = claim().expires();
        assertThat(rollout().tick(world.now)).isInstanceOfSatisfying(Progress.Done.class, done -> assertThat(
                        done.result().outcome())
                .contains(Outcome.ROLLED_BACK));
    }

    private ClaimRecord claim() {
        return world.stored().orElseThrow().claim();
    }

    private Rollout rollout() {
        ReleaseSpec spec = ToyReleases.spec(List.of());
        Policies anew = new Policies(
                Policies.Undecided.HOLD,
                Policies.CommonTrouble.WITHDRAW,
                Policies.StableChanged.RESTART,
                Policies.OpenRelease.REFUSE,
                Policies.Promoter.DIRECT,
                Verdict.Kind.PASS);
        ReleaseSpec restarting = new ReleaseSpec(
                spec.target(),
                spec.changes(),
                spec.traffic(),
                spec.steps(),
                spec.source(),
                spec.metrics(),
                spec.analysis(),
                anew,
                spec.times());
        return new Rollout(new Release("r1", ToyReleases.ME, restarting, ToyReleases.adapters(world, journal)));
    }

    /** Drives an operation until the claim says so. */
    private Progress until(Operation operation, Predicate<ClaimRecord> wanted) {
        Instant last = world.now.plus(Duration.ofMinutes(10));
        Progress progress = null;
        while (!wanted.test(claim())) {
            assertThat(world.now).as("last: %s", progress).isBefore(last);
            progress = operation.tick(world.now);
            if (progress instanceof Progress.Waiting waiting) {
                world.now = waiting.until();
            }
        }
        return progress;
    }
}

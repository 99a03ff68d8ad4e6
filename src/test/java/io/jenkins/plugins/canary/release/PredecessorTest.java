package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A release begins where another has not ended. */
class PredecessorTest {
    private static final Instant START = ToyWorld.START;
    private static final Holder NEXT_BUILD =
            new Holder("jenkins-1", "https://ci.example/", "https://ci.example/job/checkout/8/");

    private final ToyWorld world = new ToyWorld();
    private final Journal journal = new MemoryJournal();

    @Test
    void theOlderIsWhollyTakenBackBeforeTheNewerBegins() {
        serving(25);
        Progress end = run(new Deploy(newer(Policies.OpenRelease.SUPERSEDE)));
        assertThat(end).isInstanceOf(Progress.Done.class);
        assertThat(world.writes)
                .containsSubsequence(
                        "claim ROLLING_BACK 25", "shift 0", "delete", "claim DONE 0", "claim PREPARING 0", "create 1");
        assertThat(claim().release()).isEqualTo("r2");
        assertThat(claim().terms().supersedes()).isEqualTo("r1");
    }

    @Test
    void theNewersJournalTellsItsOwnStoryAndThatItWaited() {
        serving(25);
        run(new Deploy(newer(Policies.OpenRelease.SUPERSEDE)));
        assertThat(sentences())
                .anyMatch(sentence -> sentence.startsWith("Taking release r1 of "))
                .noneMatch(sentence -> sentence.contains("All traffic goes to stable"));
    }

    @Test
    void theOlderIsNotTouchedUnlessThePolicySaysSo() {
        serving(25);
        assertThatThrownBy(() -> new Deploy(newer(Policies.OpenRelease.REFUSE)).tick(world.now))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("release r1 is open on this target");
        assertThat(world.writes).isEmpty();
    }

    @Test
    void anExpiredReleaseThatNobodyWatchesGivesWayToTheNext() {
        serving(25);
        world.now = START.plus(Duration.ofHours(25));
        run(new Deploy(newer(Policies.OpenRelease.REFUSE)));
        assertThat(claim().release()).isEqualTo("r2");
        assertThat(sentences()).anyMatch(sentence -> sentence.contains("it had expired at 2026-03-02T10:00:00Z"));
    }

    @Test
    void anExpiredReleaseThatIsWatchedIsEndedByWhoeverWatchesIt() {
        world.now = START.plus(Duration.ofHours(25));
        serving(25);
        assertThatThrownBy(() -> new Deploy(newer(Policies.OpenRelease.REFUSE)).tick(world.now))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void aRollbackThatWasLeftHalfDoneIsEndedByTheNextRelease() {
        Ending ending = new Ending(Outcome.ABORTED, Phase.SERVING, false, "stopped");
        world.claimedBy(ToyReleases.opening(ToyReleases.OTHER)
                .serving(25, START)
                .weightStands(START)
                .rollingBack(ending, START));
        world.canaryPods = 1;
        world.route = Exposure.of(25);
        world.now = START.plus(Duration.ofMinutes(5));
        run(new Deploy(newer(Policies.OpenRelease.REFUSE)));
        assertThat(claim().release()).isEqualTo("r2");
    }

    @Test
    void aBuildOfTheSameControllerLeavesTheRollbackOfItsReleaseToTheOneThatOrderedIt() {
        serving(25);
        new Deploy(newer(Policies.OpenRelease.SUPERSEDE)).tick(world.now);
        world.writes.clear();
        Progress progress = new Rollout(ToyReleases.in(world, new MemoryJournal())).tick(world.now);
        assertThat(progress).isInstanceOf(Progress.Waiting.class);
        assertThat(world.writes).isEmpty();
    }

    @Test
    void theOlderOneLearnsWhatBecameOfItAndDoesNotBeginAnew() {
        Journal older = new MemoryJournal();
        Rollout rollout = new Rollout(ToyReleases.in(world, older));
        for (int i = 0; i < 10; i++) {
            rollout.tick(world.now);
        }
        run(new Deploy(newer(Policies.OpenRelease.SUPERSEDE)));
        Progress end = new Rollout(ToyReleases.in(world, older)).tick(world.now);
        assertThat(end).isInstanceOfSatisfying(Progress.Done.class, done -> {
            assertThat(done.result().outcome()).contains(Outcome.ROLLED_BACK);
            assertThat(done.result().reason())
                    .contains("release r2 of https://ci.example/job/checkout/8/ has this target");
        });
        assertThat(claim().release()).isEqualTo("r2");
    }

    private Release newer(Policies.OpenRelease policy) {
        ReleaseSpec spec = ToyReleases.spec(List.of());
        Policies policies = new Policies(
                Policies.Undecided.HOLD,
                Policies.CommonTrouble.WITHDRAW,
                Policies.StableChanged.WITHDRAW,
                policy,
                Policies.Promoter.DIRECT,
                Verdict.Kind.PASS);
        ReleaseSpec asked = new ReleaseSpec(
                spec.target(),
                spec.changes(),
                spec.traffic(),
                spec.steps(),
                spec.source(),
                spec.metrics(),
                spec.analysis(),
                policies,
                spec.times());
        return new Release("r2", NEXT_BUILD, asked, ToyReleases.adapters(world, journal));
    }

    private void serving(int weight) {
        world.claimedBy(
                ToyReleases.opening(ToyReleases.ME).serving(weight, START).weightStands(START));
        world.canaryPods = 1;
        world.route = Exposure.of(weight);
    }

    private ClaimRecord claim() {
        return world.stored().orElseThrow().claim();
    }

    private List<String> sentences() {
        return journal.entries().stream()
                .filter(Entry.Event.class::isInstance)
                .map(entry -> ((Entry.Event) entry).sentence())
                .toList();
    }

    private Progress run(Operation operation) {
        for (int i = 0; i < 500; i++) {
            Progress progress = operation.tick(world.now);
            if (!(progress instanceof Progress.Waiting waiting)) {
                return progress;
            }
            world.now = Optional.of(waiting.until()).filter(world.now::isBefore).orElse(world.now);
        }
        throw new AssertionError("no end");
    }
}

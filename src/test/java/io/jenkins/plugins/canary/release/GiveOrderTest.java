package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Order;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Promotion;
import io.jenkins.plugins.canary.target.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people order of a release that somebody else drives. */
class GiveOrderTest {
    private static final Instant START = ToyWorld.START;

    private final ToyWorld world = new ToyWorld();
    private final MemoryJournal journal = new MemoryJournal();

    @Test
    void aPauseChangesTheClaimAndNothingElseAndLeavesItsHolder() {
        serving(25);
        Progress end = order(GiveOrder.pause(world.now, "anne@laptop", "lunch"));
        assertThat(world.writes).containsExactly("claim SERVING 25");
        assertThat(claim().holder()).isEqualTo(ToyReleases.ME);
        assertThat(reason(end)).contains("keeps 25 %", "still expires at 2026-03-02T10:00:00Z");
    }

    @Test
    void aPausedReleaseKeepsItsWeightUntilItIsResumed() {
        serving(5);
        order(GiveOrder.pause(world.now, "anne@laptop", "lunch"));
        Shift shift = new Shift(ToyReleases.in(world, journal), Exposure.of(25));
        Progress held = shift.tick(world.now);
        assertThat(held).isInstanceOfSatisfying(Progress.Waiting.class, waiting -> assertThat(waiting.status())
                .startsWith("paused at 5 % by anne@laptop: lunch"));
        assertThat(world.route.weight()).isEqualTo(5);
        later(Duration.ofHours(1));
        order(GiveOrder.resume(world.now, "bert@desk", ""));
        run(shift);
        assertThat(world.route.weight()).isEqualTo(25);
        assertThat(events()).contains("Paused by anne@laptop: lunch", "Resumed by bert@desk");
    }

    @Test
    void aPausedReleaseIsNotPromoted() {
        serving(50);
        journal.append(new Entry.Judged(
                START.plusSeconds(60), 50, new Verdict(Verdict.Kind.PASS, Reason.ALL_PASSED, "well", true, List.of())));
        order(GiveOrder.pause(world.now, "anne", ""));
        Promote promote = new Promote(ToyReleases.in(world, journal), Verdict.Kind.PASS);
        assertThat(promote.tick(world.now)).isInstanceOf(Progress.Waiting.class);
        assertThat(world.stableTemplate).isEqualTo("old");
        order(GiveOrder.resume(world.now, "anne", ""));
        run(promote);
        assertThat(world.stableTemplate).isEqualTo("new");
    }

    @Test
    void aPausedReleaseCanBeRolledBack() {
        serving(25);
        order(GiveOrder.pause(world.now, "anne", ""));
        run(new Rollback(ToyReleases.adapters(world, journal), ToyReleases.ME, Outcome.ROLLED_BACK, "enough"));
        assertThat(world.route.weight()).isZero();
    }

    @Test
    void aCanaryIsNotCreatedWhileItsReleaseIsPausedAndHasItsWholeDeadlineAfterwards() {
        Release release = ToyReleases.in(world, journal);
        Deploy deploy = new Deploy(release);
        deploy.tick(world.now);
        order(GiveOrder.pause(world.now, "anne", ""));
        assertThat(deploy.tick(world.now)).isInstanceOf(Progress.Waiting.class);
        assertThat(world.canaryPods).isNegative();
        later(Duration.ofHours(1));
        order(GiveOrder.resume(world.now, "anne", ""));
        world.canaryBecomesReady = false;
        for (int i = 0; i < 5; i++) {
            assertThat(deploy.tick(world.now)).isInstanceOf(Progress.Waiting.class);
            later(Duration.ofMinutes(1));
        }
        world.canaryBecomesReady = true;
        run(deploy);
        assertThat(world.route.weight()).isEqualTo(5);
    }

    @Test
    void anExtensionLetsTheReleaseExpireLater() {
        serving(25);
        Progress end = order(GiveOrder.extend(world.now, "anne", "", Duration.ofMinutes(30)));
        assertThat(claim().expires()).isEqualTo(START.plus(Duration.ofMinutes(24 * 60 + 30)));
        assertThat(reason(end)).contains("extended by 30m: the release expires at 2026-03-02T10:30:00Z");
    }

    @Test
    void anOrderOfWhichItIsNotKnownWhetherItArrivedIsGivenOnce() {
        serving(25);
        Order order = GiveOrder.extend(world.now, "anne", "", Duration.ofMinutes(30));
        order(order);
        order(order);
        assertThat(claim().orders().given()).containsExactly(order);
    }

    @Test
    void aSecondPauseAndAResumeOfWhatIsNotPausedChangeNothing() {
        serving(25);
        assertThat(reason(order(GiveOrder.resume(world.now, "anne", "")))).isEqualTo("it is not paused");
        order(GiveOrder.pause(world.now, "anne", ""));
        assertThat(reason(order(GiveOrder.pause(START.plusSeconds(5), "bert", ""))))
                .isEqualTo("it is paused already, by anne");
        assertThat(claim().orders().given()).hasSize(1);
    }

    @Test
    void aPromotionThatHasBegunIsNotPaused() {
        world.claimedBy(ToyReleases.opening(ToyReleases.ME)
                .serving(50, START)
                .weightStands(START)
                .promoting(new Promotion("new", Map.of()), START));
        assertThatThrownBy(() -> order(GiveOrder.pause(world.now, "anne", "")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("in phase PROMOTING");
    }

    @Test
    void withoutAnOpenReleaseThereIsNothingToPause() {
        assertThatThrownBy(() -> order(GiveOrder.pause(world.now, "anne", "")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no release is open");
    }

    private Progress order(Order order) {
        Adapters elsewhere = ToyReleases.adapters(world, new MemoryJournal());
        return new GiveOrder(elsewhere, ToyReleases.spec(List.of()).target(), order).tick(world.now);
    }

    private static String reason(Progress end) {
        return ((Progress.Done) end).result().reason();
    }

    private ClaimRecord claim() {
        return world.stored().orElseThrow().claim();
    }

    private List<String> events() {
        return journal.entries().stream()
                .filter(Entry.Event.class::isInstance)
                .map(entry -> ((Entry.Event) entry).sentence())
                .toList();
    }

    private void serving(int weight) {
        world.claimedBy(
                ToyReleases.opening(ToyReleases.ME).serving(weight, START).weightStands(START));
        world.canaryPods = Math.max(1, (weight * 4 + 99) / 100);
        world.route = Exposure.of(weight);
    }

    private void later(Duration time) {
        world.now = world.now.plus(time);
    }

    private void run(Operation operation) {
        for (int i = 0; i < 500; i++) {
            if (!(operation.tick(world.now) instanceof Progress.Waiting waiting)) {
                return;
            }
            world.now = waiting.until().isAfter(world.now) ? waiting.until() : world.now;
        }
        throw new AssertionError("no end");
    }
}

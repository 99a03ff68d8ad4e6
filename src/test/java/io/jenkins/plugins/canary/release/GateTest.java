package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.analysis.Judgement;
import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Order;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Weights that are left with the approval of a person alone. */
class GateTest {
    private static final Instant SINCE = ToyWorld.START;
    private static final ReleaseSpec SPEC = spec("");
    private static final Judgement CALM = judged(Verdict.Kind.INCONCLUSIVE, Reason.TOO_FEW, false, true);
    private static final Judgement PASS = judged(Verdict.Kind.PASS, Reason.ALL_PASSED, true, true);

    private final ToyWorld world = new ToyWorld();
    private final MemoryJournal journal = new MemoryJournal();

    @Test
    void aPersonIsAskedWhenTheReleaseWouldGoOnByItself() {
        assertThat(decide(claim(5), CALM, 5)).isEqualTo(Decision.Next.RAISE);
        assertThat(decide(claim(25), CALM, 4)).isEqualTo(Decision.Next.WATCH);
        assertThat(decide(claim(25), CALM, 5)).isEqualTo(Decision.Next.ASK);
        assertThat(decide(claim(50), PASS, 10)).isEqualTo(Decision.Next.ASK);
    }

    @Test
    void theWeightStaysUntilThePersonHasAnswered() {
        ClaimRecord asked = asked(25);
        assertThat(decide(asked, CALM, 60)).isEqualTo(Decision.Next.WATCH);
        assertThat(of(SPEC, asked, CALM, 60).why())
                .isEqualTo("waiting for approval to leave 25 % of the traffic, until 2026-03-01T12:05:00Z;"
                        + " giving the canary 50 % of the traffic");
        assertThat(decide(approved(asked), CALM, 60)).isEqualTo(Decision.Next.RAISE);
    }

    @Test
    void anApprovalIsNoVerdict() {
        Judgement alarm = judged(Verdict.Kind.INCONCLUSIVE, Reason.SUSPECT, false, false);
        assertThat(decide(approved(asked(25)), alarm, 60)).isEqualTo(Decision.Next.WATCH);
    }

    @Test
    void whatIsNotKnownWhileAPersonIsWaitedForEndsNothing() {
        Judgement silent = judged(Verdict.Kind.INCONCLUSIVE, Reason.SOURCE_DOWN, true, false);
        assertThat(decide(asked(50), silent, 60)).isEqualTo(Decision.Next.WATCH);
    }

    @Test
    void whatHarmsOrExpiresIsTakenBackWhileAPersonIsWaitedFor() {
        Judgement fail = judged(Verdict.Kind.FAIL, Reason.WORSE, true, false);
        assertThat(decide(asked(25), fail, 60)).isEqualTo(Decision.Next.ROLL_BACK_AT_ONCE);
        assertThat(decide(approved(asked(25)), fail, 60)).isEqualTo(Decision.Next.ROLL_BACK_AT_ONCE);
        assertThat(decide(asked(25), CALM, 24 * 60)).isEqualTo(Decision.Next.ROLL_BACK);
    }

    @Test
    void whenNobodyAnswersTheCanaryIsHeldOrTakenBackAsThePolicySays() {
        Decision held = of(SPEC, asked(25), CALM, 125);
        assertThat(held.next()).isEqualTo(Decision.Next.HOLD);
        assertThat(held.why())
                .isEqualTo(
                        "NO_APPROVAL: nobody approved by 2026-03-01T12:05:00Z that the canary leaves 25 % of the traffic");
        assertThat(of(spec("onNoApproval: rollback\n"), asked(25), CALM, 125).next())
                .isEqualTo(Decision.Next.ROLL_BACK);
        assertThat(of(spec("onNoApproval: rollback\n"), approved(asked(25)), CALM, 125)
                        .next())
                .isEqualTo(Decision.Next.RAISE);
    }

    @Test
    void anApprovalOfOneWeightCountsForNoOther() {
        ClaimRecord approvedAt25 = approved(asked(25));
        ClaimRecord at50 = approvedAt25.serving(Exposure.of(50), after(70)).weightStands(after(70));
        assertThat(at50.approvalUntil()).isEmpty();
        assertThat(decide(at50, PASS, 80)).isEqualTo(Decision.Next.ASK);
        ClaimRecord at25Again = at50.serving(Exposure.of(25), after(90)).weightStands(after(90));
        assertThat(decide(at25Again, CALM, 100)).isEqualTo(Decision.Next.ASK);
    }

    @Test
    void aWeightThatNoStepGivesIsLeftAsTheStepBelowIt() {
        assertThat(decide(claim(7), CALM, 5)).isEqualTo(Decision.Next.RAISE);
        assertThat(decide(claim(60), PASS, 10)).isEqualTo(Decision.Next.ASK);
    }

    @Test
    void timeStandsStillInAPauseAndAnExtensionGivesMore() {
        ClaimRecord paused = asked(25).ordered(GiveOrder.pause(after(10), "anne", ""));
        assertThat(decide(paused, CALM, 300)).isEqualTo(Decision.Next.WATCH);
        ClaimRecord resumed = paused.ordered(GiveOrder.resume(after(300), "anne", ""));
        assertThat(resumed.approvalUntil()).contains(after(125 + 290));
        ClaimRecord extended = asked(25).ordered(GiveOrder.extend(after(10), "anne", "", Duration.ofMinutes(30)));
        assertThat(extended.approvalUntil()).contains(after(155));
    }

    @Test
    void nobodyIsWaitedForLongerThanTheReleaseLasts() {
        ClaimRecord expiring = claim(25).expiring(after(30));
        assertThat(Gate.until(SPEC, expiring, after(5))).isEqualTo(after(30));
    }

    @Test
    void aRolloutRecordsUntilWhenItWaitsAndSaysSoOnce() {
        serving(25);
        Rollout first = new Rollout(release());
        tick(first, 6, 12);
        Instant until = claim().approvalUntil().orElseThrow();
        tick(new Rollout(release()), 6, 3); // another process goes on
        assertThat(claim().approvalUntil()).contains(until);
        assertThat(events())
                .containsOnlyOnce("Waiting for approval to leave 25 % of the traffic, until " + until
                        + " (Approve on its page in Jenkins, with the right Canary/Promote, or 'canary approve')");
        order(GiveOrder.extend(world.now, "bert", "", Duration.ofHours(1)), GiveOrder.Meant.ANY);
        tick(first, 1, 2);
        assertThat(events()).anyMatch(sentence -> sentence.contains(", until " + until.plusSeconds(3600)));
        order(GiveOrder.approve(world.now, "anne", "looks well"), GiveOrder.Meant.ANY);
        tick(first, 1, 30);
        assertThat(events()).contains("Approved by anne: looks well");
        assertThat(claim().weight()).isEqualTo(50);
    }

    @Test
    void aPromotionThatAPersonOrdersNeedsNeitherPassNorApproval() {
        serving(25);
        order(GiveOrder.promote(world.now, "anne", "security fix"), GiveOrder.Meant.ANY);
        tick(new Rollout(release()), 1, 60);
        assertThat(claim().phase()).isEqualTo(Phase.DONE);
        assertThat(world.stableTemplate).isEqualTo("new");
        assertThat(events()).contains("Promotion ordered by anne: security fix");
    }

    @Test
    void aFailIsTakenBackAllTheSameWhenAPromotionIsOrdered() {
        ClaimRecord ordered =
                claim(25).ordered(GiveOrder.promote(after(1), "anne", "").of(SINCE));
        assertThat(decide(ordered, judged(Verdict.Kind.FAIL, Reason.WORSE, true, false), 2))
                .isEqualTo(Decision.Next.ROLL_BACK_AT_ONCE);
        assertThat(decide(ordered, CALM, 2)).isEqualTo(Decision.Next.PROMOTE);
    }

    @Test
    void aStepThatPromotesDoesNotPassOverAGateThatIsClosed() {
        serving(50);
        journal.append(new Entry.Judged(after(1), 50, PASS.verdict()));
        assertThatThrownBy(() -> new Promote(release(), Verdict.Kind.PASS).tick(world.now))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("leaving 50 % of the traffic needs the approval of a person");
        order(GiveOrder.approve(world.now, "anne", ""), GiveOrder.Meant.ANY);
        tick(new Promote(release(), Verdict.Kind.PASS), 1, 60);
        assertThat(claim().phase()).isEqualTo(Phase.DONE);
    }

    @Test
    void whoLooksAtSomethingThatHasPassedIsTold() {
        serving(25);
        Order approval = GiveOrder.approve(world.now, "anne", "");
        assertThatThrownBy(() -> order(approval, new GiveOrder.Meant(Optional.of("r1"), OptionalInt.of(5))))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the canary has 25 % of the traffic by now, which is not what was looked at");
        assertThatThrownBy(() -> order(approval, new GiveOrder.Meant(Optional.of("r0"), OptionalInt.empty())))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("release r0 is over, and release r1 is open now");
        assertThat(claim().orders().given()).isEmpty();
    }

    @Test
    void aSecondApprovalChangesNothing() {
        serving(25);
        order(GiveOrder.approve(world.now, "anne", ""), GiveOrder.Meant.ANY);
        Progress again = order(GiveOrder.approve(after(9), "bert", ""), GiveOrder.Meant.ANY);
        assertThat(((Progress.Done) again).result().reason()).isEqualTo("it is approved already, by anne");
        assertThat(claim().orders().given()).hasSize(1);
    }

    @Test
    void whatIsPausedIsResumedBeforeItIsPromoted() {
        serving(25);
        order(GiveOrder.pause(world.now, "anne", "lunch"), GiveOrder.Meant.ANY);
        assertThatThrownBy(() -> order(GiveOrder.promote(world.now, "bert", ""), GiveOrder.Meant.ANY))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("paused at 25 % by anne: lunch")
                .hasMessageContaining("resume it before it is promoted");
    }

    private Progress order(Order order, GiveOrder.Meant meant) {
        Adapters elsewhere = ToyReleases.adapters(world, new MemoryJournal());
        return new GiveOrder(elsewhere, SPEC.target(), order, meant).tick(world.now);
    }

    private Release release() {
        return new Release("r1", ToyReleases.ME, SPEC, ToyReleases.adapters(world, journal));
    }

    private void tick(Operation operation, int minutes, int times) {
        world.now = world.now.plus(Duration.ofMinutes(minutes));
        for (int i = 0; i < times; i++) {
            if (!(operation.tick(world.now) instanceof Progress.Waiting waiting)) {
                return;
            }
            world.now = waiting.until().isAfter(world.now) ? waiting.until() : world.now;
        }
    }

    private void serving(int weight) {
        world.claimedBy(claim(weight));
        world.canaryPods = Math.max(1, (weight * 4 + 99) / 100);
        world.route = Exposure.of(weight);
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

    private static ReleaseSpec spec(String more) {
        return SpecReader.read(Specs.without("weights")
                + "steps: [{weight: 5}, {weight: 25, approval: 2h}, {weight: 50, approval: 2h}]\n" + more);
    }

    private static ClaimRecord claim(int weight) {
        return ToyReleases.opening(ToyReleases.ME)
                .serving(Exposure.of(weight), SINCE)
                .weightStands(SINCE);
    }

    private static ClaimRecord asked(int weight) {
        return claim(weight).awaitingApproval(after(125));
    }

    private static ClaimRecord approved(ClaimRecord asked) {
        return asked.ordered(
                GiveOrder.approve(after(55), "anne", "").of(asked.weightSince().orElseThrow()));
    }

    private static Decision.Next decide(ClaimRecord claim, Judgement judgement, int minutes) {
        return of(SPEC, claim, judgement, minutes).next();
    }

    private static Decision of(ReleaseSpec spec, ClaimRecord claim, Judgement judgement, int minutes) {
        return Decision.of(spec, claim, judgement, Duration.ofSeconds(15), after(minutes));
    }

    private static Instant after(int minutes) {
        return SINCE.plus(Duration.ofMinutes(minutes));
    }

    private static Judgement judged(Verdict.Kind kind, Reason reason, boolean decided, boolean mayRaise) {
        return new Judgement(
                new Verdict(kind, reason, "because", true, List.of()), decided, mayRaise, Optional.empty());
    }
}

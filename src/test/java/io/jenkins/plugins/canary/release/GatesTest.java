package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.analysis.Judgement;
import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Kinds;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.notify.GateAnswer;
import io.jenkins.plugins.canary.notify.GateQuestion;
import io.jenkins.plugins.canary.notify.Gatekeeper;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is asked by HTTP whether a release may go on. */
class GatesTest {
    private static final Instant SINCE = ToyWorld.START;
    private static final Decision RAISE = new Decision(Decision.Next.RAISE, Exposure.of(25), "all is well");
    private static final Decision PROMOTE = new Decision(Decision.Next.PROMOTE, Exposure.of(50), "all is well");

    private final ToyWorld world = new ToyWorld();
    private final MemoryJournal journal = new MemoryJournal();
    private final List<GateQuestion> asked = new ArrayList<>();
    private Optional<GateAnswer> answer = Optional.empty();
    private final Gatekeeper keeper = new Gatekeeper() {
        @Override
        public Optional<String> problem(String url) {
            return url.contains("evil") ? Optional.of("gates on evil may not be asked") : Optional.empty();
        }

        @Override
        public Optional<GateAnswer> ask(GateQuestion question, Instant now) {
            asked.add(question);
            return answer;
        }
    };

    private Gates gates(String gate) {
        ReleaseSpec spec = SpecReader.read(Specs.SMALL + "gates: [" + gate + "]\n");
        Adapters adapters = ToyReleases.adapters(world, journal);
        return new Gates(new Release(
                "r1",
                ToyReleases.ME,
                spec,
                new Adapters(
                        adapters.claim(),
                        adapters.workload(),
                        adapters.routers(),
                        adapters.sources(),
                        journal,
                        keeper)));
    }

    private static String gate(String type, String more) {
        return "{type: " + type + ", url: 'https://gate.example/x'" + more + "}";
    }

    private void says(boolean open, int failures) {
        answer = Optional.of(new GateAnswer(open, open ? "yes" : "gate.example answered 403", failures, SINCE));
    }

    private static ClaimRecord claim(int weight) {
        return ToyReleases.opening(ToyReleases.ME)
                .serving(Exposure.of(weight), SINCE)
                .weightStands(SINCE);
    }

    private static Instant after(int minutes) {
        return SINCE.plus(Duration.ofMinutes(minutes));
    }

    private static Judgement judged(Verdict.Kind kind, Reason reason) {
        return new Judgement(new Verdict(kind, reason, "numbers", false, List.of()), true, true, Optional.empty());
    }

    @Test
    void aGateThatIsOpenChangesNothing() {
        says(true, 0);
        assertThat(gates(gate("confirm-traffic-increase", "")).over(RAISE, claim(5), after(5)))
                .isEqualTo(RAISE);
        assertThat(gates(gate("confirm-promotion", "")).over(PROMOTE, claim(50), after(5)))
                .isEqualTo(PROMOTE);
    }

    @Test
    void aGateIsAskedOnlyForWhatItConfirms() {
        says(false, 1);
        assertThat(gates(gate("confirm-promotion", "")).over(RAISE, claim(5), after(5)))
                .isEqualTo(RAISE);
        assertThat(asked).isEmpty();
    }

    @Test
    void whileAGateIsShutOrSilentTheWeightStays() {
        Gates gates = gates(gate("confirm-traffic-increase", ""));
        assertThat(gates.over(RAISE, claim(5), after(5)).next()).isEqualTo(Decision.Next.WATCH);
        says(false, 1);
        Decision decision = gates.over(RAISE, claim(5), after(5));
        assertThat(decision.next()).isEqualTo(Decision.Next.WATCH);
        assertThat(decision.why())
                .isEqualTo("waiting until 2026-03-01T11:05:00Z for gate confirm-traffic-increase"
                        + " (confirm-traffic-increase): gate.example answered 403; all is well");
    }

    @Test
    void whenTheLimitIsOverTheReleaseIsHeldOrTakenBack() {
        says(false, 1);
        Gates holding = gates(gate("confirm-promotion", ", limit: 10m"));
        holding.over(PROMOTE, claim(50), after(5));
        assertThat(holding.over(PROMOTE, claim(50), after(14)).next()).isEqualTo(Decision.Next.WATCH);
        assertThat(holding.over(PROMOTE, claim(50), after(15)).next()).isEqualTo(Decision.Next.HOLD);
        Gates strict = gates(gate("confirm-promotion", ", limit: 10m, onFailure: rollback"));
        assertThat(strict.over(PROMOTE, claim(50), after(15)).next()).isEqualTo(Decision.Next.ROLL_BACK);
    }

    @Test
    void anotherDriverGoesOnWithTheLimitAndAsksBeforeItGivesUp() {
        says(false, 1);
        gates(gate("confirm-promotion", ", limit: 10m")).over(PROMOTE, claim(50), after(5));
        answer = Optional.empty();
        assertThat(gates(gate("confirm-promotion", ", limit: 10m"))
                        .over(PROMOTE, claim(50), after(60))
                        .next())
                .isEqualTo(Decision.Next.WATCH);
    }

    @Test
    void theJournalSaysOnceThatItIsShutAndOnceThatItOpened() {
        Gates gates = gates(gate("confirm-promotion", ""));
        says(false, 1);
        gates.over(PROMOTE, claim(50), after(5));
        gates.over(PROMOTE, claim(50), after(6));
        says(true, 0);
        gates.over(PROMOTE, claim(50), after(7));
        gates.over(PROMOTE, claim(50), after(8));
        assertThat(journal.story())
                .extracting(entry -> ((Entry.Event) entry).kind())
                .containsExactly(Kinds.GATE_SHUT, Kinds.GATE_OPEN);
    }

    @Test
    void aPersonWhoOrdersThePromotionWaitsForNoGate() {
        says(false, 1);
        ClaimRecord ordered =
                claim(50).ordered(GiveOrder.promote(after(3), "anne", "").of(SINCE));
        assertThat(gates(gate("confirm-promotion", "")).over(PROMOTE, ordered, after(5)))
                .isEqualTo(PROMOTE);
    }

    @Test
    void aYesOfARollbackGateTakesTheReleaseBackAtOnce() {
        says(true, 0);
        Judgement ruled = gates(gate("rollback", ""))
                .over(judged(Verdict.Kind.PASS, Reason.ALL_PASSED), claim(5), false, after(1));
        assertThat(ruled.verdict().kind()).isEqualTo(Verdict.Kind.FAIL);
        assertThat(ruled.verdict().reason()).isEqualTo(Reason.GUARD_TRIPPED);
        says(false, 9);
        Judgement calm = judged(Verdict.Kind.PASS, Reason.ALL_PASSED);
        assertThat(gates(gate("rollback", "")).over(calm, claim(5), false, after(1)))
                .isEqualTo(calm);
    }

    @Test
    void aCheckThatSaysNoKeepsTheWeightAndAfterItsThresholdTheReleaseIsHeldOrTakenBack() {
        Judgement pass = judged(Verdict.Kind.PASS, Reason.ALL_PASSED);
        says(false, 2);
        Judgement once = gates(gate("rollout", "")).over(pass, claim(5), false, after(1));
        assertThat(once.verdict().kind()).isEqualTo(Verdict.Kind.PASS);
        assertThat(once.mayRaise() || once.decided()).isFalse();
        says(false, 3);
        assertThat(gates(gate("rollout", "")).over(pass, claim(5), true, after(1)))
                .satisfies(held -> assertThat(held.verdict().kind()).isEqualTo(Verdict.Kind.INCONCLUSIVE))
                .satisfies(held -> assertThat(held.decided()).isTrue());
        assertThat(gates(gate("rollout", ", onFailure: rollback"))
                        .over(pass, claim(5), false, after(1))
                        .verdict()
                        .kind())
                .isEqualTo(Verdict.Kind.FAIL);
    }

    @Test
    void whatHarmsByTheNumbersHarmsWhateverGatesSay() {
        says(true, 0);
        Judgement fail = judged(Verdict.Kind.FAIL, Reason.WORSE);
        assertThat(gates(gate("rollout", "")).over(fail, claim(5), false, after(1)))
                .isEqualTo(fail);
    }

    @Test
    void aSmokeTestThatFailsKeepsTheCanaryFromItsFirstRequest() {
        Gates gates = gates(gate("pre-rollout", ", threshold: 2"));
        ClaimRecord preparing = ToyReleases.opening(ToyReleases.ME);
        says(false, 1);
        assertThat(gates.beforeFirst(preparing, after(1))).get().isInstanceOf(Progress.Waiting.class);
        says(false, 2);
        assertThat(gates.beforeFirst(preparing, after(2))).get().isInstanceOf(Progress.Failed.class);
        says(true, 0);
        assertThat(gates.beforeFirst(preparing, after(3))).isEmpty();
    }

    @Test
    void aGateIsToldWhatFlaggerTellsAndTheWeightBesides() {
        gates(gate("confirm-promotion", ", metadata: {team: payments}")).over(PROMOTE, claim(50), after(5));
        assertThat(asked.get(0).body().toString())
                .isEqualTo(
                        "{\"name\":\"checkout\",\"namespace\":\"shop\",\"phase\":\"WaitingPromotion\",\"checksum\":\"r1\","
                                + "\"metadata\":{\"team\":\"payments\"},\"weight\":50,\"type\":\"confirm-promotion\"}");
    }

    @Test
    void aGateThatMayNotBeAskedIsFoundBeforeAnythingIsDone() {
        assertThat(gates("{type: rollout, url: 'http://evil/x'}").problems())
                .containsExactly("gate rollout: gates on evil may not be asked");
    }

    @Test
    void gatesComeBackAsTheyWereWritten() {
        ReleaseSpec spec = SpecReader.read(Specs.SMALL + "gates: ["
                + gate("rollout", ", name: load, timeout: 30s, retries: 2, metadata: {a: b}") + "]\n");
        assertThat(SpecReader.read(SpecWriter.toJson(spec).toString())).isEqualTo(spec);
    }

    @Test
    void mistakesAreToldWithTheirPlaces() {
        assertThatThrownBy(() -> SpecReader.read(Specs.SMALL
                        + "gates: [{type: before, url: 'ftp://x'}, {type: rollout, url: 'http://a', timeout: 5m},"
                        + " {type: rollout, url: 'http://b'}]\n"))
                .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.problems())
                        .anyMatch(problem ->
                                problem.startsWith("gates[0].type: 'before' is not one of 'confirm-rollout'"))
                        .anyMatch(problem -> problem.startsWith("gates[0].url: 'ftp://x' is not an address"))
                        .anyMatch(problem -> problem.equals("gates[1].timeout: is over 1m"))
                        .anyMatch(problem -> problem.startsWith("gates[2].name: two gates are named 'rollout'")));
    }
}

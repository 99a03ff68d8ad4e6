package io.jenkins.plugins.canary.analysis;

import static io.jenkins.plugins.canary.analysis.Counted.interval;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.FAIL;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.INCONCLUSIVE;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.PASS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.canary.analysis.Course.End;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SenseTest {
    @Test
    void fewerConversionsAreFoundAndMoreAreFine() {
        List<End> dropped = conversions(0.02);
        assertThat(Course.share(dropped, FAIL)).isGreaterThanOrEqualTo(0.95);
        assertThat(Course.share(conversions(0.03), PASS)).isGreaterThanOrEqualTo(0.95);
        assertThat(Course.share(conversions(0.05), FAIL)).isZero();
    }

    @Test
    void theSentenceTellsTheRatioOfTheCanaryToTheBaseline() {
        Verdict verdict = conversions(0.015).get(0).judgement().verdict();
        assertThat(verdict.sentence())
                .startsWith("orders, conversion: ")
                .contains("% of ", " canary requests against 3", "tolerated 0.91, since 10:00 UTC");
        Evidence evidence = verdict.evidence().get(0);
        assertThat(evidence.ratioHigh().getAsDouble()).isLessThan(1);
        assertThat(evidence.ratioLow().getAsDouble()).isBetween(0.1, 0.6);
    }

    @Test
    void aCanaryWithoutAnyConversionFails() {
        List<End> none = conversions(0);
        assertThat(Course.share(none, FAIL)).isEqualTo(1);
        assertThat(none.get(0).judgement().verdict().sentence()).contains("none of ");
    }

    @Test
    void aBaselineThatConvertsFarLessThanBeforeIsUnhealthy() {
        Judge judge = conversionJudge();
        judge.history("orders", ArmCounts.of(720_000, 21_600));
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < 40; i++) {
            double good = i < 32 ? 0.03 : 0.005;
            judge.add("orders", interval(i, 200, 200 * good, 3800, 3800 * good));
        }
        Verdict verdict = judge.judge(Course.at(40)).verdict();
        assertThat(verdict.reason()).isEqualTo(Reason.BASELINE_UNHEALTHY);
        assertThat(verdict.sentence()).contains("times as bad as before the release, since 10:08 UTC");
    }

    @Test
    void aBaselineThatConvertsMoreThanBeforeIsHealthy() {
        BaselineHealth health = new BaselineHealth(1.5, Sense.GOOD);
        health.known(720_000, 21_600, 1);
        for (int i = 0; i < 40; i++) {
            Interval interval = interval(i, 200, 12, 3800, 228);
            health.add(interval, Counts.of(interval, 0), 1);
        }
        assertThat(health.unhealthy()).isFalse();
    }

    @Test
    void threeRestartsOfOneCanaryPodAmongTwentyAreEnough() {
        Judge judge = restartJudge();
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < 60; i++) {
            judge.add("restarts", interval(i, 15, i % 20 == 10 ? 1 : 0, 285, 0));
            if (i < 50) {
                assertThat(judge.judge(Course.at(i + 1)).verdict().kind()).isNotEqualTo(FAIL);
            }
        }
        Verdict verdict = judge.judge(Course.at(60)).verdict();
        assertThat(verdict.kind()).isEqualTo(FAIL);
        assertThat(verdict.sentence())
                .startsWith("restarts, events: 3 in 0.2")
                .contains(" pod-hours of the canary against none in 4.", " pod-hours of the baseline, ratio ");
    }

    @Test
    void whereNothingHappensRareEventsPassWhenHarmWouldHaveBeenSeen() {
        Judge judge = restartJudge();
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < 115; i++) {
            judge.add("restarts", interval(i, 15, 0, 285, 0));
            if (i == 113) {
                Verdict early = judge.judge(Course.at(114)).verdict();
                assertThat(early.kind()).isEqualTo(INCONCLUSIVE);
                assertThat(early.sentence()).contains("too short a time to exclude harm that is so rare");
            }
        }
        assertThat(judge.judge(Course.at(115)).verdict().kind()).isEqualTo(PASS);
    }

    @Test
    void aRateOfMisfortunesThatAnAlarmWouldHaveFoundPassesAtMostOnceInTwentyTimes() {
        double none = Math.exp(-Vigil.THREE_OR_MORE * Math.log(20) / Vigil.THREE_OR_MORE);
        double three =
                1 - Math.exp(-Vigil.THREE_OR_MORE) * (1 + Vigil.THREE_OR_MORE + Math.pow(Vigil.THREE_OR_MORE, 2) / 2);
        assertThat(none).isLessThanOrEqualTo(0.05 + 1e-9);
        assertThat(three).isCloseTo(0.95, within(1e-5));
    }

    @Test
    void oneMisfortuneOfTheCanaryAloneKeepsItFromPassing() {
        Judge judge = restartJudge();
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < 239; i++) {
            judge.add("restarts", interval(i, 15, i == 50 ? 1 : 0, 285, 0));
            assertThat(judge.judge(Course.at(i + 1)).verdict().kind()).isEqualTo(INCONCLUSIVE);
        }
    }

    @Test
    void misfortunesThatBothHaveKeepNobodyFromPassing() {
        Judge judge = restartJudge();
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < 200; i++) {
            judge.add("restarts", interval(i, 15, i == 150 ? 1 : 0, 285, i % 10 == 0 ? 1 : 0));
        }
        assertThat(judge.judge(Course.at(200)).verdict().kind()).isEqualTo(PASS);
    }

    @Test
    void moreEventsThanSecondsAreNoTrouble() {
        Judge judge = restartJudge();
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < 4; i++) {
            judge.add("restarts", interval(i, 15, 500, 285, 3));
        }
        assertThat(judge.judge(Course.at(4)).verdict().kind()).isEqualTo(FAIL);
    }

    private static List<End> conversions(double canary) {
        return Course.many(60, seed -> new Course(seed)
                .weight(20)
                .baseline(minute -> 0.03)
                .canary(minute -> canary)
                .judgedBy(conversionJudge(), "orders"));
    }

    private static Judge conversionJudge() {
        return judge(new CountRule(
                "orders",
                true,
                1,
                OptionalDouble.empty(),
                1.5,
                Sense.GOOD,
                Optional.empty(),
                List.of(new CountRule.Channel("conversion", 1, OptionalDouble.of(1)))));
    }

    private static Judge restartJudge() {
        return judge(new CountRule(
                "restarts",
                true,
                1,
                OptionalDouble.of(1),
                1.5,
                Sense.MISFORTUNE,
                Optional.empty(),
                List.of(new CountRule.Channel("events", 1, OptionalDouble.of(1)))));
    }

    private static Judge judge(Rule rule) {
        return new Judge(List.of(rule), Course.SETTINGS);
    }
}

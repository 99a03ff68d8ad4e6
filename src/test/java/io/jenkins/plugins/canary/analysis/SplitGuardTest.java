package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SplitGuardTest {
    private final SplitGuard guard = new SplitGuard();

    @Test
    void aShareThatIsTheWeightIsFine() {
        add(0, 40, 5, 200);
        assertThat(guard.skew()).isEmpty();
    }

    @Test
    void twoPointsAreFineAndThreeAreNot() {
        add(0, 40, 5, 275);
        assertThat(guard.skew()).isEmpty();
        add(40, 80, 5, 360);
        assertThat(guard.skew()).hasValueSatisfying(skew -> {
            assertThat(skew.share()).isEqualTo(0.09);
            assertThat(skew.weight()).isEqualTo(5);
        });
    }

    @Test
    void aQuarterOfTheWeightIsFineAndAThirdIsNot() {
        add(0, 40, 40, 1_250);
        assertThat(guard.skew()).isEmpty();
        add(40, 80, 40, 1_080);
        assertThat(guard.skew()).isPresent();
    }

    @Test
    void itTakesFiveMinutesAtAWeight() {
        add(0, 40, 5, 200);
        add(40, 59, 25, 200);
        assertThat(guard.skew()).isEmpty();
        add(59, 60, 25, 200);
        assertThat(guard.skew()).isPresent();
    }

    @Test
    void aCanaryWhosePodsAreStillWarmingUpIsGivenTime() {
        add(0, 10, 25, 300);
        add(10, 20, 25, 1000);
        assertThat(guard.skew()).isEmpty();
    }

    @Test
    void ofFewRequestsNothingIsSure() {
        for (int i = 0; i < 40; i++) {
            guard.add(interval(i, 5, 1, 2));
        }
        assertThat(guard.skew()).isEmpty();
    }

    @Test
    void theJudgeSaysItAndDoesNotGoOn() {
        Judge byWeight = new Judge(List.of(Course.errors()), byWeight());
        Judge byPods = new Judge(List.of(Course.errors()), Course.SETTINGS);
        for (Judge judge : List.of(byWeight, byPods)) {
            judge.weightSet(Course.BEGIN, 5);
            for (int i = 0; i < 40; i++) {
                judge.add("errors", interval(i, 5, 800, 3200));
            }
        }
        Judgement judgement = byWeight.judge(Course.at(40));
        assertThat(judgement.verdict().reason()).isEqualTo(Reason.SKEWED_SPLIT);
        assertThat(judgement.verdict().sentence())
                .startsWith("errors: the canary gets 20 % of 80,000 requests in 5 min, and its weight is 5 %; check");
        assertThat(judgement.mayRaise()).isFalse();
        assertThat(byPods.judge(Course.at(40)).verdict().reason()).isNotEqualTo(Reason.SKEWED_SPLIT);
    }

    @Test
    void aShareOfChosenRequestsIsNoMatterOfTheWeight() {
        Judge judge = new Judge(List.of(Course.errors()), byWeight());
        judge.weightSet(Course.BEGIN, 5, "requests with header x-user-group: beta");
        for (int i = 0; i < 40; i++) {
            judge.add("errors", interval(i, 5, 800, 3200));
        }
        assertThat(judge.judge(Course.at(40)).verdict().reason()).isNotEqualTo(Reason.SKEWED_SPLIT);
    }

    @Test
    void chosenRequestsAreJudgedThoughTheWeightIsZeroAndOthersAreJudgedAnew() {
        Judge judge = new Judge(List.of(Course.errors()), byWeight());
        judge.weightSet(Course.BEGIN, 0, "copies of 100 % of the requests");
        for (int i = 0; i < 40; i++) {
            judge.add("errors", interval(i, 0, 2000, 2000));
        }
        judge.answered("errors", Course.at(40));
        Judgement copies = judge.judge(Course.at(40));
        assertThat(copies.verdict().sentence()).doesNotContain("no traffic");
        assertThat(copies.mayRaise()).isTrue();
        judge.weightSet(Course.at(40), 0, "requests with header x-user-group: beta");
        assertThat(judge.judge(Course.at(40)).mayRaise()).isFalse();
    }

    private static JudgeSettings byWeight() {
        JudgeSettings usual = Course.SETTINGS;
        return new JudgeSettings(
                usual.alpha(),
                usual.beta(),
                usual.minDuration(),
                usual.maxDuration(),
                usual.extension(),
                usual.warmUp(),
                Split.BY_WEIGHT,
                usual.sourceDownAfter());
    }

    /** 4,000 requests in each interval. */
    private void add(int from, int to, int weight, double canary) {
        for (int i = from; i < to; i++) {
            guard.add(interval(i, weight, canary, 4000 - canary));
        }
    }

    private static Interval interval(int number, int weight, double canary, double baseline) {
        return new Interval(
                Course.at(number),
                Course.at(number + 1),
                weight,
                ArmCounts.of(canary, 0),
                ArmCounts.of(baseline, 0),
                Set.of());
    }
}

package io.jenkins.plugins.canary.analysis;

import static io.jenkins.plugins.canary.analysis.Counted.interval;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.FAIL;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.INCONCLUSIVE;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, nothing is thrown, and nothing that is not known passes. Each release is shown an hour of it. */
class BadDataTest {
    private static final int HOUR = 240;

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1, -1e300})
    void countsThatAreNoCountsNeverPass(double value) {
        assertUndecided(i -> interval(i, value, 1, 3800, 19));
        assertUndecided(i -> interval(i, 200, value, 3800, 19));
        assertUndecided(i -> interval(i, 200, 1, value, 19));
        assertUndecided(i -> interval(i, 200, 1, 3800, value));
        assertUndecided(i -> interval(i, value, value, value, value));
    }

    @Test
    void moreEventsThanRequestsNeverPass() {
        assertUndecided(i -> interval(i, 200, 201, 3800, 19));
        assertUndecided(i -> interval(i, 200, 1, 3800, 3801));
    }

    @Test
    void zerosEverywhereNeverPass() {
        assertUndecided(i -> interval(i, 0, 0, 0, 0));
        assertUndecided(i -> interval(i, 200, 0, 3800, 0));
        assertUndecided(i -> interval(i, 0, 0, 3800, 19));
        assertUndecided(i -> interval(i, 200, 1, 0, 0));
    }

    @Test
    void aMillionMillionRequestsAreOnlyMany() {
        assertThat(shown(i -> interval(i, 5e10, 2.5e8, 95e10, 4.75e9)).verdict().kind())
                .isEqualTo(PASS);
        assertThat(shown(i -> interval(i, 5e10, 4.5e8, 95e10, 4.75e9)).verdict().kind())
                .isEqualTo(FAIL);
        Judgement crowded = shown(i -> interval(i, 5e11, 4e11, 5e11, 1e11));
        assertThat(crowded.verdict().kind()).isNotEqualTo(PASS);
        assertThat(crowded.verdict().evidence().get(0).logFail()).isNotNaN();
    }

    @Test
    void everythingIsAnEvent() {
        assertThat(shown(i -> interval(i, 200, 200, 3800, 3800)).verdict().kind())
                .isEqualTo(INCONCLUSIVE);
    }

    @Test
    void timeThatGoesBackCountsOnce() {
        Judge judge = judge();
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < HOUR; i++) {
            judge.add("errors", interval(0, 200, 1, 3800, 19));
        }
        Verdict verdict = judge.judge(Course.at(HOUR)).verdict();
        assertThat(verdict.kind()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.evidence().get(0).canaryTotal()).isEqualTo(200);
        assertThat(judge.judge(Course.BEGIN.minusSeconds(3600)).verdict().kind())
                .isEqualTo(INCONCLUSIVE);
        assertThat(judge.judge(Instant.EPOCH).verdict().kind()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void anEdgeThatOneArmLacksNeverPasses() {
        CountRule latency = new CountRule(
                "latency",
                true,
                1,
                OptionalDouble.empty(),
                1.5,
                List.of(
                        new CountRule.Channel("slower than 0.1 s", 0.6),
                        new CountRule.Channel("slower than 0.5 s", 0.4)));
        Judge judge = new Judge(List.of(latency), Course.SETTINGS);
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < HOUR; i++) {
            judge.add(
                    "latency",
                    new Interval(
                            Course.at(i),
                            Course.at(i + 1),
                            5,
                            new ArmCounts(200, List.of(20.0, 0.0)),
                            new ArmCounts(3800, List.of(380.0, 0.0)),
                            Set.of(IntervalFlag.EDGE_MISSING)));
        }
        Verdict verdict = judge.judge(Course.at(HOUR)).verdict();
        assertThat(verdict.kind()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.reason()).isEqualTo(Reason.NO_DATA);
        assertThat(verdict.sentence()).contains("no bucket for an edge that is compared");
    }

    @Test
    void limitsWithoutNumbersNeverPass() {
        Judge judge = new Judge(
                List.of(new LimitRule("cpu", true, OptionalDouble.empty(), OptionalDouble.of(1))), Course.SETTINGS);
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 1; i <= HOUR; i++) {
            OptionalDouble value = i % 2 == 0 ? OptionalDouble.empty() : OptionalDouble.of(Double.NaN);
            judge.add("cpu", new LimitSample(Course.at(i), 5, value));
        }
        assertThat(judge.judge(Course.at(HOUR)).verdict().kind()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void infiniteLimitsAreOutside() {
        Judge judge = new Judge(
                List.of(new LimitRule("cpu", true, OptionalDouble.empty(), OptionalDouble.of(1))), Course.SETTINGS);
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 1; i <= 3; i++) {
            judge.add("cpu", new LimitSample(Course.at(i), 5, OptionalDouble.of(Double.POSITIVE_INFINITY)));
        }
        assertThat(judge.judge(Course.at(3)).verdict().kind()).isEqualTo(FAIL);
    }

    private static void assertUndecided(IntFunction<Interval> intervals) {
        assertThat(shown(intervals).verdict().kind()).isEqualTo(INCONCLUSIVE);
    }

    private static Judgement shown(IntFunction<Interval> intervals) {
        Judge judge = judge();
        judge.history("errors", Course.LAST_HOUR);
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < HOUR; i++) {
            judge.add("errors", intervals.apply(i));
            judge.answered("errors", Course.at(i + 1));
        }
        return judge.judge(Course.at(HOUR));
    }

    private static Judge judge() {
        return new Judge(List.of(Course.errors(OptionalDouble.of(1))), Course.SETTINGS);
    }
}

package io.jenkins.plugins.canary.analysis;

import static io.jenkins.plugins.canary.analysis.Verdict.Kind.FAIL;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.INCONCLUSIVE;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.PASS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Orders of about 50 each, in both arms; ten per interval in the canary, 190 in the baseline. */
class MeanJudgeTest {
    private static final MeanRule REVENUE = new MeanRule("revenue", true, 1, OptionalDouble.of(1.1), 1.5, Worse.LOWER);

    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void aCanaryThatEarnsAsMuchPasses() {
        Judge judge = shown(REVENUE, 240, 50);
        assertThat(judge.judge(Course.at(240)).verdict().kind()).isEqualTo(PASS);
        assertThat(judge.judge(Course.at(240)).verdict().sentence())
                .startsWith("revenue: a mean of ")
                .contains(" of 2,400 canary values against ", " of 45,600 baseline values, ratio ")
                .endsWith("harmful 0.67, since 10:00 UTC");
    }

    @Test
    void aCanaryThatEarnsAThirdLessFails() {
        Verdict verdict = shown(REVENUE, 240, 33).judge(Course.at(240)).verdict();
        assertThat(verdict.kind()).isEqualTo(FAIL);
        assertThat(verdict.sentence())
                .contains("ratio 0.6", "tolerated 0.91")
                .endsWith("a healthy release would show this less than once in 20 times (uncalibrated)");
    }

    @Test
    void moreIsNoHarmWhereLessIsWorse() {
        assertThat(shown(REVENUE, 240, 80).judge(Course.at(240)).verdict().kind())
                .isEqualTo(PASS);
    }

    @Test
    void moreIsHarmWhereMoreIsWorse() {
        MeanRule cost = new MeanRule("cost", true, 1, OptionalDouble.of(1.1), 1.5, Worse.HIGHER);
        assertThat(shown(cost, 240, 80).judge(Course.at(240)).verdict().kind()).isEqualTo(FAIL);
        assertThat(shown(cost, 240, 20).judge(Course.at(240)).verdict().kind()).isEqualTo(PASS);
    }

    @Test
    void nothingIsSaidBeforeThirtyBlocks() {
        Verdict verdict = shown(REVENUE, 4 * 29, 1).judge(Course.at(4 * 29)).verdict();
        assertThat(verdict.kind()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.sentence()).contains("revenue: 29 of the 30 blocks of a minute that a mean needs");
    }

    @Test
    void blocksDoNotReachOverAChangeOfTheWeight() {
        Judge judge = shown(REVENUE, 4 * 40 + 2, 50);
        judge.weightSet(Course.at(4 * 40 + 2), 50);
        for (int i = 4 * 40 + 2; i < 4 * 40 + 6; i++) {
            judge.add("revenue", interval(i, 50, 50, 50));
        }
        assertThat(judge.judge(Course.at(4 * 40 + 6)).verdict().sentence()).contains("1 of the 30 blocks");
    }

    @Test
    void healthyReleasesAreRarelyFailed() {
        int failed = 0;
        for (int run = 0; run < 200; run++) {
            Verdict verdict = shown(REVENUE, 240, 50).judge(Course.at(240)).verdict();
            failed += verdict.kind() == FAIL ? 1 : 0;
        }
        assertThat(failed).isLessThanOrEqualTo(4);
    }

    @Test
    void aCanaryWithoutOrdersFailsNothingButHasNoData() {
        Judge judge = new Judge(List.of(REVENUE), Course.SETTINGS);
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < 60; i++) {
            judge.add(
                    "revenue",
                    new Interval(
                            Course.at(i), Course.at(i + 1), 5, ArmCounts.of(0, 0), ArmCounts.of(190, 9500), Set.of()));
        }
        assertThat(judge.judge(Course.at(60)).verdict().reason()).isEqualTo(Reason.NO_DATA);
    }

    @Test
    void sumsThatCannotBeAreLeftOut() {
        Judge judge = shown(REVENUE, 200, 50);
        ArmCounts broken = new ArmCounts(10, List.of(Double.NaN));
        judge.add(
                "revenue", new Interval(Course.at(200), Course.at(201), 5, broken, ArmCounts.of(190, 9500), Set.of()));
        judge.add(
                "revenue",
                new Interval(
                        Course.at(201),
                        Course.at(202),
                        5,
                        ArmCounts.of(10, -5),
                        ArmCounts.of(Double.POSITIVE_INFINITY, 1),
                        Set.of()));
        judge.answered("revenue", Course.at(202));
        assertThat(judge.judge(Course.at(202)).verdict().kind()).isEqualTo(PASS);
        assertThatThrownBy(() -> judge.history("revenue", new ArmCounts(1, List.of(1.0, 2.0))))
                .hasMessage("revenue: 2 event counts for a mean, which has one sum");
    }

    private Judge shown(MeanRule rule, int intervals, double canaryMean) {
        Judge judge = new Judge(List.of(rule), Course.SETTINGS);
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < intervals; i++) {
            judge.add(rule.metric(), interval(i, 5, canaryMean, 50));
        }
        judge.answered(rule.metric(), Course.at(intervals));
        return judge;
    }

    private Interval interval(int number, int weight, double canaryMean, double baselineMean) {
        return new Interval(
                Course.at(number),
                Course.at(number + 1),
                weight,
                orders(2 * weight, canaryMean),
                orders(2 * (100 - weight), baselineMean),
                Set.of());
    }

    /** Exponential values: as spread as they are large. */
    private ArmCounts orders(int number, double mean) {
        double sum = 0;
        for (int i = 0; i < number; i++) {
            sum -= mean * Math.log(1 - random.nextDouble());
        }
        return ArmCounts.of(number, sum);
    }
}

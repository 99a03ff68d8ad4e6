package io.jenkins.plugins.canary.analysis;

import static io.jenkins.plugins.canary.analysis.Verdict.Kind.FAIL;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.INCONCLUSIVE;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Memory of one canary pod and ten of the baseline: 1 GB, 2 % of noise with a memory of five minutes, and 2 % between pods. */
class GaugeJudgeTest {
    private static final double USUAL = 1e9;
    private static final int HOUR = 240;
    private static final GaugeRule MEMORY =
            new GaugeRule("memory", true, 1, OptionalDouble.empty(), 1.5, Worse.HIGHER, OptionalDouble.empty());

    @Test
    void aCanaryThatUsesAsMuchPasses() {
        Verdict verdict = judged(MEMORY, 1, HOUR, i -> 1).verdict();
        assertThat(verdict.kind()).isEqualTo(PASS);
        assertThat(verdict.sentence())
                .startsWith("memory: the canary's level is ")
                .endsWith("harmful 1.5, since 10:00 UTC");
    }

    @Test
    void aCanaryThatUsesHalfAsMuchAgainFails() {
        Verdict verdict = judged(MEMORY, 1, HOUR, i -> 1.5).verdict();
        assertThat(verdict.kind()).isEqualTo(FAIL);
        assertThat(verdict.sentence()).contains("the canary's level is 1.5 times the baseline's, tolerated 1.3");
    }

    @Test
    void lessIsWorseWhereTheRuleSaysSo() {
        GaugeRule hits =
                new GaugeRule("hits", true, 1, OptionalDouble.empty(), 1.5, Worse.LOWER, OptionalDouble.empty());
        assertThat(judged(hits, 1, HOUR, i -> 0.6).verdict().kind()).isEqualTo(FAIL);
        assertThat(judged(hits, 1, HOUR, i -> 1.6).verdict().kind()).isEqualTo(PASS);
    }

    @Test
    void leaksAreFoundInAnHourAndHealthyCanariesAreNotBlamed() {
        int healthy = 0;
        int leaking = 0;
        for (int seed = 0; seed < 100; seed++) {
            healthy += judged(MEMORY, seed, HOUR, i -> 1).verdict().kind() == FAIL ? 1 : 0;
            leaking += judged(MEMORY, seed, HOUR, i -> Math.pow(1.12, i / 240.0))
                                    .verdict()
                                    .kind()
                            == FAIL
                    ? 1
                    : 0;
        }
        assertThat(healthy).isLessThanOrEqualTo(7);
        assertThat(leaking).isGreaterThanOrEqualTo(90);
    }

    @Test
    void theSentenceTellsHowFastItGrows() {
        Verdict verdict = judged(MEMORY, 1, HOUR, i -> Math.pow(1.2, i / 240.0)).verdict();
        assertThat(verdict.sentence())
                .startsWith("memory: it gets worse by ")
                .contains(" % an hour more than the baseline, over 11 blocks of 5 min, tolerated 1 %");
        assertThat(verdict.evidence().get(1).value().getAsDouble()).isBetween(1.1, 1.3);
    }

    @Test
    void aCacheThatFillsAndStopsIsNoLeak() {
        Judge judge = new Judge(List.of(MEMORY), Course.SETTINGS);
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 1; i <= HOUR; i++) {
            judge.add("memory", sample(i, USUAL * Math.min(1.1, 0.9 + i / 600.0), USUAL));
        }
        assertThat(judge.judge(Course.at(HOUR)).verdict().kind()).isNotEqualTo(FAIL);
    }

    @Test
    void aLeakThatEndsFarFromTheLimitIsNoHarm() {
        GaugeRule roomy = new GaugeRule(
                "memory", true, 1, OptionalDouble.empty(), 2, Worse.HIGHER, OptionalDouble.of(USUAL * 100));
        assertThat(judged(roomy, 1, HOUR, i -> Math.pow(1.12, i / 240.0))
                        .verdict()
                        .kind())
                .isNotEqualTo(FAIL);
    }

    @Test
    void aHardLimitNeedsNoStatistics() {
        GaugeRule tight = new GaugeRule(
                "memory", true, 1, OptionalDouble.empty(), 2, Worse.HIGHER, OptionalDouble.of(USUAL * 1.2));
        Verdict verdict = judged(tight, 1, 5, i -> 1.3).verdict();
        assertThat(verdict.kind()).isEqualTo(FAIL);
        assertThat(verdict.reason()).isEqualTo(Reason.LIMIT_BROKEN);
    }

    @Test
    void nothingPassesBeforeALeakCouldShow() {
        Verdict verdict = judged(MEMORY, 1, 200, i -> 1).verdict();
        assertThat(verdict.kind()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.sentence()).contains("memory: a leak shows after 11 blocks of 5 min at the earliest");
    }

    @Test
    void nothingIsSaidBeforeSixBlocks() {
        Verdict verdict = judged(MEMORY, 1, 101, i -> 5).verdict();
        assertThat(verdict.kind()).isEqualTo(INCONCLUSIVE);
        assertThat(verdict.sentence()).contains("memory: 5 of the 6 blocks of 5 min that a gauge needs");
    }

    @Test
    void blocksAfterTheLatestRaiseCountForPass() {
        Judge judge = new Judge(List.of(MEMORY), Course.SETTINGS);
        judge.weightSet(Course.BEGIN, 5);
        show(judge, MEMORY, 1, 0, HOUR, i -> 1);
        judge.weightSet(Course.at(HOUR), 25);
        show(judge, MEMORY, 2, HOUR, HOUR + 81, i -> 1);
        assertThat(judge.judge(Course.at(HOUR + 81)).verdict().sentence()).contains("4 of the 6 blocks");
    }

    @Test
    void valuesThatCannotBeAreLeftOutAndNeverPass() {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1}) {
            Judgement judgement = judged(MEMORY, 1, HOUR, i -> value);
            assertThat(judgement.verdict().kind()).isEqualTo(INCONCLUSIVE);
        }
    }

    @Test
    void emptyQueuesAreEqual() {
        Judge judge = new Judge(List.of(MEMORY), Course.SETTINGS);
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 1; i <= HOUR; i++) {
            judge.add("memory", sample(i, 0, 0));
        }
        assertThat(judge.judge(Course.at(HOUR)).verdict().kind()).isEqualTo(PASS);
    }

    private static Judgement judged(GaugeRule rule, long seed, int samples, IntToDoubleFunction factor) {
        Judge judge = new Judge(List.of(rule), Course.SETTINGS);
        judge.weightSet(Course.BEGIN, 5);
        show(judge, rule, seed, 0, samples, factor);
        return judge.judge(Course.at(samples));
    }

    private static void show(Judge judge, GaugeRule rule, long seed, int from, int to, IntToDoubleFunction factor) {
        SplittableRandom random = new SplittableRandom(seed);
        double pod = 0.02 * random.nextGaussian();
        double canary = 0.02 * random.nextGaussian();
        double baseline = 0.006 * random.nextGaussian();
        double memory = Math.exp(-Duration.ofSeconds(15).toSeconds() / 300.0);
        double fresh = Math.sqrt(1 - memory * memory);
        for (int i = from + 1; i <= to; i++) {
            canary = memory * canary + fresh * 0.02 * random.nextGaussian();
            baseline = memory * baseline + fresh * 0.006 * random.nextGaussian();
            judge.add(
                    rule.metric(),
                    sample(i, USUAL * factor.applyAsDouble(i) * Math.exp(pod + canary), USUAL * Math.exp(baseline)));
        }
    }

    private static GaugeSample sample(int number, double canary, double baseline) {
        return new GaugeSample(
                Course.at(number),
                number > HOUR ? 25 : 5,
                OptionalDouble.of(canary),
                OptionalDouble.of(baseline),
                OptionalDouble.of(canary));
    }
}

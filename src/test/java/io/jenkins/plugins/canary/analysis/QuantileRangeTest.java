package io.jenkins.plugins.canary.analysis;

import static io.jenkins.plugins.canary.analysis.Verdict.Kind.FAIL;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.PASS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edges of 0.25, 0.5 and 1 s. Of the baseline's requests, 6 %, 2 % and 0.4 % are slower: the 99th percentile is in 0.5 s to 1 s. */
class QuantileRangeTest {
    private static final double[] USUAL = {0.06, 0.02, 0.004};
    private static final double[] SLOWER = {0.09, 0.04, 0.016};
    private static final Quantile P99 = new Quantile(0.99, List.of("0.25 s", "0.5 s", "1 s"));

    @Test
    void theSentenceTellsTheBucketsOfBothArms() {
        assertThat(verdict(USUAL, 1).sentence())
                .contains(", p99 0.5 s to 1 s against 0.5 s to 1 s of the baseline, harmful 1.5, since 10:00 UTC");
        assertThat(afterAnHour(SLOWER).sentence(0.05)).isEqualTo("p99 over 1 s against 0.5 s to 1 s of the baseline");
        assertThat(afterAnHour(new double[] {0.005, 0.001, 0}).sentence(0.05))
                .isEqualTo("p99 at most 0.25 s against 0.5 s to 1 s of the baseline");
    }

    @Test
    void aFewRequestsTellNothing() {
        QuantileRange range = new QuantileRange(P99);
        add(range, new double[] {0, 0, 0}, 20, 0);
        assertThat(range.sentence(0.05)).isEqualTo("p99 not known yet against not known yet of the baseline");
    }

    @Test
    void itBeginsAnewWithEachWeight() {
        QuantileRange range = afterAnHour(SLOWER);
        range.restart();
        assertThat(range.sentence(0.05)).contains("not known yet");
    }

    @Test
    void edgesThatOneArmLacksAndCountsThatCannotBeSayNothing() {
        QuantileRange range = new QuantileRange(P99);
        for (int i = 0; i < 1000; i++) {
            Interval missing = interval(i, counts(1000, 0, 0, 0), counts(9000, 0, 0, 0), IntervalFlag.EDGE_MISSING);
            range.add(missing, judges());
            range.add(interval(i, counts(Double.NaN, 1, 2, 3), counts(9, 10, 11, 12)), judges());
        }
        assertThat(range.sentence(0.05)).contains("not known yet against not known yet");
    }

    /** The 99th percentile is exactly at an edge: whoever looks after each interval is misled less often than alpha. */
    @Test
    void theRangeErrsLessOftenThanAlphaHoweverOftenItIsLookedAt() {
        int wrong = 0;
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            QuantileRange range = new QuantileRange(new Quantile(0.99, List.of("1 s")));
            boolean misled = false;
            for (int i = 0; i < 240 && !misled; i++) {
                range.add(
                        new Interval(
                                Course.at(i),
                                Course.at(i + 1),
                                5,
                                drawn(random, 200, 0.01),
                                drawn(random, 10, 0.01),
                                Set.of()),
                        judges().subList(0, 1));
                misled = !range.sentence(0.1).startsWith("p99 not known yet");
            }
            wrong += misled ? 1 : 0;
        }
        assertThat(wrong / 200.0).isLessThanOrEqualTo(0.1);
    }

    @Test
    void aSlowerTailFailsAndTheUsualOnePasses() {
        int failed = 0;
        int passed = 0;
        for (long seed = 0; seed < 40; seed++) {
            failed += verdict(SLOWER, seed).kind() == FAIL ? 1 : 0;
            passed += verdict(USUAL, seed).kind() == PASS ? 1 : 0;
        }
        assertThat(failed).isGreaterThanOrEqualTo(39);
        assertThat(passed).isGreaterThanOrEqualTo(36);
    }

    @Test
    void aQuantileNeedsTheEdgeOfEachChannelAndALevel() {
        Quantile two = new Quantile(0.99, List.of("0.25 s", "0.5 s"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Judge(List.of(rule(two)), Course.SETTINGS))
                .withMessage("latency: a quantile needs the edge of each channel");
        assertThatIllegalArgumentException().isThrownBy(() -> new Quantile(99, List.of()));
        assertThat(new Quantile(0.999, List.of()).name()).isEqualTo("p99.9");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 7, 11.9, 12.1, 250, 1e7})
    void factorialsAgreeWithHipparchus(double n) {
        assertThat(Factorials.log(n)).isCloseTo(Gamma.logGamma(n + 1), within(1e-12 * Math.max(1, n)));
    }

    private static Verdict verdict(double[] canary, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Judge judge = new Judge(List.of(rule(P99)), Course.SETTINGS);
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 0; ; i++) {
            judge.add("latency", interval(i, drawn(random, 500, canary), drawn(random, 9500, USUAL)));
            judge.answered("latency", Course.at(i + 1));
            Judgement judgement = judge.judge(Course.at(i + 1));
            if (judgement.decided()) {
                return judgement.verdict();
            }
        }
    }

    private static CountRule rule(Quantile quantile) {
        List<CountRule.Channel> channels = new ArrayList<>();
        for (String edge : P99.edges()) {
            channels.add(new CountRule.Channel("slower than " + edge, 1 / 3.0, OptionalDouble.of(1)));
        }
        return new CountRule("latency", true, 1, OptionalDouble.empty(), 1.5, channels)
                .with(Particulars.NONE.telling(Optional.of(quantile)));
    }

    private static List<ChannelJudge> judges() {
        return new CountJudge(rule(P99), new Vigil(Duration.ofHours(1))).channels();
    }

    private static QuantileRange afterAnHour(double[] canary) {
        QuantileRange range = new QuantileRange(P99);
        add(range, canary, 240 * 200, 240 * 3800);
        return range;
    }

    private static void add(QuantileRange range, double[] canary, double requests, double baseline) {
        range.add(
                interval(
                        0,
                        counts(requests, requests * canary[0], requests * canary[1], requests * canary[2]),
                        counts(baseline, baseline * USUAL[0], baseline * USUAL[1], baseline * USUAL[2])),
                judges());
    }

    private static Interval interval(int number, ArmCounts canary, ArmCounts baseline, IntervalFlag... flags) {
        return new Interval(Course.at(number), Course.at(number + 1), 5, canary, baseline, Set.of(flags));
    }

    private static ArmCounts counts(double total, double... slower) {
        return new ArmCounts(total, Arrays.stream(slower).boxed().toList());
    }

    private static ArmCounts drawn(SplittableRandom random, int requests, double... slower) {
        double[] counts = new double[slower.length];
        for (int i = 0; i < requests; i++) {
            double at = random.nextDouble();
            for (int edge = 0; edge < slower.length; edge++) {
                counts[edge] += at < slower[edge] ? 1 : 0;
            }
        }
        return counts(requests, counts);
    }
}

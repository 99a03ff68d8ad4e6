package io.jenkins.plugins.canary.analysis;

import static io.jenkins.plugins.canary.analysis.Verdict.Kind.FAIL;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.PASS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.canary.analysis.Course.End;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 0.2 points more are tolerated and 0.5 are harmful; otherwise as in {@link Course}. */
class DifferenceTest {
    private static final Difference POINTS = new Difference(0.002, 0.005);
    private static final double ROUNDING = 1e-9;

    @ParameterizedTest
    @CsvSource({
        "0.01, 0.05, 0.05",
        "0.01, 0.05, 0.3",
        "0.01, 0.3, 0.05",
        "0.2, 0.1, 0.1",
        "0.2, 0.6, 0.3",
        "0.5, 0.2, 0.45"
    })
    void anIntervalIsWorthAtMostOneOnAverageWhateverTheLevelIs(double difference, double share, double believed) {
        DifferenceGrid grid = DifferenceGrid.against(difference, level(believed));
        for (int canary : List.of(1, 5, 20)) {
            for (int baseline : List.of(5, 30)) {
                assertThat(mean(grid, canary, baseline, share + difference, share, 1))
                        .isLessThanOrEqualTo(1 + ROUNDING);
                assertThat(mean(grid, canary, baseline, share, share, 1)).isLessThanOrEqualTo(1 + ROUNDING);
                assertThat(mean(grid, canary, baseline, 1.2 * (share + difference), share, 1.2))
                        .isLessThanOrEqualTo(1 + ROUNDING);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.01, 0.05, 0.05", "0.01, 0.05, 0.3", "0.2, 0.1, 0.1", "0.2, 0.6, 0.3", "0.5, 0.2, 0.45"})
    void againstHarmItIsWorthAtMostOneToo(double difference, double share, double believed) {
        DifferenceGrid grid = DifferenceGrid.inFavour(difference, level(believed));
        for (int canary : List.of(1, 5, 20)) {
            for (int baseline : List.of(5, 30)) {
                assertThat(mean(grid, canary, baseline, share + difference, share, 1))
                        .isLessThanOrEqualTo(1 + ROUNDING);
                assertThat(mean(grid, canary, baseline, Math.min(1, share + 1.3 * difference), share, 1))
                        .isLessThanOrEqualTo(1 + ROUNDING);
            }
        }
    }

    @Test
    void withoutALevelOrAnArmNothingIsLearnt() {
        Counts counts = new Counts(100, 50, 1000, 3);
        assertThat(DifferenceGrid.against(0.1, new Level()).logFactors(Tables.of(counts), 1))
                .containsOnly(0);
        assertThat(DifferenceGrid.against(0.1, level(0.1)).logFactors(Tables.of(new Counts(0, 0, 100, 5)), 1))
                .containsOnly(0);
        assertThat(DifferenceGrid.against(0.1, level(0.1)).logFactors(Tables.of(new Counts(100, 50, 0, 0)), 1))
                .containsOnly(0);
    }

    @Test
    void aDifferenceThatNoShareCanHaveIsNeverPassed() {
        Counts all = new Counts(100, 100, 1000, 950);
        assertThat(DifferenceGrid.against(0.2, level(0.95)).logFactors(Tables.of(all), 1))
                .containsOnly(0);
    }

    @Test
    void theLevelFollowsTheBaselineAndForgetsSlowly() {
        Level level = level(0.01);
        assertThat(level.share(0)).hasValueCloseTo(0.01, within(0.0001));
        for (int i = 0; i < 800; i++) {
            level.learn(Tables.of(new Counts(0, 0, 4000, 400)));
        }
        assertThat(level.share(0)).hasValueCloseTo(0.1, within(0.003));
        assertThat(level.share(1)).isEmpty();
    }

    @Test
    void aTripledTinyErrorRatioIsTolerated() {
        List<End> ends = judged(course -> course.baseline(minute -> 0.0005).canary(minute -> 0.0015));
        assertThat(Course.share(ends, FAIL)).isZero();
        assertThat(Course.share(ends, PASS)).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void aCanaryThatIsJustTolerableIsFailedLessOftenThanAlpha() {
        assertThat(Course.share(judged(course -> course.canary(minute -> 0.007)), FAIL))
                .isLessThanOrEqualTo(0.05);
    }

    @Test
    void evenWhereTheLevelDriftsAtOnceInBothArms() {
        assertThat(Course.share(
                        judged(course ->
                                course.baseline(minute -> drifting(minute)).canary(minute -> drifting(minute) + 0.002)),
                        FAIL))
                .isLessThanOrEqualTo(0.05);
    }

    @Test
    void aCanaryThatIsJustHarmfulPassesLessOftenThanBeta() {
        assertThat(Course.share(judged(course -> course.canary(minute -> 0.01)), PASS))
                .isLessThanOrEqualTo(0.05);
    }

    @Test
    void aHealthyCanaryPassesSoonerThanByItsRatioAlone() {
        List<End> ends = judged(course -> course);
        assertThat(Course.share(ends, FAIL)).isZero();
        assertThat(Course.share(ends, PASS)).isGreaterThanOrEqualTo(0.98);
        assertThat(Course.minutes(ends, 0.5)).isLessThanOrEqualTo(5);
    }

    @Test
    void aSpikeIsFoundAfterAHandfulOfBadRequestsMore() {
        List<End> ends = judged(course -> course.canary(minute -> 0.05));
        assertThat(Course.share(ends, FAIL)).isEqualTo(1);
        assertThat(Course.bad(ends, 0.5)).isLessThanOrEqualTo(20);
    }

    @Test
    void aFaultBeyondTheDifferenceIsFound() {
        List<End> ends = judged(course -> course.canary(minute -> 0.02));
        assertThat(Course.share(ends, FAIL)).isGreaterThanOrEqualTo(0.99);
        assertThat(Course.bad(ends, 0.5)).isLessThanOrEqualTo(40);
    }

    @Test
    void frequentEventsAreJudgedByTheirDifferenceToo() {
        UnaryOperator<Course> slow =
                course -> course.requestsPerSecond(20).weight(10).baseline(minute -> 0.6);
        Difference tenPoints = new Difference(0.1, 0.2);
        assertThat(Course.share(judged(tenPoints, course -> slow.apply(course).canary(minute -> 0.7)), FAIL))
                .isLessThanOrEqualTo(0.05);
        assertThat(Course.share(judged(tenPoints, course -> slow.apply(course).canary(minute -> 0.85)), FAIL))
                .isEqualTo(1);
    }

    @Test
    void theSentencesTellBothLimitsAndTheDifference() {
        assertThat(judged(course -> course.canary(minute -> 0.05))
                        .get(0)
                        .judgement()
                        .verdict()
                        .sentence())
                .matches(
                        "errors: .* canary requests against .* baseline requests, ratio .*, .* points more, tolerated 1.1 or"
                                + " 0.2 points more, since 10:00 UTC; a healthy release.*");
        assertThat(judged(course -> course).get(0).judgement().verdict().sentence())
                .matches(
                        "errors: .*, ratio .*, .* points (more|less), harmful 1.5 and 0.5 points more, since 10:00 UTC");
    }

    @Test
    void theEvidenceIsTheWeakerOneAgainstTheCanaryAndTheAverageForIt() {
        Level level = level(0.005);
        StartMixture byRatio = new StartMixture(RatioGrid.against(1.1));
        StartMixture byDifference = new StartMixture(DifferenceGrid.against(0.002, level));
        Accusation both = new Accusation.Weaker(byRatio, byDifference);
        both.begin();
        both.add(Tables.of(new Counts(200, 6, 3800, 19)), 1, 1);
        assertThat(both.logEvidence()).isEqualTo(byDifference.logEvidence()).isLessThan(byRatio.logEvidence());
        assertThat(both.mayReach(byDifference.logEvidence())).isTrue();
        RatioEProcess one = new RatioEProcess(RatioGrid.inFavour(1.5));
        RatioEProcess other = new RatioEProcess(DifferenceGrid.inFavour(0.005, level));
        Acquittal average = new Acquittal.Average(one, other);
        average.add(Tables.of(new Counts(2000, 10, 38_000, 190)), 1);
        assertThat(Math.exp(average.logEvidence()))
                .isCloseTo((Math.exp(one.logEvidence()) + Math.exp(other.logEvidence())) / 2, within(1e-9));
    }

    @Test
    void strangeDifferencesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Difference(0.005, 0.002));
        assertThatIllegalArgumentException().isThrownBy(() -> new Difference(-0.1, 0.2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Difference(Double.NaN, 0.2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Difference(0.1, 1));
    }

    private static double drifting(int minute) {
        return minute % 10 < 5 ? 0.02 : 0.002;
    }

    private static List<End> judged(UnaryOperator<Course> course) {
        return judged(POINTS, course);
    }

    private static List<End> judged(Difference difference, UnaryOperator<Course> course) {
        CountRule rule = Course.errors(OptionalDouble.of(1)).with(Particulars.NONE.allowing(Optional.of(difference)));
        return Course.many(
                100, seed -> course.apply(new Course(seed)).judgedBy(new Judge(List.of(rule), Course.SETTINGS)));
    }

    private static Level level(double share) {
        Level level = new Level();
        level.known(1e6, 1e6 * share);
        return level;
    }

    private static double mean(
            DifferenceGrid grid, int canary, int baseline, double canaryShare, double share, double shift) {
        BinomialDistribution left = new BinomialDistribution(canary, Math.min(1, canaryShare));
        BinomialDistribution right = new BinomialDistribution(baseline, share);
        double sum = 0;
        for (int x = 0; x <= canary; x++) {
            for (int y = 0; y <= baseline; y++) {
                double[] factors = grid.logFactors(Tables.of(new Counts(canary, x, baseline, y)), shift);
                double value = IntStream.range(0, grid.size())
                        .mapToDouble(k -> Math.exp(grid.logWeight(k) + factors[k]))
                        .sum();
                sum += left.probability(x) * right.probability(y) * value;
            }
        }
        return sum;
    }
}

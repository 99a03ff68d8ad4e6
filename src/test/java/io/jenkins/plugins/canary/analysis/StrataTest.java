package io.jenkins.plugins.canary.analysis;

import static io.jenkins.plugins.canary.analysis.Verdict.Kind.FAIL;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.PASS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.junit.jupiter.api.Test;

/** Two routes: one fails in 0.2 % of requests, the other in 2 %. */
class StrataTest {
    private static final double[] SHARES = {0.002, 0.02};
    private static final int RUNS = 100;

    @Test
    void anotherMixOfRoutesIsNoEvidence() {
        List<Verdict> verdicts = verdicts(byRoute(), new double[] {50, 150}, new double[] {3600, 200}, 1);
        assertThat(share(verdicts, FAIL)).isLessThanOrEqualTo(0.02);
        assertThat(share(verdicts, PASS)).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void withoutStrataTheSameCanaryWouldFail() {
        assertThat(share(verdicts(together(), new double[] {50, 150}, new double[] {3600, 200}, 1), FAIL))
                .isEqualTo(1);
    }

    @Test
    void aFaultIsFoundBehindAMixThatHidesIt() {
        double[] mostlyGood = {195, 5};
        double[] mostlyBad = {200, 3600};
        assertThat(share(verdicts(byRoute(), mostlyGood, mostlyBad, 4), FAIL)).isGreaterThanOrEqualTo(0.98);
        assertThat(share(verdicts(together(), mostlyGood, mostlyBad, 4), FAIL)).isZero();
    }

    @Test
    void aCanaryThatIsJustTolerableOnEveryRouteIsFailedLessOftenThanAlpha() {
        assertThat(share(verdicts(byRoute(), new double[] {100, 100}, new double[] {1900, 1900}, 1.1), FAIL))
                .isLessThanOrEqualTo(0.05);
    }

    @Test
    void aCanaryThatIsJustHarmfulOnEveryRoutePassesLessOftenThanBeta() {
        assertThat(share(verdicts(byRoute(), new double[] {100, 100}, new double[] {1900, 1900}, 1.5), PASS))
                .isLessThanOrEqualTo(0.05);
    }

    /** Given the margins of both strata, the canary's events in them are independent. */
    @Test
    void oneIntervalOfSeveralStrataIsWorthExactlyOneUnderTheHypothesis() {
        RatioGrid grid = RatioGrid.against(1.25);
        double sum = 0;
        for (int x = 0; x <= 6; x++) {
            for (int y = 0; y <= 9; y++) {
                Tables tables = new Tables(List.of(new Counts(300, x, 5000, 6 - x), new Counts(900, y, 2000, 9 - y)));
                double[] factors = grid.logFactors(tables, 1);
                double value = IntStream.range(0, grid.size())
                        .mapToDouble(k -> Math.exp(grid.logWeight(k) + factors[k]))
                        .sum();
                sum += new BinomialDistribution(6, 375 / 5375.0).probability(x)
                        * new BinomialDistribution(9, 1125 / 3125.0).probability(y)
                        * value;
            }
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
    }

    @Test
    void aRouteThatOnlyOneVersionServesSaysNothing() {
        Tables tables = new Tables(List.of(new Counts(200, 2, 3800, 38), new Counts(50, 50, 0, 0)));
        assertThat(RatioGrid.against(1.1).logFactors(tables, 1))
                .containsExactly(RatioGrid.against(1.1).logFactors(new Counts(200, 2, 3800, 38), 1));
    }

    @Test
    void standardisedTheBaselineIsAskedForWhatTheCanaryIsAskedFor() {
        Tables tables = new Tables(List.of(new Counts(50, 1, 3600, 7.2), new Counts(150, 3, 200, 4)));
        Counts standardised = tables.standardised();
        assertThat(standardised.canaryEvents()).isEqualTo(4);
        assertThat(standardised.baselineEvents() / standardised.baselineTotal())
                .isCloseTo((50 * 0.002 + 150 * 0.02) / 200, within(1e-12));
        assertThat(Tables.of(tables.sum()).standardised()).isEqualTo(tables.sum());
    }

    /** 691 million requests in 30 days, of which 6.9 million may fail, and 100 of them by a canary. */
    @Test
    void theErrorBudgetIsNotSpentByAMix() {
        Interval interval = interval(
                0,
                List.of(
                        new Stratum(ArmCounts.of(50, 0.1), ArmCounts.of(3600, 7.2)),
                        new Stratum(ArmCounts.of(150, 3), ArmCounts.of(200, 4))),
                true);
        BudgetGuard apart = new BudgetGuard(new Objective(0.99, 1.45e-5));
        BudgetGuard together = new BudgetGuard(new Objective(0.99, 1.45e-5));
        apart.known(960_000);
        together.known(960_000);
        for (int i = 0; i < 120; i++) {
            apart.add(interval, Tables.of(interval, 0).standardised());
            together.add(interval, Counts.of(interval, 0));
        }
        assertThat(together.tripped("errors")).isPresent();
        assertThat(apart.tripped("errors")).isEmpty();
    }

    @Test
    void theSentenceSaysThatItIsComparedRouteByRoute() {
        assertThat(verdicts(byRoute(), new double[] {100, 100}, new double[] {1900, 1900}, 4)
                        .get(0)
                        .sentence())
                .matches(
                        "errors: .* baseline requests, ratio .* \\(.* to .*\\), route by route, tolerated 1.1, since .*");
    }

    @Test
    void differencesAreJudgedInEachStratum() {
        CountRule points = rule(Particulars.NONE
                .allowing(Optional.of(new Difference(0.004, 0.01)))
                .stratified(Optional.of("route")));
        double[] few = {100, 100};
        double[] many = {1900, 1900};
        assertThat(share(verdicts(points, few, many, 1.15), FAIL)).isLessThanOrEqualTo(0.05);
        assertThat(share(verdicts(points, few, many, 3), FAIL)).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void countsOfAnotherShapeAreRefused() {
        Judge judge = new Judge(List.of(byRoute()), Course.SETTINGS);
        Stratum odd = new Stratum(new ArmCounts(1, List.of(0.0, 0.0)), new ArmCounts(1, List.of(0.0, 0.0)));
        Interval interval = new Interval(
                Course.at(0), Course.at(1), 5, ArmCounts.of(1, 0), ArmCounts.of(1, 0), Set.of(), List.of(odd));
        assertThatIllegalArgumentException().isThrownBy(() -> judge.add("errors", interval));
    }

    @Test
    void countsThatCannotBeInOneStratumAreLeftOut() {
        Judge judge = new Judge(List.of(byRoute()), Course.SETTINGS);
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < 40; i++) {
            Stratum sound = new Stratum(ArmCounts.of(100, 0), ArmCounts.of(1900, 4));
            Stratum broken = new Stratum(ArmCounts.of(Double.NaN, 3), ArmCounts.of(1900, Double.POSITIVE_INFINITY));
            judge.add(
                    "errors",
                    new Interval(
                            Course.at(i),
                            Course.at(i + 1),
                            5,
                            ArmCounts.of(200, 0),
                            ArmCounts.of(3800, 4),
                            Set.of(),
                            List.of(sound, broken)));
        }
        assertThat(judge.judge(Course.at(40)).verdict().kind()).isNotIn(PASS, FAIL);
    }

    private static double share(List<Verdict> verdicts, Verdict.Kind kind) {
        return verdicts.stream().filter(verdict -> verdict.kind() == kind).count() / (double) verdicts.size();
    }

    private static CountRule byRoute() {
        return rule(Particulars.NONE.stratified(Optional.of("route")));
    }

    private static CountRule together() {
        return rule(Particulars.NONE);
    }

    private static CountRule rule(Particulars particulars) {
        return Course.errors(OptionalDouble.of(1)).with(particulars);
    }

    /** Half an hour of so many requests per route and interval, with a canary that is so many times worse on each. */
    private static List<Verdict> verdicts(CountRule rule, double[] canary, double[] baseline, double worse) {
        return LongStream.range(0, RUNS)
                .mapToObj(seed -> verdict(rule, canary, baseline, worse, new SplittableRandom(seed)))
                .toList();
    }

    private static Verdict verdict(
            CountRule rule, double[] canary, double[] baseline, double worse, SplittableRandom random) {
        Judge judge = new Judge(List.of(rule), Course.SETTINGS);
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < 120; i++) {
            List<Stratum> strata = new ArrayList<>();
            for (int route = 0; route < SHARES.length; route++) {
                strata.add(new Stratum(
                        counts(canary[route], SHARES[route] * worse, random),
                        counts(baseline[route], SHARES[route], random)));
            }
            judge.add("errors", interval(i, strata, rule.by().isPresent()));
            judge.answered("errors", Course.at(i + 1));
            Judgement judgement = judge.judge(Course.at(i + 1));
            if (judgement.decided()) {
                return judgement.verdict();
            }
        }
        return judge.judge(Course.at(120)).verdict();
    }

    private static Interval interval(int number, List<Stratum> strata, boolean stratified) {
        return new Interval(
                Course.at(number),
                Course.at(number + 1),
                5,
                strata.stream().map(Stratum::canary).reduce(ArmCounts::plus).orElseThrow(),
                strata.stream().map(Stratum::baseline).reduce(ArmCounts::plus).orElseThrow(),
                Set.of(),
                stratified ? strata : List.of());
    }

    private static ArmCounts counts(double requests, double share, SplittableRandom random) {
        int events = 0;
        for (int i = 0; i < requests; i++) {
            events += random.nextDouble() < share ? 1 : 0;
        }
        return ArmCounts.of(requests, events);
    }
}

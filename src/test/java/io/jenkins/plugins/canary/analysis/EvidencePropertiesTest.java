package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.canary.analysis.RatioLikelihood.Limits;
import io.jenkins.plugins.canary.analysis.RatioLikelihood.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.hipparchus.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;

/** What must hold of the evidence of any release (methods 3). */
class EvidencePropertiesTest {
    private static final double ROUNDING = 1e-9;
    private static final int LARGEST = 30;

    /** All tables of up to 30 requests of each arm with up to 30 events, against the default of what is tolerated. */
    @Test
    void givenTheMarginsNoTableUpToThirtyIsWorthMoreThanOneOnAverageAgainstWhatIsTolerated() {
        RatioGrid grid = RatioGrid.against(1.1);
        forAllTables((canary, baseline, events) -> {
            Counts margins = new Counts(canary, 0, baseline, events);
            boolean exact = margins.crowded() && Odds.OF_SHARES.apply(margins, 1.1);
            double odds = exact ? Odds.OF_SHARES.at(margins, 1.1) : 1.1;
            assertThat(mean(grid, canary, baseline, events, odds))
                    .as("%d and %d requests, %d events", canary, baseline, events)
                    .isLessThanOrEqualTo(1 + ROUNDING);
        });
    }

    /** Harmful is a ratio of odds where events are frequent, as there the ratio of shares is smaller still, and one of shares else. */
    @Test
    void givenTheMarginsNoTableUpToThirtyIsWorthMoreThanOneOnAverageAgainstHarm() {
        RatioGrid grid = RatioGrid.inFavour(1.5);
        forAllTables((canary, baseline, events) -> {
            Counts margins = new Counts(canary, 0, baseline, events);
            double odds = margins.crowded() ? 1.5 : Odds.OF_SHARES.at(margins, 1.5);
            assertThat(mean(grid, canary, baseline, events, odds))
                    .as("%d and %d requests, %d events", canary, baseline, events)
                    .isLessThanOrEqualTo(1 + ROUNDING);
        });
    }

    @Test
    void howIntervalsAreMergedDoesNotMatterWhileTheSplitIsTheSame() {
        List<Counts> counts = release(x -> 1);
        List<Counts> inPairs = new ArrayList<>();
        for (int i = 0; i < counts.size(); i += 2) {
            inPairs.add(counts.get(i).plus(counts.get(i + 1)));
        }
        List<Counts> allInOne = List.of(counts.stream().reduce(Counts.NONE, Counts::plus));

        for (Sides sides : List.of(Sides.of(inPairs), Sides.of(allInOne))) {
            assertThat(sides.fail()).isCloseTo(Sides.of(counts).fail(), within(ROUNDING));
            assertThat(sides.pass()).isCloseTo(Sides.of(counts).pass(), within(ROUNDING));
        }
    }

    /** As many events among ten times the requests, or a tenth of them, whatever the hour. */
    @Test
    void howMuchTrafficBothArmsHaveDoesNotMatter() {
        Sides usual = Sides.of(release(x -> 1));
        Sides varying = Sides.of(release(x -> Math.pow(10, Math.sin(x / 5))));

        assertThat(varying.fail()).isCloseTo(usual.fail(), within(ROUNDING));
        assertThat(varying.pass()).isCloseTo(usual.pass(), within(ROUNDING));
    }

    @Test
    void onlyTheProportionsOfWeightsMatter() {
        Judge one = twoMetrics(3, 1);
        Judge other = twoMetrics(300, 100);

        List<Evidence> evidence = one.judge(Course.at(100)).verdict().evidence();
        List<Evidence> scaled = other.judge(Course.at(100)).verdict().evidence();
        for (int i = 0; i < evidence.size(); i++) {
            assertThat(scaled.get(i).logFail()).isCloseTo(evidence.get(i).logFail(), within(ROUNDING));
            assertThat(scaled.get(i).failAt()).isCloseTo(evidence.get(i).failAt(), within(ROUNDING));
        }
        assertThat(other.judge(Course.at(100)).verdict().kind())
                .isEqualTo(one.judge(Course.at(100)).verdict().kind());
    }

    @Test
    void swappingTheArmsMirrorsTheLimitsWhateverTheSplitsWere() {
        List<Term> terms = List.of(new Term(500, 9500, 9, 101), new Term(2500, 7500, 31, 97), new Term(50, 50, 3, 4));
        List<Term> swapped = terms.stream()
                .map(term -> new Term(
                        term.baselineTotal(), term.canaryTotal(), term.events() - term.canaryEvents(), term.events()))
                .toList();

        Limits limits = new RatioLikelihood(terms).limits(0.05);
        Limits mirrored = new RatioLikelihood(swapped).limits(0.05);

        assertThat(mirrored.low().getAsDouble()).isCloseTo(1 / limits.high().getAsDouble(), within(1e-6));
        assertThat(mirrored.high().getAsDouble()).isCloseTo(1 / limits.low().getAsDouble(), within(1e-6));
    }

    /** Both sides' evidence, for a fault that is expected at first, so that no start depends on how intervals are cut. */
    private record Sides(double fail, double pass) {
        static Sides of(List<Counts> counts) {
            StartMixture fail = new StartMixture(RatioGrid.against(1.1), Starts.AT_FIRST);
            RatioEProcess pass = new RatioEProcess(RatioGrid.inFavour(1.5));
            fail.begin();
            counts.forEach(interval -> {
                fail.settle(1);
                fail.add(Tables.of(interval), 1.3, 1);
                pass.add(Tables.of(interval), 1.3);
            });
            return new Sides(fail.logEvidence(), pass.logEvidence());
        }
    }

    /** The traffic of both arms is multiplied by what is said of the interval's number. */
    private static List<Counts> release(DoubleUnaryOperator traffic) {
        SplittableRandom random = new SplittableRandom(5);
        return IntStream.range(0, 64)
                .mapToObj(i -> new Counts(
                        1500 * traffic.applyAsDouble(i),
                        random.nextInt(3),
                        28_500 * traffic.applyAsDouble(i),
                        random.nextInt(30)))
                .toList();
    }

    private static Judge twoMetrics(double first, double second) {
        Judge judge = new Judge(List.of(rule("errors", first), rule("slow", second)), Course.SETTINGS);
        judge.weightSet(Course.BEGIN, 5);
        Course course = new Course(8).canary(minute -> 0.007);
        for (int i = 0; i < 100; i++) {
            Interval interval = course.interval(i);
            judge.add("errors", interval);
            judge.add(
                    "slow",
                    new Interval(
                            interval.start(), interval.end(), 5, interval.canary(), interval.baseline(), Set.of()));
        }
        return judge;
    }

    private static CountRule rule(String metric, double weight) {
        return new CountRule(
                metric,
                true,
                weight,
                OptionalDouble.empty(),
                1.5,
                List.of(new CountRule.Channel("c", 1, OptionalDouble.of(1.2))));
    }

    private interface Margins {
        void check(int canary, int baseline, int events);
    }

    private static void forAllTables(Margins margins) {
        for (int canary = 1; canary <= LARGEST; canary++) {
            for (int baseline = 1; baseline <= LARGEST; baseline++) {
                for (int events = 1; events <= Math.min(LARGEST, canary + baseline); events++) {
                    margins.check(canary, baseline, events);
                }
            }
        }
    }

    /** What the canary's events are worth on average, given the margins and the odds ratio. */
    private static double mean(RatioGrid grid, int canary, int baseline, int events, double odds) {
        double sum = 0;
        double all = 0;
        for (int x = Math.max(0, events - baseline); x <= Math.min(events, canary); x++) {
            double weight = CombinatoricsUtils.binomialCoefficientDouble(canary, x)
                    * CombinatoricsUtils.binomialCoefficientDouble(baseline, events - x)
                    * Math.pow(odds, x);
            double[] logs = grid.logFactors(new Counts(canary, x, baseline, events - x), 1);
            double value = 0;
            for (int k = 0; k < logs.length; k++) {
                value += Math.exp(grid.logWeight(k) + logs[k]);
            }
            all += weight;
            sum += weight * value;
        }
        return sum / all;
    }
}

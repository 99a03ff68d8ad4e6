package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EHolmTest {
    /** Closed testing by its definition: the least average of all sets of hypotheses that the one is in. */
    @Test
    void isTheClosedTestOfAverages() {
        SplittableRandom random = new SplittableRandom(4);
        for (int run = 0; run < 200; run++) {
            double[] values = random.doubles(6, 0.01, 4).map(x -> x * x * x).toArray();
            double[] adjusted =
                    EHolm.adjusted(Arrays.stream(values).map(Math::log).toArray());
            for (int one = 0; one < values.length; one++) {
                assertThat(Math.exp(adjusted[one])).isCloseTo(leastAverage(values, one), within(1e-9));
            }
        }
    }

    @Test
    void aSingleHypothesisStaysAsItIs() {
        assertThat(EHolm.adjusted(new double[] {2.5})).containsExactly(2.5);
        assertThat(EHolm.adjusted(new double[0])).isEmpty();
    }

    @Test
    void noEvidenceAtAllIsNoTrouble() {
        double none = Double.NEGATIVE_INFINITY;
        assertThat(EHolm.adjusted(new double[] {none, Math.log(100), none})[1])
                .isCloseTo(Math.log(100 / 3.0), within(1e-12));
    }

    @Test
    void anAlarmNamesEveryMetricThatIsSurelyWorse() {
        assertThat(alarm(20, 7, 1)).contains("; surely worse too: other");
        assertThat(alarm(20, 1, 1)).doesNotContain("surely worse too");
    }

    /** Three metrics with so many errors among 200 requests of the canary, and 19 among 3,800 of the baseline. */
    private static String alarm(double... errors) {
        List<String> names = List.of("errors", "other", "third");
        Judge judge = new Judge(names.stream().<Rule>map(EHolmTest::rule).toList(), Course.SETTINGS);
        judge.weightSet(Course.BEGIN, 5);
        for (int i = names.size() - 1; i >= 0; i--) {
            judge.add(
                    names.get(i),
                    new Interval(
                            Course.at(0),
                            Course.at(1),
                            5,
                            ArmCounts.of(200, errors[i]),
                            ArmCounts.of(3800, 19),
                            Set.of()));
        }
        return judge.judge(Course.at(1)).verdict().sentence();
    }

    private static CountRule rule(String name) {
        double weight = name.equals("errors") ? 1 : 0.0001;
        return new CountRule(
                name,
                true,
                weight,
                OptionalDouble.empty(),
                1.5,
                List.of(new CountRule.Channel(name, 1, OptionalDouble.of(1))));
    }

    private static double leastAverage(double[] values, int one) {
        double least = Double.POSITIVE_INFINITY;
        for (int set = 0; set < 1 << values.length; set++) {
            if ((set >> one & 1) == 1) {
                double sum = 0;
                for (int i = 0; i < values.length; i++) {
                    sum += (set >> i & 1) * values[i];
                }
                least = Math.min(least, sum / Integer.bitCount(set));
            }
        }
        return least;
    }
}

package io.jenkins.plugins.canary.analysis;

import static io.jenkins.plugins.canary.analysis.Verdict.Kind.FAIL;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.INCONCLUSIVE;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Restarts of one canary pod among ten, beside an error ratio that is fine. */
class MisfortuneGuardTest {
    private static final int LONGEST = 240;
    private static final Optional<IntUnaryOperator> NONE = Optional.of(i -> 0);

    @Test
    void aHealthyReleaseIsPromotedAsSoonAsByItsErrorRatioAlone() {
        for (long seed = 0; seed < 20; seed++) {
            Judge both = new Judge(List.of(errors(false), restarts(false)), Course.SETTINGS);
            Judge one = new Judge(List.of(errors(false)), Course.SETTINGS);

            assertThat(decidedAfter(both, seed, NONE)).isEqualTo(decidedAfter(one, seed, Optional.empty()));
        }
    }

    @Test
    void theSentenceSaysThatNobodyWaitedForARareOne() {
        Judge judge = new Judge(List.of(errors(false), restarts(false)), Course.SETTINGS);
        int end = decidedAfter(judge, 1, NONE);

        Verdict verdict = judge.judge(Course.at(end)).verdict();

        assertThat(verdict.kind()).isEqualTo(PASS);
        assertThat(verdict.sentence())
                .contains("restarts, events: none in")
                .contains("no sign of harm, though PASS did not wait until a rare one would have been seen");
    }

    @Test
    void aRestartOfTheCanaryAloneKeepsItFromPassing() {
        Judge judge = new Judge(List.of(errors(false), restarts(false)), Course.SETTINGS);

        assertThat(decidedAfter(judge, 1, Optional.of(i -> i == 10 ? 1 : 0))).isEqualTo(LONGEST);
        assertThat(judge.judge(Course.at(LONGEST)).verdict().kind()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void threeRestartsOfTheCanaryFail() {
        Judge judge = new Judge(List.of(errors(false), restarts(false)), Course.SETTINGS);

        int end = decidedAfter(judge, 1, Optional.of(i -> i % 4 == 1 ? 1 : 0));

        assertThat(end).isLessThan(30);
        assertThat(judge.judge(Course.at(end)).verdict().kind()).isEqualTo(FAIL);
        assertThat(judge.judge(Course.at(end)).verdict().sentence()).startsWith("restarts, events: ");
    }

    @Test
    void whereRestartsAreSaidToBeCriticalTheyAreWaitedFor() {
        Judge judge = new Judge(List.of(errors(true), restarts(true)), Course.SETTINGS);

        int end = decidedAfter(judge, 1, NONE);

        assertThat(end).isGreaterThanOrEqualTo(115);
        assertThat(judge.judge(Course.at(end)).verdict().kind()).isEqualTo(PASS);
        assertThat(judge.judge(Course.at(end)).verdict().sentence()).doesNotContain("did not wait");
    }

    /** How many intervals it took. */
    private static int decidedAfter(Judge judge, long seed, Optional<IntUnaryOperator> restarts) {
        Course course = new Course(seed);
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < LONGEST; i++) {
            if (judge.judge(Course.at(i)).decided()) {
                return i;
            }
            judge.add("errors", course.interval(i));
            judge.answered("errors", Course.at(i + 1));
            if (restarts.isPresent()) {
                judge.add("restarts", restarted(i, restarts.get().applyAsInt(i)));
            }
        }
        return LONGEST;
    }

    private static Interval restarted(int number, int restarts) {
        ArmCounts canary = ArmCounts.of(15, restarts);
        return new Interval(Course.at(number), Course.at(number + 1), 5, canary, ArmCounts.of(150, 0), Set.of());
    }

    private static CountRule errors(boolean critical) {
        return rule("errors", critical, 1.1, Sense.BAD, "errors");
    }

    private static CountRule restarts(boolean critical) {
        return rule("restarts", critical, 1, Sense.MISFORTUNE, "events");
    }

    private static CountRule rule(String metric, boolean critical, double tolerate, Sense sense, String label) {
        return new CountRule(
                metric,
                critical,
                1,
                OptionalDouble.of(tolerate),
                1.5,
                sense,
                Optional.empty(),
                List.of(new CountRule.Channel(label, 1, OptionalDouble.of(1))));
    }
}

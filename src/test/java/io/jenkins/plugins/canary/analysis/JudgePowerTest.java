package io.jenkins.plugins.canary.analysis;

import static io.jenkins.plugins.canary.analysis.Verdict.Kind.FAIL;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.analysis.Course.End;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Statistical checks with fixed seeds against the figures of methods 5.4 (200 requests per second, 5 % of them to the canary,
 * 0.5 % errors); small, as the large simulation is a benchmark of its own.
 */
class JudgePowerTest {
    private static final int RUNS = 200;

    @Test
    void aHealthyCanaryPassesSoonAndIsRarelyFailed() {
        List<End> ends = calibrated(course -> course);
        assertThat(Course.share(ends, FAIL)).isLessThanOrEqualTo(0.015);
        assertThat(Course.share(ends, PASS)).isGreaterThanOrEqualTo(0.98);
        assertThat(Course.minutes(ends, 0.5)).isLessThanOrEqualTo(12);
    }

    @Test
    void aCanaryThatIsJustTolerableIsFailedLessOftenThanAlpha() {
        assertThat(Course.share(calibrated(course -> course.canary(minute -> 0.0055)), FAIL))
                .isLessThanOrEqualTo(0.05);
    }

    @Test
    void aCanaryThatIsJustHarmfulPassesLessOftenThanBeta() {
        assertThat(Course.share(calibrated(course -> course.canary(minute -> 0.0075)), PASS))
                .isLessThanOrEqualTo(0.05);
    }

    @Test
    void aDoubledErrorRatioIsFound() {
        List<End> ends = calibrated(course -> course.canary(minute -> 0.01));
        assertThat(Course.share(ends, FAIL)).isGreaterThanOrEqualTo(0.995);
        assertThat(Course.bad(ends, 0.5)).isLessThanOrEqualTo(40);
        assertThat(Course.bad(ends, 0.95)).isLessThanOrEqualTo(80);
    }

    @Test
    void aSpikeIsFoundAfterAHandfulOfBadRequests() {
        List<End> ends = calibrated(course -> course.canary(minute -> 0.05));
        assertThat(Course.share(ends, FAIL)).isEqualTo(1);
        assertThat(Course.bad(ends, 0.5)).isLessThanOrEqualTo(10);
        assertThat(Course.bad(ends, 0.95)).isLessThanOrEqualTo(16);
    }

    @Test
    void aTripledSmallErrorRatioIsFound() {
        List<End> ends = calibrated(course -> course.baseline(minute -> 0.001).canary(minute -> 0.003));
        assertThat(Course.share(ends, FAIL)).isGreaterThanOrEqualTo(0.995);
        assertThat(Course.bad(ends, 0.5)).isLessThanOrEqualTo(15);
        assertThat(Course.bad(ends, 0.95)).isLessThanOrEqualTo(29);
    }

    @Test
    void withoutHistoryAHealthyCanaryIsHardlyEverFailed() {
        List<End> ends = uncalibrated(course -> course);
        assertThat(Course.share(ends, FAIL)).isZero();
        assertThat(Course.share(ends, PASS)).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void withoutHistoryABadCanaryIsStillFound() {
        assertThat(Course.share(uncalibrated(course -> course.canary(minute -> 0.01)), FAIL))
                .isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void frequentEventsAreJudgedAsSharpAsRareOnes() {
        UnaryOperator<Course> slow =
                course -> course.requestsPerSecond(20).weight(10).baseline(minute -> 0.3);
        assertThat(Course.share(calibrated(course -> slow.apply(course).canary(minute -> 0.33)), FAIL))
                .isLessThanOrEqualTo(0.05);
        List<End> ends = calibrated(course -> slow.apply(course).canary(minute -> 0.45));
        assertThat(Course.share(ends, FAIL)).isEqualTo(1);
        assertThat(Course.minutes(ends, 0.5)).isLessThan(3);
    }

    @Test
    void aFaultThatBeginsLateIsFoundSoon() {
        int found = 0;
        for (long seed = 0; seed < 100; seed++) {
            Judge judge = Course.calibratedJudge();
            new Course(seed).canary(minute -> minute < 20 ? 0.005 : 0.01).show(judge, 0, 4 * 40);
            found += judge.judge(Course.at(4 * 40)).verdict().kind() == FAIL ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(85);
    }

    /** Where half of what later starts have is spent on the first of them, as in the design: 372. */
    @Test
    void aFaultThatBeginsInTheLastThirdOfTheHourIsFoundInIt() {
        int found = 0;
        for (long seed = 0; seed < 400; seed++) {
            Judge judge = Course.calibratedJudge();
            new Course(seed).canary(minute -> minute < 40 ? 0.005 : 0.01).show(judge, 0, 4 * 60);
            found += judge.judge(Course.at(4 * 60)).verdict().kind() == FAIL ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(384);
    }

    @Test
    void anOutageOfBothArmsIsNeverTheCanarysFault() {
        List<End> ends = known(course -> course.baseline(outage(0.6)).canary(outage(0.6)));
        assertThat(Course.share(ends, FAIL)).isZero();
        assertThat(Course.share(ends, PASS)).isZero();
    }

    @Test
    void anOutageThatHitsTheCanaryHarderIsNotItsFaultEither() {
        assertThat(Course.share(known(course -> course.baseline(outage(0.3)).canary(outage(0.9))), FAIL))
                .isZero();
    }

    @Test
    void aBrokenCanaryIsFoundEvenWhileTheBaselineIsNotWellItself() {
        List<End> ends = known(course -> course.baseline(minute -> 0.012).canary(minute -> 0.9));
        assertThat(Course.share(ends, FAIL)).isEqualTo(1);
        assertThat(Course.minutes(ends, 0.95)).isLessThanOrEqualTo(0.5);
    }

    private static IntToDoubleFunction outage(double share) {
        return minute -> minute < 3 ? 0.005 : share;
    }

    private static List<End> calibrated(UnaryOperator<Course> course) {
        return Course.many(RUNS, seed -> course.apply(new Course(seed)).judgedBy(Course.calibratedJudge()));
    }

    private static List<End> uncalibrated(UnaryOperator<Course> course) {
        return Course.many(RUNS, seed -> course.apply(new Course(seed)).judgedBy(Course.errorJudge()));
    }

    private static List<End> known(UnaryOperator<Course> course) {
        return Course.many(10, seed -> {
            Judge judge = Course.errorJudge();
            judge.history("errors", Course.LAST_HOUR);
            return course.apply(new Course(seed)).judgedBy(judge);
        });
    }
}

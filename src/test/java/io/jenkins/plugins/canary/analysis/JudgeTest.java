package io.jenkins.plugins.canary.analysis;

import static io.jenkins.plugins.canary.analysis.Counted.ahead;
import static io.jenkins.plugins.canary.analysis.Counted.interval;
import static io.jenkins.plugins.canary.analysis.Counted.spike;
import static io.jenkins.plugins.canary.analysis.Counted.steady;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.FAIL;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.INCONCLUSIVE;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.MARGINAL;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.PASS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private final Judge judge = Course.errorJudge();

    @Test
    void saysThatThereIsNoTrafficBeforeThereIsAny() {
        Judgement judgement = judge.judge(Course.BEGIN);
        assertThat(judgement.verdict().kind()).isEqualTo(INCONCLUSIVE);
        assertThat(judgement.verdict().sentence()).isEqualTo("not decided yet: the canary has no traffic");
        assertThat(judgement.decided()).isFalse();
        assertThat(judgement.mayRaise()).isFalse();
    }

    @Test
    void saysWhatIsMissingWhileItIsUndecided() {
        steady(judge, 0, 8);
        Verdict verdict = judge.judge(Course.at(8)).verdict();
        assertThat(verdict.reason()).isEqualTo(Reason.TOO_FEW);
        assertThat(verdict.sentence())
                .isEqualTo(
                        "not decided yet: errors: 8 of 1,600 canary requests against 0.50 % of 30,400 baseline requests, "
                                + "ratio 1.0 (0.17 to 3.2) since 10:00 UTC, so a harmful ratio of 1.5 is not excluded; "
                                + "a PASS needs 5 min at 5 %, which began at 10:00 UTC");
    }

    @Test
    void aFailHasNumbersInItsSentence() {
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < 8; i++) {
            judge.add("errors", interval(i, 5, 200, 6, 3800, 19));
        }
        Judgement judgement = judge.judge(Course.at(8));
        assertThat(judgement.verdict().kind()).isEqualTo(FAIL);
        assertThat(judgement.decided()).isTrue();
        assertThat(judgement.verdict().sentence())
                .startsWith("errors: ")
                .contains(" canary requests against 0.50 % of ", "ratio 6.0 (", "tolerated 1.25, since 10:00 UTC")
                .endsWith("; a healthy release would show this less than once in 20 times (uncalibrated)");
    }

    @Test
    void aFailStaysWhateverComesAfterIt() {
        spike(judge, 0, 8);
        steady(judge, 8, 400);
        assertThat(judge.judge(Course.at(400)).verdict().kind()).isEqualTo(FAIL);
    }

    @Test
    void aFailIsNotForgottenWhenNobodyAskedAtThatMoment() {
        Judge asked = Course.errorJudge();
        spike(asked, 0, 8);
        Verdict seen = asked.judge(Course.at(8)).verdict();
        spike(judge, 0, 8);
        steady(judge, 8, 400);
        assertThat(judge.judge(Course.at(400)).verdict().sentence()).isEqualTo(seen.sentence());
    }

    @Test
    void twoErrorsAreNeverAFail() {
        judge.weightSet(Course.BEGIN, 5);
        judge.add("errors", interval(0, 1, 2, 2, 1e6, 0));
        assertThat(judge.judge(Course.at(1)).verdict().kind()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void knownIntervalsAreNotCountedTwice() {
        Judge once = Course.errorJudge();
        steady(once, 0, 40);
        steady(judge, 0, 40);
        steady(judge, 0, 40);
        judge.add(
                "errors",
                new Interval(Course.at(39), Course.at(41), 5, ArmCounts.of(200, 100), ArmCounts.of(3800, 0), Set.of()));
        assertThat(judge.judge(Course.at(40))).isEqualTo(once.judge(Course.at(40)));
    }

    @Test
    void theSameCallsGiveTheSameVerdictToTheLastBit() {
        Judge again = Course.errorJudge();
        new Course(3).show(judge, 0, 100);
        new Course(3).show(again, 0, 100);
        assertThat(judge.judge(Course.at(100))).isEqualTo(again.judge(Course.at(100)));
    }

    @Test
    void askingChangesNothing() {
        Judge silent = Course.errorJudge();
        steady(silent, 0, 40);
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < 40; i++) {
            steady(judge, i, i + 1);
            judge.judge(Course.at(i + 1));
        }
        assertThat(judge.judge(Course.at(40))).isEqualTo(silent.judge(Course.at(40)));
    }

    @Test
    void aHealthyCanaryPassesWithTheMetricsFiguresAsReason() {
        steady(judge, 0, 200);
        Judgement judgement = judge.judge(Course.at(200));
        assertThat(judgement.verdict().kind()).isEqualTo(PASS);
        assertThat(judgement.verdict().uncalibrated()).isTrue();
        assertThat(judgement.verdict().sentence())
                .startsWith(
                        "errors: 0.50 % of 40,000 canary requests against 0.50 % of 760,000 baseline requests, ratio 1.0 (")
                .endsWith("harmful 1.5, since 10:00 UTC");
    }

    @Test
    void nothingPassesBeforeTheMinimumDuration() {
        judge.weightSet(Course.BEGIN, 50);
        for (int i = 0; i < 19; i++) {
            judge.add("errors", interval(i, 50, 1e5, 500, 1e5, 500));
        }
        assertThat(judge.judge(Course.at(19)).verdict().kind()).isEqualTo(INCONCLUSIVE);
        assertThat(judge.judge(Course.at(20)).verdict().kind()).isEqualTo(PASS);
    }

    @Test
    void onlyWhatCameAfterTheLatestRaiseCountsForPass() {
        steady(judge, 0, 200);
        judge.weightSet(Course.at(200), 25);
        Judgement judgement = judge.judge(Course.at(221));
        assertThat(judgement.verdict().kind()).isEqualTo(INCONCLUSIVE);
        assertThat(judgement.verdict().sentence()).contains("errors: nothing counted yet since 10:50 UTC");
    }

    @Test
    void whatCameAtLowerWeightsStillCountsForFail() {
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < 20; i++) {
            judge.add("errors", interval(i, 5, 200, 2, 3800, 19));
        }
        double before = judge.judge(Course.at(20)).verdict().evidence().get(0).logFail();
        judge.weightSet(Course.at(20), 25);
        assertThat(judge.judge(Course.at(20)).verdict().evidence().get(0).logFail())
                .isEqualTo(before);
    }

    @Test
    void theSameWeightAgainChangesNothing() {
        steady(judge, 0, 200);
        judge.weightSet(Course.at(200), 5);
        assertThat(judge.judge(Course.at(200)).verdict().kind()).isEqualTo(PASS);
    }

    @Test
    void theWeightMayBeRaisedWhenNothingIsWrong() {
        steady(judge, 0, 21);
        assertThat(judge.judge(Course.at(20)).mayRaise()).isTrue();
    }

    @Test
    void theWeightIsNotRaisedWithoutCanaryDataAtIt() {
        steady(judge, 0, 21);
        judge.weightSet(Course.at(21), 25);
        judge.answered("errors", Course.at(42));
        assertThat(judge.judge(Course.at(42)).mayRaise()).isFalse();
    }

    @Test
    void theWeightIsNotRaisedWhileSomethingLooksWorse() {
        judge.weightSet(Course.BEGIN, 5);
        int i = 0;
        while (judge.judge(Course.at(i)).verdict().evidence().get(0).logFail() < Math.log(5)) {
            judge.add("errors", interval(i, 5, 200, 3, 3800, 19));
            i++;
        }
        steady(judge, i, i + 1);
        Instant later = Course.at(i + 1).plus(Duration.ofMinutes(5));
        judge.answered("errors", later);
        assertThat(judge.judge(later).verdict().kind()).isEqualTo(INCONCLUSIVE);
        assertThat(judge.judge(later).mayRaise()).isFalse();
    }

    @Test
    void whatIsNotDecidedInTimeStaysInconclusive() {
        judge.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < 240; i++) {
            judge.add("errors", interval(i, 5, 2, 0, 38, i % 5 == 0 ? 1 : 0));
        }
        Judgement judgement = judge.judge(Course.at(240));
        assertThat(judgement.verdict().kind()).isEqualTo(INCONCLUSIVE);
        assertThat(judgement.verdict().reason()).isEqualTo(Reason.TOO_FEW);
        assertThat(judgement.verdict().sentence()).startsWith("undecided at the end of the time: errors: none of 480");
        assertThat(judgement.decided()).isTrue();
    }

    @Test
    void anArmWithoutRequestsIsSaidToHaveNoData() {
        steady(judge, 0, 20);
        for (int i = 20; i < 29; i++) {
            judge.add("errors", interval(i, 5, 0, 0, 3800, 19));
        }
        Verdict verdict = judge.judge(Course.at(29)).verdict();
        assertThat(verdict.reason()).isEqualTo(Reason.NO_DATA);
        assertThat(verdict.sentence())
                .isEqualTo(
                        "errors: the source answers, but has had no canary requests since 10:05 UTC; check that these pods"
                                + " are scraped, under the labels that the query asks for");
        assertThat(judge.judge(Course.at(29)).mayRaise()).isFalse();
    }

    @Test
    void theFirstIntervalsAreGivenTimeToClose() {
        judge.weightSet(Course.BEGIN, 5);
        judge.answered("errors", Course.at(19));
        assertThat(judge.judge(Course.at(19)).verdict().reason()).isEqualTo(Reason.TOO_FEW);
        judge.answered("errors", Course.at(21));
        assertThat(judge.judge(Course.at(21)).verdict().reason()).isEqualTo(Reason.NO_DATA);
    }

    @Test
    void aSilentSourceIsDownAfterAWhile() {
        steady(judge, 0, 20);
        Instant last = Course.at(20);
        assertThat(judge.judge(last.plus(Duration.ofMinutes(9))).verdict().reason())
                .isEqualTo(Reason.TOO_FEW);
        Verdict verdict = judge.judge(last.plus(Duration.ofMinutes(11))).verdict();
        assertThat(verdict.reason()).isEqualTo(Reason.SOURCE_DOWN);
        assertThat(verdict.sentence()).isEqualTo("errors: its source has not answered since 10:05 UTC");
    }

    @Test
    void nothingPassesOrRisesOnOldAnswers() {
        steady(judge, 0, 200);
        Instant later = Course.at(200).plus(Duration.ofMinutes(3));
        assertThat(judge.judge(later).verdict().kind()).isEqualTo(INCONCLUSIVE);
        assertThat(judge.judge(later).mayRaise()).isFalse();
    }

    @Test
    void aBaselineThatIsWorseThanItsOwnPastIsSaidToBeUnhealthy() {
        judge.history("errors", Course.LAST_HOUR);
        steady(judge, 0, 40);
        for (int i = 40; i < 44; i++) {
            judge.add("errors", interval(i, 5, 200, 120, 3800, 2280));
        }
        Judgement judgement = judge.judge(Course.at(44));
        assertThat(judgement.verdict().reason()).isEqualTo(Reason.BASELINE_UNHEALTHY);
        assertThat(judgement.unhealthySince()).contains(Course.at(40));
        assertThat(judgement.mayRaise()).isFalse();
        assertThat(judgement.verdict().sentence())
                .isEqualTo("errors: the baseline itself is 120 times as bad as before the release, since 10:10 UTC; "
                        + "the canary is not blamed for that");
    }

    @Test
    void theReleaseGoesOnWhenTheBaselineHasRecovered() {
        judge.history("errors", Course.LAST_HOUR);
        steady(judge, 0, 40);
        judge.add("errors", interval(40, 5, 200, 120, 3800, 2280));
        steady(judge, 41, 300);
        Judgement judgement = judge.judge(Course.at(300));
        assertThat(judgement.unhealthySince()).isEmpty();
        assertThat(judgement.verdict().kind()).isEqualTo(PASS);
    }

    @Test
    void anOutageThatShowsFirstInTheCanaryIsNotItsFault() {
        judge.history("errors", Course.LAST_HOUR);
        steady(judge, 0, 40);
        judge.add("errors", ahead(interval(40, 5, 200, 60, 3800, 19)));
        assertThat(judge.judge(Course.at(41)).verdict().kind()).isEqualTo(INCONCLUSIVE);
        for (int i = 41; i < 60; i++) {
            judge.add("errors", interval(i, 5, 200, 120, 3800, 2280));
        }
        assertThat(judge.judge(Course.at(60)).verdict().reason()).isEqualTo(Reason.BASELINE_UNHEALTHY);
    }

    @Test
    void aSuddenFaultOfTheCanaryAloneIsFoundOneIntervalLaterWhereOutagesWouldShowInItFirst() {
        judge.history("errors", Course.LAST_HOUR);
        steady(judge, 0, 40);
        judge.add("errors", ahead(interval(40, 5, 200, 60, 3800, 19)));
        judge.add("errors", ahead(interval(41, 5, 200, 60, 3800, 19)));
        assertThat(judge.judge(Course.at(42)).verdict().kind()).isEqualTo(FAIL);
    }

    @Test
    void aSuddenFaultOfTheCanaryAloneIsFoundAtOnceWhereTheBaselineWouldHaveShownAnOutage() {
        judge.history("errors", Course.LAST_HOUR);
        steady(judge, 0, 40);
        judge.add("errors", interval(40, 5, 200, 60, 3800, 19));
        assertThat(judge.judge(Course.at(41)).verdict().kind()).isEqualTo(FAIL);
    }

    @Test
    void aFaultRightAfterARaiseIsFoundAtOnce() {
        judge.history("errors", Course.LAST_HOUR);
        steady(judge, 0, 40);
        judge.weightSet(Course.at(40), 25);
        judge.add("errors", interval(40, 25, 1000, 100, 3000, 15));
        assertThat(judge.judge(Course.at(41)).verdict().kind()).isEqualTo(FAIL);
    }

    @Test
    void aLesserMetricThatAloneIsWorseMakesAPassMarginal() {
        Judge both = new Judge(List.of(rule("errors", true, 1e9), rule("retries", false, 1)), Course.SETTINGS);
        both.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < 240; i++) {
            both.add("errors", interval(i, 5, 200, 1, 3800, 19));
            both.add("retries", interval(i, 5, 200, i < 220 ? 1 : 3, 3800, 19));
        }
        Judgement early = both.judge(Course.at(239));
        assertThat(early.verdict().evidence().get(1).logFail()).isBetween(Math.log(20), Math.log(1e9));
        assertThat(early.verdict().kind()).isEqualTo(INCONCLUSIVE);
        Judgement end = both.judge(Course.at(240));
        assertThat(end.verdict().kind()).isEqualTo(MARGINAL);
        assertThat(end.verdict().sentence()).startsWith("retries looks worse than tolerated, though not surely: ");
    }

    @Test
    void theAlarmNamesTheEdge() {
        CountRule latency = new CountRule(
                "latency",
                true,
                1,
                OptionalDouble.empty(),
                1.5,
                List.of(
                        new CountRule.Channel("slower than 0.1 s", 0.6),
                        new CountRule.Channel("slower than 0.5 s", 0.4)));
        Judge slow = new Judge(List.of(latency), Course.SETTINGS);
        slow.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < 12; i++) {
            slow.add(
                    "latency",
                    new Interval(
                            Course.at(i),
                            Course.at(i + 1),
                            5,
                            new ArmCounts(200, List.of(70.0, 6.0)),
                            new ArmCounts(3800, List.of(1330.0, 19.0)),
                            Set.of()));
        }
        Verdict verdict = slow.judge(Course.at(12)).verdict();
        assertThat(verdict.kind()).isEqualTo(FAIL);
        assertThat(verdict.sentence()).startsWith("latency, slower than 0.5 s: 3.0 % of ");
        assertThat(verdict.evidence())
                .extracting(Evidence::channel)
                .containsExactly("slower than 0.1 s", "slower than 0.5 s");
    }

    @Test
    void aUsersToleranceStands() {
        CountRule generous =
                new CountRule("errors", true, 1, OptionalDouble.of(8), 20, List.of(new CountRule.Channel("errors", 1)));
        Judge tolerant = new Judge(List.of(generous), Course.SETTINGS);
        spike(tolerant, 0, 20);
        assertThat(tolerant.judge(Course.at(20)).verdict().kind()).isNotEqualTo(FAIL);
    }

    @Test
    void impossibleCountsAreLeftOut() {
        Judge clean = Course.errorJudge();
        steady(clean, 0, 10);
        steady(clean, 11, 20);
        steady(judge, 0, 10);
        judge.add("errors", interval(10, 5, 200, 300, 3800, 19));
        steady(judge, 11, 20);
        assertThat(judge.judge(Course.at(20)).verdict().evidence())
                .isEqualTo(clean.judge(Course.at(20)).verdict().evidence());
    }

    @Test
    void strangeMetricsAndRulesAreRefusedByName() {
        assertThatThrownBy(() -> judge.add("latency", interval(0, 5, 1, 0, 1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no counting metric is called latency; there are [errors]");
        assertThatThrownBy(() -> judge.history("errors", new ArmCounts(1, List.of(0.0, 0.0))))
                .hasMessage("errors: 2 event counts for a rule with 1 channels");
        assertThatThrownBy(() -> new Judge(List.of(Course.errors(), Course.errors()), Course.SETTINGS))
                .hasMessage("two rules for the metric errors");
        assertThatThrownBy(() -> new Judge(List.of(rule("errors", true, 0)), Course.SETTINGS))
                .hasMessage("errors: weight must be positive, not 0.0");
    }

    private static CountRule rule(String name, boolean critical, double weight) {
        return new CountRule(
                name, critical, weight, OptionalDouble.empty(), 1.5, List.of(new CountRule.Channel(name, 1)));
    }
}

package io.jenkins.plugins.canary.analysis;

import static io.jenkins.plugins.canary.analysis.Verdict.Kind.FAIL;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.INCONCLUSIVE;
import static io.jenkins.plugins.canary.analysis.Verdict.Kind.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitJudgeTest {
    private static final LimitRule MEMORY =
            new LimitRule("memory", true, OptionalDouble.empty(), OptionalDouble.of(500));

    private final Judge judge = new Judge(List.of(MEMORY), Course.SETTINGS);
    private int samples;

    @BeforeEach
    void giveTraffic() {
        judge.weightSet(Course.BEGIN, 5);
    }

    @Test
    void threeValuesInARowOutsideFail() {
        show(480, 510, 520);
        assertThat(verdict().kind()).isEqualTo(INCONCLUSIVE);
        show(523);
        assertThat(verdict().kind()).isEqualTo(FAIL);
        assertThat(verdict().reason()).isEqualTo(Reason.LIMIT_BROKEN);
        assertThat(verdict().sentence()).isEqualTo("memory: 3 values in a row over 500, since 10:00 UTC, the last 523");
        assertThat(verdict().uncalibrated()).isFalse();
    }

    @Test
    void aValueInsideBreaksTheRow() {
        show(510, 520, 480, 510, 520);
        assertThat(verdict().kind()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void aMissingValueDoesNotBreakTheRow() {
        show(510, 520);
        judge.add("memory", new LimitSample(Course.at(samples++), 5, OptionalDouble.empty()));
        show(530);
        assertThat(verdict().kind()).isEqualTo(FAIL);
    }

    @Test
    void theSameSampleAgainIsIgnored() {
        for (int i = 0; i < 3; i++) {
            judge.add("memory", new LimitSample(Course.at(0), 5, OptionalDouble.of(510)));
        }
        samples = 1;
        assertThat(verdict().kind()).isEqualTo(INCONCLUSIVE);
    }

    @Test
    void alwaysInsidePassesAfterTheMinimumDuration() {
        inside(20);
        assertThat(verdict().kind()).isEqualTo(INCONCLUSIVE);
        inside(1);
        assertThat(verdict().kind()).isEqualTo(PASS);
        assertThat(verdict().sentence()).isEqualTo("memory: always at most 500, the last value 480");
    }

    @Test
    void onceOutsideIsNoPassInThisWindow() {
        show(510);
        inside(30);
        assertThat(verdict().kind()).isEqualTo(INCONCLUSIVE);
        judge.weightSet(Course.at(samples), 25);
        inside(21);
        assertThat(verdict().kind()).isEqualTo(PASS);
    }

    @Test
    void theWeightIsNotRaisedWhileTheValueIsOutside() {
        inside(21);
        assertThat(judgement().mayRaise()).isTrue();
        show(510);
        assertThat(judgement().mayRaise()).isFalse();
    }

    @Test
    void withoutAnyValueThereIsNoData() {
        for (int i = 0; i <= 21; i++) {
            judge.add("memory", new LimitSample(Course.at(samples++), 5, OptionalDouble.empty()));
        }
        assertThat(verdict().reason()).isEqualTo(Reason.NO_DATA);
    }

    @Test
    void theWarmUpIsNotJudged() {
        Judge warming = new Judge(List.of(MEMORY), warmUp(Duration.ofMinutes(1)));
        warming.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < 6; i++) {
            warming.add("memory", new LimitSample(Course.at(i), 5, OptionalDouble.of(900)));
        }
        assertThat(warming.judge(Course.at(5)).verdict().kind()).isEqualTo(INCONCLUSIVE);
        warming.add("memory", new LimitSample(Course.at(6), 5, OptionalDouble.of(900)));
        assertThat(warming.judge(Course.at(6)).verdict().kind()).isEqualTo(FAIL);
    }

    @Test
    void aLimitHasNoUseForAPast() {
        judge.history("memory", ArmCounts.of(0, 0));
        inside(21);
        assertThat(verdict().kind()).isEqualTo(PASS);
    }

    @Test
    void aLowerLimitWorksTheSameWay() {
        Judge rate = new Judge(
                List.of(new LimitRule("hits", true, OptionalDouble.of(0.9), OptionalDouble.empty())), Course.SETTINGS);
        rate.weightSet(Course.BEGIN, 5);
        for (int i = 0; i < 3; i++) {
            rate.add("hits", new LimitSample(Course.at(i), 5, OptionalDouble.of(0.5)));
        }
        assertThat(rate.judge(Course.at(3)).verdict().sentence()).contains("under 0.9");
    }

    @Test
    void aBrokenLimitWaitsUntilTheBaselineIsKnownToBeWell() {
        Judge both = bothKinds();
        breakLimit(both);
        assertThat(both.judge(Course.at(24)).verdict().kind()).isEqualTo(INCONCLUSIVE);
        count(both, 20, 24, 19);
        assertThat(both.judge(Course.at(24)).verdict().kind()).isEqualTo(FAIL);
    }

    @Test
    void aLimitThatBreaksInACommonOutageIsNotTheCanarysFault() {
        Judge both = bothKinds();
        breakLimit(both);
        count(both, 20, 24, 2000);
        assertThat(both.judge(Course.at(24)).verdict().reason()).isEqualTo(Reason.BASELINE_UNHEALTHY);
    }

    private static Judge bothKinds() {
        Judge both = new Judge(List.of(Course.errors(), MEMORY), Course.SETTINGS);
        both.history("errors", Course.LAST_HOUR);
        both.weightSet(Course.BEGIN, 5);
        count(both, 0, 20, 19);
        return both;
    }

    private static void breakLimit(Judge judge) {
        for (int i = 21; i < 24; i++) {
            judge.add("memory", new LimitSample(Course.at(i), 5, OptionalDouble.of(900)));
        }
    }

    private static void count(Judge judge, int from, int to, double baselineEvents) {
        for (int i = from; i < to; i++) {
            ArmCounts canary = ArmCounts.of(200, Math.rint(baselineEvents / 19));
            judge.add(
                    "errors",
                    new Interval(
                            Course.at(i), Course.at(i + 1), 5, canary, ArmCounts.of(3800, baselineEvents), Set.of()));
        }
    }

    private static JudgeSettings warmUp(Duration time) {
        JudgeSettings usual = Course.SETTINGS;
        return new JudgeSettings(
                usual.alpha(),
                usual.beta(),
                usual.minDuration(),
                usual.maxDuration(),
                usual.extension(),
                time,
                usual.split(),
                usual.sourceDownAfter());
    }

    private void inside(int number) {
        for (int i = 0; i < number; i++) {
            show(480);
        }
    }

    private void show(double... values) {
        for (double value : values) {
            judge.add("memory", new LimitSample(Course.at(samples++), 5, OptionalDouble.of(value)));
        }
    }

    private Judgement judgement() {
        Instant last = Course.at(samples - 1);
        return judge.judge(last);
    }

    private Verdict verdict() {
        return judgement().verdict();
    }
}

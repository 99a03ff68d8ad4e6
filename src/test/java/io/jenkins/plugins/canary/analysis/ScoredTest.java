package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.analysis.kayenta.KayentaMetric;
import io.jenkins.plugins.canary.analysis.kayenta.KayentaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Releases that Kayenta's judge decides about: looks every 10 minutes, the last after an hour. */
class ScoredTest {
    private static final int TEN_MINUTES = 4 * 10;
    private static final int HOUR = 4 * 60;

    private final Judge judge = judge(95, 75);

    @Test
    void aHealthyCanaryPassesAtTheEndAndNotBefore() {
        new Course(1).show(judge, 0, HOUR - 4);
        assertThat(judge.judge(Course.at(HOUR - 4)).decided()).isFalse();
        assertThat(judge.judge(Course.at(HOUR - 4)).verdict().kind()).isEqualTo(Verdict.Kind.INCONCLUSIVE);

        new Course(2).show(judge, HOUR - 4, HOUR);

        assertThat(judge.judge(Course.at(HOUR))).satisfies(judgement -> {
            assertThat(judgement.decided()).isTrue();
            assertThat(judgement.verdict().kind()).isEqualTo(Verdict.Kind.PASS);
            assertThat(judgement.verdict().sentence()).contains("Kayenta score 100", "PASS needs 95");
        });
    }

    @Test
    void aBadCanaryFailsAtTheFirstLookAndStaysFailed() {
        new Course(1).canary(minute -> 0.05).show(judge, 0, TEN_MINUTES - 1);
        assertThat(judge.judge(Course.at(TEN_MINUTES - 1)).verdict().kind()).isEqualTo(Verdict.Kind.INCONCLUSIVE);

        new Course(2).canary(minute -> 0.05).show(judge, TEN_MINUTES - 1, TEN_MINUTES);
        assertThat(judge.judge(Course.at(TEN_MINUTES)).verdict().kind()).isEqualTo(Verdict.Kind.FAIL);
        assertThat(judge.judge(Course.at(TEN_MINUTES)).verdict().sentence()).contains("errors: HIGH");

        new Course(3).canary(minute -> 0).show(judge, TEN_MINUTES, HOUR);
        assertThat(judge.judge(Course.at(HOUR)).verdict().kind()).isEqualTo(Verdict.Kind.FAIL);
    }

    @Test
    void aScoreBetweenTheThresholdsIsMarginal() {
        Judge lenient = judge(95, -1);
        new Course(1).canary(minute -> 0.05).show(lenient, 0, HOUR);

        assertThat(lenient.judge(Course.at(HOUR)).verdict().kind()).isEqualTo(Verdict.Kind.MARGINAL);
    }

    @Test
    void aRaiseBeginsTheWindowAnew() {
        new Course(1).show(judge, 0, HOUR - 4);
        judge.weightSet(Course.at(HOUR - 4), 50);
        new Course(2).weight(50).show(judge, HOUR - 4, HOUR + 4);

        assertThat(judge.judge(Course.at(HOUR + 4)).decided()).isFalse();
    }

    @Test
    void whatComesDuringAPauseIsLeftOutAndTheWindowDoesNotGrow() {
        new Course(1).show(judge, 0, TEN_MINUTES);
        judge.paused(Course.at(TEN_MINUTES));
        new Course(2).canary(minute -> 0.5).show(judge, TEN_MINUTES, HOUR);
        assertThat(judge.judge(Course.at(3 * HOUR)).verdict().kind()).isEqualTo(Verdict.Kind.INCONCLUSIVE);
        judge.resumed(Course.at(HOUR));

        new Course(3).show(judge, HOUR, HOUR + TEN_MINUTES);
        assertThat(judge.judge(Course.at(HOUR + TEN_MINUTES)).decided()).isFalse();
        new Course(4).show(judge, HOUR + TEN_MINUTES, HOUR + 5 * TEN_MINUTES);

        assertThat(judge.judge(Course.at(HOUR + 5 * TEN_MINUTES)).verdict().kind())
                .isEqualTo(Verdict.Kind.PASS);
    }

    @Test
    void aBadCanaryIsFoundAfterAPauseAtTheNextLook() {
        judge.weightSet(Course.BEGIN, 5);
        judge.paused(Course.at(4));
        judge.resumed(Course.at(44));
        new Course(1).canary(minute -> 0.05).show(judge, 44, 44 + TEN_MINUTES - 5);
        assertThat(judge.judge(Course.at(44 + TEN_MINUTES - 5)).decided()).isFalse();

        new Course(2).canary(minute -> 0.05).show(judge, 44 + TEN_MINUTES - 5, 44 + TEN_MINUTES);
        assertThat(judge.judge(Course.at(44 + TEN_MINUTES)).verdict().kind()).isEqualTo(Verdict.Kind.FAIL);
    }

    @Test
    void troubleWithTheDataIsStillTrouble() {
        new Course(1).show(judge, 0, 8);

        Judgement judgement = judge.judge(Course.at(HOUR));

        assertThat(judgement.verdict().reason()).isEqualTo(Reason.SOURCE_DOWN);
        assertThat(judgement.verdict().kind()).isEqualTo(Verdict.Kind.INCONCLUSIVE);
    }

    private static Judge judge(double pass, double marginal) {
        KayentaSettings settings = new KayentaSettings(
                pass, marginal, Duration.ofMinutes(10), Map.of(), List.of(KayentaMetric.of("errors")));
        return new Judge(List.of(Course.errors()), Course.SETTINGS, Optional.of(settings));
    }
}

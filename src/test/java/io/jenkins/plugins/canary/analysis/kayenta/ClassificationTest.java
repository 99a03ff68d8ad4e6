package io.jenkins.plugins.canary.analysis.kayenta;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.analysis.kayenta.Classification.Label;
import io.jenkins.plugins.canary.analysis.kayenta.KayentaMetric.Direction;
import io.jenkins.plugins.canary.analysis.kayenta.KayentaMetric.EffectSize;
import io.jenkins.plugins.canary.analysis.kayenta.KayentaMetric.Measure;
import io.jenkins.plugins.canary.analysis.kayenta.KayentaMetric.NanStrategy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Worked examples of Kayenta's own tests of its classifier, and what its configuration promises. */
class ClassificationTest {
    private static final double[] HIGH = {20, 22, 21, 25, 30};
    private static final double[] SMALL = {1, 2.2, 1.1, 2.5, 3};
    private static final double[] NONE = {};

    @ParameterizedTest(name = "allowed {0}, critical {1}: {2}, critical: {3}")
    @CsvSource({"1, 1, HIGH, true", "1.2, 1.2, HIGH, true", "5, 13, HIGH, false", "13, 15, PASS, false"})
    void howLargeARiseMustBe(double allowed, double critical, Label label, boolean fails) {
        Classification found = Classification.of(
                metric(Direction.EITHER, true, new EffectSize(Measure.MEAN_RATIO, allowed, 1, critical, 1)),
                HIGH,
                SMALL);

        assertThat(found.label()).isEqualTo(label);
        assertThat(found.critical()).isEqualTo(fails);
    }

    @Test
    void aFallThatIsNotLargeEnoughPasses() {
        double[] canary = {10, 12.2, 10.1, 12.5, 23};

        assertThat(label(
                        metric(Direction.EITHER, false, new EffectSize(Measure.MEAN_RATIO, 1, 0.5, 1, 1)),
                        canary,
                        HIGH))
                .isEqualTo(Label.PASS);
    }

    @Test
    void aFallOfACriticalMetricIsCritical() {
        Classification found = Classification.of(
                metric(Direction.EITHER, true, new EffectSize(Measure.MEAN_RATIO, 1, 1, 1, 1.2)),
                new double[] {2, 2, 2, 2, 3},
                new double[] {10, 20.2, 10.1, 20.5, 30});

        assertThat(found.label()).isEqualTo(Label.LOW);
        assertThat(found.critical()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"INCREASE, HIGH", "EITHER, HIGH", "DECREASE, PASS"})
    void onlyTheBadDirectionCounts(Direction direction, Label label) {
        assertThat(label(metric(direction, false, EffectSize.MEAN_RATIO), HIGH, SMALL))
                .isEqualTo(label);
    }

    @Test
    void theShareOfHigherPairsMayMeasureTheEffect() {
        EffectSize nearlyAlways = new EffectSize(Measure.CLES, 0.8, 0.2, 0.8, 0.2);
        double[] overlapping = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
        double[] lower = {1, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 10.5, 11.5};

        assertThat(label(metric(Direction.EITHER, false, nearlyAlways), HIGH, SMALL))
                .isEqualTo(Label.HIGH);
        assertThat(label(metric(Direction.EITHER, false, nearlyAlways), overlapping, lower))
                .isEqualTo(Label.PASS);
    }

    /** Six differences of pairs, the estimate 4, and too few samples for a lower limit that is not the least of them. */
    @ParameterizedTest
    @CsvSource({"0.99, PASS", "1.0, PASS", "1.01, HIGH"})
    void aRiseCountsIfItIsSurelyOverAQuarterOfItsEstimate(double least, Label label) {
        double[] canary = {least, 4, 5};
        double[] baseline = {0, 0};

        assertThat(MannWhitney.of(canary, baseline, MannWhitney.Z_98)).isEqualTo(new MannWhitney(least, 5, 4));
        assertThat(label(KayentaMetric.of("m"), canary, baseline)).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource({"0.99, PASS", "1.0, PASS", "1.01, LOW"})
    void aFallCountsIfItIsSurelyOverAQuarterOfItsEstimate(double least, Label label) {
        assertThat(label(KayentaMetric.of("m"), new double[] {-least, -4, -5}, new double[] {0, 0}))
                .isEqualTo(label);
    }

    @Test
    void aSureRiseStillHasToReachTheRatioThatIsAllowed() {
        double[] canary = {11, 11.1, 11.2, 11.3, 11.4};
        double[] baseline = {10, 10.1, 10.2, 10.3, 10.4};

        assertThat(label(effect(1.09), canary, baseline)).isEqualTo(Label.HIGH);
        assertThat(label(effect(1.11), canary, baseline)).isEqualTo(Label.PASS);
    }

    private static KayentaMetric effect(double allowedIncrease) {
        return metric(Direction.EITHER, false, new EffectSize(Measure.MEAN_RATIO, allowedIncrease, 1, 1, 1));
    }

    @Test
    void identicalSamplesPassInAnyOrder() {
        assertThat(label(KayentaMetric.of("m"), new double[] {1, 2, 3}, new double[] {3, 1, 2}))
                .isEqualTo(Label.PASS);
        assertThat(label(KayentaMetric.of("m"), new double[] {1, 1, 1}, new double[] {1, 1}))
                .isEqualTo(Label.PASS);
    }

    @Test
    void constantArmsThatDifferAreTheSameEveryTime() {
        double[] one = {1, 1, 1, 1};
        double[] more = {1.0001, 1.0001, 1.0001, 1.0001};

        assertThat(label(KayentaMetric.of("m"), more, one)).isEqualTo(Label.HIGH);
        assertThat(label(KayentaMetric.of("m"), one, more)).isEqualTo(Label.LOW);
    }

    @Test
    void sparseErrorsOfTheCanaryAreNotSeen() {
        double[] six = {0, 1, 2, 1, 0, 0};

        assertThat(label(KayentaMetric.of("errors"), six, new double[6])).isEqualTo(Label.PASS);
    }

    @ParameterizedTest
    @CsvSource({
        "REMOVE, false, false, NODATA, false",
        "REMOVE, true, false, NODATA, true",
        "REMOVE, false, true, NODATA_FAIL, false",
        "REMOVE, true, true, NODATA, true",
        "REPLACE, true, true, PASS, false"
    })
    void withoutSamplesTheConfigurationDecides(
            NanStrategy nans, boolean critical, boolean needed, Label label, boolean fails) {
        KayentaMetric metric =
                new KayentaMetric("m", List.of("g"), Direction.EITHER, nans, critical, needed, EffectSize.MEAN_RATIO);

        Classification found = Classification.of(metric, NONE, SMALL);

        assertThat(found.label()).isEqualTo(label);
        assertThat(found.critical()).isEqualTo(fails);
    }

    @Test
    void whatIsNoNumberIsLeftOutOrTakenAsZero() {
        double[] holes = {20, Double.NaN, 22, Double.NaN, 21, 25, 30, Double.NaN, Double.NaN, Double.NaN};
        KayentaMetric replacing = new KayentaMetric(
                "m", List.of("g"), Direction.EITHER, NanStrategy.REPLACE, false, false, EffectSize.MEAN_RATIO);

        assertThat(label(KayentaMetric.of("m"), holes, SMALL)).isEqualTo(Label.HIGH);
        assertThat(label(replacing, holes, SMALL)).isEqualTo(Label.PASS);
    }

    private static Label label(KayentaMetric metric, double[] canary, double[] baseline) {
        return Classification.of(metric, canary, baseline).label();
    }

    private static KayentaMetric metric(Direction direction, boolean critical, EffectSize effect) {
        return new KayentaMetric("m", List.of("g"), direction, NanStrategy.REMOVE, critical, false, effect);
    }
}

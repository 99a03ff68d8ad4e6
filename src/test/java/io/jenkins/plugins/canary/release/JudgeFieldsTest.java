package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.analysis.Starts;
import io.jenkins.plugins.canary.analysis.kayenta.KayentaMetric;
import io.jenkins.plugins.canary.analysis.kayenta.KayentaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeFieldsTest {
    private static final String METRICS = Specs.WITH_METRICS + "  - errorRatio: {total: a, bad: b}\n";

    @Test
    void theSequentialJudgeDecidesWhereNothingIsSaid() {
        assertThat(SpecReader.read(METRICS).analysis().kayenta()).isEmpty();
        assertThat(SpecReader.read(METRICS + "judge: sequential\n").analysis().kayenta())
                .isEmpty();
    }

    @Test
    void faultsMayBeExpectedAtFirstOnly() {
        ReleaseSpec spec = SpecReader.read(METRICS + "judge: {sequential: {lateFaults: false}}\n");

        assertThat(spec.analysis().starts()).isEqualTo(Starts.AT_FIRST);
        assertThat(SpecReader.read(SpecWriter.toJson(spec).toString())).isEqualTo(spec);
    }

    @Test
    void theBareWordMeansKayentasDefaults() {
        assertThat(SpecReader.read(METRICS + "judge: kayenta\n").analysis().kayenta())
                .contains(new KayentaSettings(95, 75, Duration.ofMinutes(10), Map.of(), List.of()));
    }

    @Test
    void theNeutralEffectDependsOnTheMeasure() {
        KayentaMetric metric = SpecReader.read(
                        METRICS + "judge: {kayenta: {metrics: {errorRatio: {effectSize: {measure: cles}}}}}\n")
                .analysis()
                .kayenta()
                .orElseThrow()
                .metrics()
                .get(0);

        assertThat(metric.effect())
                .isEqualTo(new KayentaMetric.EffectSize(KayentaMetric.Measure.CLES, 0.5, 0.5, 0.5, 0.5));
        assertThat(metric.groups()).containsExactly("errorRatio");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "judge: {kayenta: {marginal: 96}} | judge.kayenta.marginal: marginal, 96.0, is over pass, 95.0",
                "judge: {kayenta: {groupWeights: {a: 60, b: 50}}} | judge.kayenta.groupWeights: they sum to 110.0, which is over"
                        + " 100",
                "judge: {kayenta: {metrics: {errorRatoi: {critical: true}}}} | judge.kayenta.metrics.errorRatoi: no metric has"
                        + " this name; there are errorRatio",
                "judge: kayente | judge.kayente: unknown judge; did you mean kayenta?"
            })
    void mistakesAreToldWithTheirPaths(String line, String problem) {
        assertThat(Specs.problems(METRICS + line + "\n")).containsExactly(problem);
    }
}

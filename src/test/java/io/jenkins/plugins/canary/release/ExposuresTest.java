package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.target.Cohort;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExposuresTest {
    private static final Cohort BETA = new Cohort(Cohort.Carrier.HEADER, "x-user-group", "beta", false, 100);
    private static final String STEPS = """
            steps:
              - {mirror: 50, hold: 10m}
              - {cohort: {header: x-user-group, value: beta}}
              - {weight: 5, cohort: {cookie: group, pattern: 'b.*', share: 10}}
              - {weight: 100}
            """;

    @Test
    void copiesComeBeforeACohortAndThatBeforeEverybody() {
        assertThat(read(STEPS).steps())
                .extracting(Step::exposure)
                .containsExactly(
                        new Exposure(0, Optional.empty(), 50),
                        new Exposure(0, Optional.of(BETA), 0),
                        new Exposure(5, Optional.of(new Cohort(Cohort.Carrier.COOKIE, "group", "b.*", true, 10)), 0),
                        Exposure.of(100));
    }

    @Test
    void aCohortForAllStepsHoldsWhereAStepNamesNoneAndCopiesStandAlone() {
        String everywhere = "cohort: {header: x-user-group, value: beta}\n";
        assertThat(read(everywhere + "steps: [{mirror: 100}, {weight: 5}]").steps())
                .extracting(Step::exposure)
                .containsExactly(new Exposure(0, Optional.empty(), 100), new Exposure(5, Optional.of(BETA), 0));
        assertThat(read(everywhere + "weight: 0").steps())
                .extracting(Step::exposure)
                .containsExactly(new Exposure(0, Optional.of(BETA), 0));
    }

    @Test
    void whatIsWrittenIsReadBackAsItWas() {
        ReleaseSpec spec = read(STEPS);

        assertThat(SpecReader.read(SpecWriter.toJson(spec).toString())).isEqualTo(spec);
    }

    @Test
    void aReleaseGoesFromStepToStepThoughTheirWeightsAreTheSame() {
        ReleaseSpec spec = read(STEPS);
        List<Exposure> exposures = spec.steps().stream().map(Step::exposure).toList();

        assertThat(exposures.stream().map(one -> spec.nextAfter(one).map(Step::exposure)))
                .containsExactly(
                        Optional.of(exposures.get(1)),
                        Optional.of(exposures.get(2)),
                        Optional.of(exposures.get(3)),
                        Optional.empty());
        assertThat(spec.nextAfter(Exposure.of(5)).map(Step::exposure)).contains(Exposure.of(100));
        assertThat(spec.holdAt(exposures.get(0))).isEqualTo(Duration.ofMinutes(10));
        assertThat(spec.holdAt(exposures.get(1))).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aCanaryThatWaitsHasThePodsThatItNeedsNext() {
        ReleaseSpec blueGreen = read("steps: [{weight: 0, hold: 5m}, {weight: 100, hold: 10m}]");

        assertThat(Goal.of(Exposure.NONE, blueGreen).load()).isEqualTo(100);
        assertThat(Goal.of(Exposure.of(100), blueGreen).load()).isEqualTo(100);
    }

    @Test
    void theExampleOfBlueGreenStandsReadyThenServesEverybodyAndIsComparedWithTheDayBefore() {
        ReleaseSpec spec = SpecReader.read(Specs.file("examples/blue-green.yaml"));

        assertThat(spec.steps())
                .extracting(Step::exposure)
                .containsExactly(new Exposure(0, Optional.empty(), 100), Exposure.NONE, Exposure.of(100));
        assertThat(spec.analysis().previous()).isPresent();
        assertThat(Exposures.problems(spec)).isEmpty();
    }

    @Test
    void theLoadIsThatOfTheCohortAndOfTheShareOfAllOthers() {
        Cohort tenth = new Cohort(Cohort.Carrier.HEADER, "g", "b", false, 10);
        assertThat(new Exposure(50, Optional.of(tenth), 0).load()).isEqualTo(55);
        assertThat(new Exposure(0, Optional.of(BETA), 0).load()).isEqualTo(100);
        assertThat(new Exposure(0, Optional.empty(), 30).load()).isEqualTo(30);
    }

    @Test
    void argumentsOfAShiftAreReadAsAStepIs() {
        assertThat(Exposures.of(Map.of("weight", 25))).isEqualTo(Exposure.of(25));
        assertThat(Exposures.of(Map.of("cohort", Map.of("header", "x-user-group", "value", "beta"))))
                .isEqualTo(new Exposure(0, Optional.of(BETA), 0));
        assertThatThrownBy(() -> Exposures.of(Map.of("weight", 5, "mirror", 200)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("mirror: 200 is over 100");
    }

    @Test
    void aRouterThatCannotSaysWhichOnesCan() {
        assertThat(Exposures.problems(SpecReader.read(
                        Specs.without("weights") + "steps: [{mirror: 10}, {weight: 0}, {weight: 50}]\n")))
                .containsExactly(
                        "mirror: replicas cannot send copies of requests; istio, httpRoute, grpcRoute can",
                        "weight: 0 cannot be had with replicas, where every pod of the canary gets its share; use a router");
        assertThat(Exposures.problems(
                        SpecReader.read(Specs.with("traffic: {smi: {name: checkout}}\ncohort: {header: g, value: b}"))))
                .containsExactly(
                        "cohort: smi cannot tell users apart; istio, httpRoute, grpcRoute, nginx, contour can");
        assertThat(Exposures.problems(read(STEPS))).isEmpty();
    }

    @Test
    void peopleAreToldWhatCannotBeCompared() {
        assertThat(Caveats.of(read(STEPS))).hasSize(2).first().asString().startsWith("cohort: ");
        assertThat(Caveats.of(SpecReader.read(
                        Specs.with("weights: [0, 100]") + "metrics: [{prometheus: {query: up, min: 1}}]\n")))
                .anyMatch(caveat -> caveat.startsWith("weight: 0"))
                .anyMatch(caveat -> caveat.contains("baseline: previous"));
        assertThat(Caveats.of(SpecReader.read(Specs.with("traffic: {alb: {ingress: checkout, affinity: 1h}}"))))
                .singleElement()
                .asString()
                .startsWith("affinity: ");
    }

    private static ReleaseSpec read(String steps) {
        return SpecReader.read(
                Specs.with("traffic: {istio: {virtualService: checkout}}").replaceAll("(?m)^weights:.*$", "") + "\n"
                        + steps + "\n");
    }
}

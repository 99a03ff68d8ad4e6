package io.jenkins.plugins.canary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.canary.target.ConflictException;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same contract as {@link RouterContractTest}'s, of those who split their traffic between revisions themselves. */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(InLab.class)
class RevisionContractTest {
    private static final List<Integer> WEIGHTS = List.of(20, 33, 50, 100, 5, 0, 50);

    @ParameterizedTest
    @EnumSource(
            value = InPlaceShop.Kind.class,
            names = {"KNATIVE", "KSERVE"})
    void eachWeightIsWhatProxiesReadAndNothingElseIsTouched(InPlaceShop.Kind kind, Lab lab) {
        try (RevisionStage stage = new RevisionStage(lab, kind)) {
            String before = stage.owned();
            stage.begin();
            String untouched = stage.untouched();
            for (int weight : WEIGHTS) {
                stage.give(weight);

                assertThat(stage.percent()).as("percent").isCloseTo(weight, within(1e-9));
                assertThat(stage.untouched()).as("at weight %d", weight).isEqualTo(untouched);
            }
            stage.takeBack();

            assertThat(stage.owned()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = InPlaceShop.Kind.class,
            names = {"KNATIVE", "KSERVE"})
    void whatSomebodyElseWritesBetweenTwoWeightsStaysAndAWriteAtTheSameTimeIsAConflict(InPlaceShop.Kind kind, Lab lab) {
        try (RevisionStage stage = new RevisionStage(lab, kind)) {
            String before = stage.owned();
            stage.begin();
            stage.give(20);
            stage.beforeNextUpdate(stage::annotate);

            assertThatThrownBy(() -> stage.give(50)).isInstanceOf(ConflictException.class);
            assertThat(stage.percent()).isCloseTo(20, within(1e-9));
            stage.removeAnnotation();
            stage.give(50);
            stage.takeBack();

            assertThat(stage.owned()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = InPlaceShop.Kind.class,
            names = {"KNATIVE", "KSERVE"})
    void whatIsNotThereIsRefused(InPlaceShop.Kind kind, Lab lab) {
        try (RevisionStage stage = new RevisionStage(lab, kind)) {
            stage.delete();

            assertThatThrownBy(stage::plan)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("there is no ")
                    .hasMessageContaining(" checkout in namespace ");
        }
    }
}

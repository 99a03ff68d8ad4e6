package io.jenkins.plugins.canary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ConflictException;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every router does to route objects in a genuine API server, whose definitions drop each field that they do not name. What
 * a weight comes to is told by those who know nothing of routers: they follow the words of the routes, as proxies do.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(InLab.class)
class RouterContractTest {
    private static final List<Integer> WEIGHTS = List.of(0, 20, 33, 50, 100, 5, 0, 50);

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REPLICAS")
    void eachWeightIsWhatProxiesReadAndNothingElseIsTouched(Routing routing, Lab lab) {
        try (RouterStage stage = new RouterStage(lab, routing).furnished()) {
            Map<String, String> before = stage.routes();
            Map<String, JsonNode> untouched = stage.untouched();
            List<String> ingresses = stage.ingresses();
            ClaimRecord claim = stage.claim();
            for (int weight : WEIGHTS) {
                stage.router.shift(claim, weight);

                assertThat(stage.router.carries(claim, weight))
                        .as("weight %d is read back", weight)
                        .isTrue();
                assertThat(stage.percent()).as("percent").isCloseTo(weight, within(1e-9));
                assertThat(stage.untouched()).as("at weight %d", weight).isEqualTo(untouched);
            }
            stage.router.home(claim);
            assertThat(stage.router.carries(claim, 0)).isTrue();
            stage.router.clear(claim);

            assertThat(stage.routes()).isEqualTo(before);
            assertThat(stage.ingresses()).isEqualTo(ingresses);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REPLICAS")
    void whatSomebodyElseWritesBetweenTwoWeightsStaysAndAWriteAtTheSameTimeIsAConflict(Routing routing, Lab lab) {
        try (RouterStage stage = new RouterStage(lab, routing).furnished()) {
            Map<String, String> before = stage.routes();
            ClaimRecord claim = stage.claim();
            stage.router.shift(claim, 20);
            stage.beforeNextUpdate(stage::annotate);

            assertThatThrownBy(() -> stage.router.shift(claim, 50)).isInstanceOf(ConflictException.class);
            assertThat(stage.percent()).isCloseTo(20, within(1e-9));
            stage.router.shift(claim, 50);
            assertThat(stage.percent()).isCloseTo(50, within(1e-9));
            assertThat(stage.routes().values()).allMatch(object -> object.contains("example.com/note"));
            stage.router.home(claim);
            stage.router.clear(claim);

            stage.removeAnnotations();
            assertThat(stage.routes()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"REPLICAS", "ISTIO_PROTOCOLS"})
    void withoutARouteTheRefusalHasOneThatTheServerAndTheRouterTake(Routing routing, Lab lab) {
        try (RouterStage stage = new RouterStage(lab, routing)) {
            RefusedException refusal = catchThrowableOfType(RefusedException.class, stage.router::plan);
            assertThat(refusal)
                    .hasMessageContaining("there is no ")
                    .hasMessageContaining(" checkout in namespace " + stage.namespace);
            stage.apply(refusal.getMessage().substring(refusal.getMessage().indexOf("apiVersion:")));

            assertThat(stage.router.plan().services()).containsExactly("checkout");
        }
    }
}

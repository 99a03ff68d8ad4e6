package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.target.RouterKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights between two destinations that stand in a route already. */
class FoundSplitTest {
    private static final RouteForm FORM = RouteForms.ofFound(RouterKind.HTTP_ROUTE);
    private static final Arms ARMS = FORM.arms("shop", "checkout", "next");

    private static final String ALONE = """
            - backendRefs: [{name: next, port: 80, weight: 1, filters: [{type: X}]}, {name: checkout, port: 80, weight: 3}]
            """;
    private static final String AMONG_OTHERS = """
            - matches: [{path: {value: /other}}]
              backendRefs: [{name: checkout}]
            - backendRefs: [{name: checkout, weight: 15}, {name: shared, weight: 80}, {name: next, weight: 5}]
            """;

    @Test
    void twoThatAreAloneCanHaveEveryPercentAndKeepOrderAndFields() {
        assertThat(given(ALONE, 7)).isEqualTo(route("""
                - backendRefs: [{name: next, port: 80, weight: 7, filters: [{type: X}]}, {name: checkout, port: 80, weight: 93}]
                """));
    }

    @Test
    void amongOthersTheyShareWhatBothHave() {
        assertThat(given(AMONG_OTHERS, 50)).isEqualTo(route("""
                - matches: [{path: {value: /other}}]
                  backendRefs: [{name: checkout}]
                - backendRefs: [{name: checkout, weight: 10}, {name: shared, weight: 80}, {name: next, weight: 10}]
                """));
        assertThat(split(AMONG_OTHERS).shares(route(AMONG_OTHERS))).containsExactly(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {ALONE, AMONG_OTHERS, "- backendRefs: [{name: checkout}, {name: next, weight: 0}]"})
    void whateverWasGivenIsTakenBackToTheLetter(String found) {
        FoundSplit split = split(found);
        for (int weight : List.of(0, 1, 33, 50, 100)) {
            RouteObject given = split.give(route(found), weight);
            assertThat(split.give(given, weight)).as("a fixed point").isEqualTo(given);
            assertThat(split.asFound(given)).isEqualTo(route(found));
        }
        assertThat(split.asFound(route(found))).isEqualTo(route(found));
    }

    @Test
    void theWeightIsItsPartOfWhatBothHave() {
        assertThat(split(ALONE).weights(route(ALONE))).containsExactly(25);
        assertThat(split(AMONG_OTHERS).weights(route(AMONG_OTHERS))).containsExactly(25);
        String two = ALONE + "- backendRefs: [{name: checkout, weight: 90}, {name: next, weight: 10}]\n";
        assertThat(split(two).weights(route(two))).containsExactly(25, 10);
    }

    @Test
    void aRouteThatNamesOneOfThemTwiceIsAmbiguous() {
        String twice = "- backendRefs: [{name: checkout}, {name: checkout, port: 81}, {name: next}]\n";
        assertThat(split(twice).isAmbiguous(route(twice))).isTrue();
        assertThat(split(ALONE).isAmbiguous(route(ALONE))).isFalse();
    }

    @Test
    void aRouteThatWasReorderedMeanwhileGetsItsOwnWeightsBack() {
        String found = "- {name: a, backendRefs: [{name: checkout, weight: 4}, {name: next, weight: 1}]}\n"
                + "- {name: b, backendRefs: [{name: checkout, weight: 80}, {name: next, weight: 20}]}\n";
        String turned = "- {name: b, backendRefs: [{name: checkout, weight: 80}, {name: next, weight: 20}]}\n"
                + "- {name: a, backendRefs: [{name: checkout, weight: 4}, {name: next, weight: 1}]}\n";
        FoundSplit split = split(found);
        assertThat(split.asFound(split.give(route(turned), 50))).isEqualTo(route(turned));
    }

    private static RouteObject given(String found, int weight) {
        return split(found).give(route(found), weight);
    }

    private static FoundSplit split(String found) {
        FoundSplit unread = new FoundSplit(FORM.dialect(Map.of()), ARMS, List.of());
        return new FoundSplit(FORM.dialect(Map.of()), ARMS, unread.pairs(route(found)));
    }

    private static RouteObject route(String rules) {
        String yaml =
                "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: checkout}\nspec:\n  rules:\n"
                        + rules.indent(2);
        return new RouteObject(Serialization.unmarshal(yaml, GenericKubernetesResource.class));
    }
}

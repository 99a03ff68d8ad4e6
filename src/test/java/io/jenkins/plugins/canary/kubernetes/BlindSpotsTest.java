package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlindSpotsTest {
    private static final Map<String, String> STABLE = Map.of("app", "checkout", "tier", "web");
    private static final Map<String, String> CANARY =
            Map.of("app", "checkout-canary", "tier", "web", CanaryNames.TRACK, "canary");
    private static final BlindSpots SPOTS = new BlindSpots(STABLE, CANARY);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{matchLabels: {app: checkout}}",
                "{matchLabels: {tier: web}, matchExpressions: [{key: app, operator: In, values: [checkout, cart]}]}",
                "{matchExpressions: [{key: canary.jenkins.io/track, operator: DoesNotExist}]}",
                "{matchExpressions: [{key: app, operator: NotIn, values: [checkout-canary]}]}",
            })
    void aPolicyThatSelectsStableAlonePassesTheCanaryBy(String selector) {
        assertThat(SPOTS.networkPolicies(List.of(object("NetworkPolicy", "{podSelector: " + selector + "}"))))
                .containsExactly(
                        "NetworkPolicy one is about stable's pods and not about the canary's, so its rules do not"
                                + " hold for them");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{matchLabels: {tier: web}}",
                "{matchLabels: {app: cart}}",
                "{matchExpressions: [{key: app, operator: Exists}]}",
            })
    void aPolicyForBothOrForNeitherIsNoMatter(String selector) {
        assertThat(SPOTS.networkPolicies(List.of(object("NetworkPolicy", "{podSelector: " + selector + "}"))))
                .isEmpty();
    }

    @Test
    void aPolicyOfOthersThatLetsOnlyStableInIsTold() {
        String database = "{podSelector: {matchLabels: {app: db}}, ingress: [{ports: [{port: 5432}]},"
                + " {from: [{ipBlock: {cidr: 10.0.0.0/8}}, {podSelector: {matchLabels: {app: checkout}}}]}]}";
        assertThat(SPOTS.networkPolicies(List.of(object("NetworkPolicy", database))))
                .singleElement()
                .asString()
                .contains("NetworkPolicy one opens connections to or from stable's pods and not the canary's");
    }

    @Test
    void monitorsAndMeshPoliciesOfStableAloneAreTold() {
        String selector = "{selector: {matchLabels: {app: checkout}}}";
        assertThat(SPOTS.podMonitors(List.of(object("PodMonitor", selector))))
                .containsExactly(
                        "PodMonitor one scrapes stable's pods and not the canary's, so these have no metrics of it");
        assertThat(SPOTS.authorizationPolicies(List.of(object("AuthorizationPolicy", selector))))
                .singleElement()
                .asString()
                .startsWith("AuthorizationPolicy one is about stable's pods");
        assertThat(SPOTS.authorizationPolicies(List.of(object("AuthorizationPolicy", "{action: ALLOW}"))))
                .isEmpty();
    }

    @Test
    void aServiceMonitorThatAsksForALabelTheTwinHasNotIsTold() {
        Map<String, String> service = Map.of("app", "checkout", "app.kubernetes.io/instance", "shop");
        Map<String, String> twin = Map.of("app", "checkout");
        assertThat(BlindSpots.serviceMonitors(
                        List.of(object(
                                "ServiceMonitor", "{selector: {matchLabels: {app.kubernetes.io/instance: shop}}}")),
                        Map.of(service, twin)))
                .singleElement()
                .asString()
                .contains("ServiceMonitor one scrapes stable's Service and not the canary's");
        assertThat(BlindSpots.serviceMonitors(
                        List.of(object("ServiceMonitor", "{selector: {matchLabels: {app: checkout}}}")),
                        Map.of(service, twin)))
                .isEmpty();
    }

    static GenericKubernetesResource object(String kind, String spec) {
        return Serialization.unmarshal(
                "kind: " + kind + "\nmetadata: {name: one}\nspec: " + spec, GenericKubernetesResource.class);
    }
}

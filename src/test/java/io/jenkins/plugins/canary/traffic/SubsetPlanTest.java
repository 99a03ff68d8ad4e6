package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.target.RefusedException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubsetPlanTest {
    private static final String TO_V1 = "http: [{route: [{destination: {host: checkout, subset: v1}}]}]";
    private static final String V1 = "host: checkout\nsubsets: [{name: v1, labels: {version: v1}}]";

    @Test
    void aSubsetWithoutARuleIsRefused() {
        assertThat(refusal(Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, Shop.virtualService(TO_V1))))
                .isEqualTo(
                        "traffic: VirtualService shop/checkout names subset v1 of checkout, but no DestinationRule in"
                                + " namespace shop is about that host");
    }

    @Test
    void aSubsetThatTheRuleDoesNotHaveIsRefused() {
        assertThat(refusal(cluster(TO_V1, "host: checkout")))
                .isEqualTo(
                        "traffic: the VirtualService names subset v1, which DestinationRule shop/checkout does not have");
    }

    @Test
    void aSubsetThatWouldSelectTheCanaryTooIsRefused() {
        assertThat(refusal(cluster(TO_V1, "host: checkout\nsubsets: [{name: v1, labels: {app: checkout}}]")))
                .isEqualTo(
                        "traffic: subset v1 of DestinationRule shop/checkout {app=checkout} would select the canary's pods"
                                + " too; add version: v1 to its labels");
    }

    @Test
    void aSubsetByPodTemplateHashSelectsStableOnly() {
        assertThat(plan(cluster(
                                TO_V1,
                                "host: checkout\nsubsets: [{name: v1, labels: {app: checkout, pod-template-hash: 7d}}]"))
                        .twins())
                .containsExactly(Map.entry("v1", "canary"));
    }

    @Test
    void aServiceThatSelectsAllThatTheWorkloadDoesIsRefusedWithWhatToAdd() {
        MockCluster cluster = cluster(TO_V1, V1);
        cluster.apply(Shop.service("checkout", "app: checkout, version: v1"));

        assertThat(refusal(cluster))
                .contains("selects on nothing that the Service does not")
                .contains("Add a label such as 'track: stable' to its spec.selector.matchLabels");
    }

    @Test
    void aLabelThatAnExpressionNamesTellsNothingApart() {
        MockCluster cluster = cluster(TO_V1, V1);
        cluster.apply(Shop.DEPLOYMENT.replace(
                "selector: {matchLabels: {app: checkout, version: v1}}",
                "selector: {matchLabels: {app: checkout, version: v1},"
                        + " matchExpressions: [{key: version, operator: In, values: [v1]}]}"));

        assertThat(refusal(cluster)).contains("selects on nothing that the Service does not");
    }

    @Test
    void severalRulesForTheHostAreRefused() {
        MockCluster cluster = cluster(TO_V1, V1);
        cluster.apply(Shop.destinationRule("host: checkout.shop.svc.cluster.local")
                .replace("name: checkout", "name: checkout-tls"));

        assertThat(refusal(cluster))
                .startsWith("traffic: several DestinationRules are about checkout (checkout, checkout-tls)");
    }

    @Test
    void aRuleForManyHostsMakesNoSubsets() {
        MockCluster cluster =
                cluster("http: [{route: [{destination: {host: checkout}}]}]", "host: '*.shop.svc.cluster.local'");

        assertThat(Shop.istio(cluster).plan().originals().json()).doesNotContain("subsets");
    }

    @Test
    void subsetsOfOtherWorkloadsOnlyAreRefused() {
        assertThat(refusal(cluster(TO_V1, "host: checkout\nsubsets: [{name: v1, labels: {version: v9}}]")))
                .isEqualTo(
                        "traffic: none of the subsets [v1] of DestinationRule shop/checkout selects the pods of Deployment"
                                + " shop/checkout");
    }

    @Test
    void aNameThatIsTakenIsNotTakenAgain() {
        IstioOriginals.Subsets subsets = plan(cluster(
                "http: [{route: [{destination: {host: checkout}}]}]",
                "host: checkout\nsubsets: [{name: stable, labels: {a: b}}, {name: canary, labels: {a: c}}]"));

        assertThat(subsets.guard()).isEqualTo("stable-2");
        assertThat(subsets.twins()).containsExactly(Map.entry("stable-2", "canary-2"));
    }

    @Test
    void eachOfStablesSubsetsGetsACanaryOfItsOwn() {
        IstioOriginals.Subsets subsets = plan(
                cluster(
                        "http: [{route: [{destination: {host: checkout, subset: v1}}]},"
                                + " {route: [{destination: {host: checkout, subset: slow}}]},"
                                + " {route: [{destination: {host: checkout}}]}]",
                        "host: checkout\nsubsets: [{name: v1, labels: {version: v1}}, {name: slow, labels: {version: v1, tier: web}}]"));

        assertThat(subsets.twins())
                .containsExactly(
                        Map.entry("stable", "canary-stable"),
                        Map.entry("v1", "canary-v1"),
                        Map.entry("slow", "canary-slow"));
    }

    private static MockCluster cluster(String route, String rule) {
        return Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, Shop.virtualService(route), Shop.destinationRule(rule));
    }

    private static IstioOriginals.Subsets plan(MockCluster cluster) {
        return IstioOriginals.read(Shop.istio(cluster).plan().originals()).subsets();
    }

    private static String refusal(MockCluster cluster) {
        try {
            return "not refused: " + Shop.istio(cluster).plan();
        } catch (RefusedException refused) {
            return refused.getMessage();
        }
    }
}

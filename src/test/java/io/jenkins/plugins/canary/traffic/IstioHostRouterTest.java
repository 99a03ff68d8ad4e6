package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Separation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IstioHostRouterTest extends IstioContract {
    private static final String SPEC = """
            hosts: [checkout]
            gateways: [mesh, edge/public]
            http:
              - name: pay
                match: [{uri: {prefix: /pay}}]
                route: [{destination: {host: checkout.shop.svc.cluster.local, port: {number: 80}}}]
                timeout: 2s
              - route:
                  - {destination: {host: legacy}, weight: 20}
                  - {destination: {host: checkout}, weight: 80, headers: {response: {add: {via: mesh}}}}
            exportTo: ["."]
            """;

    @Override
    MockCluster cluster() {
        return Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, Shop.virtualService(SPEC));
    }

    @Test
    void plansAServiceForTheCanaryAlone() {
        assertThat(claim.route().separation()).isEqualTo(Separation.OWN_SERVICE);
        assertThat(claim.route().services()).containsExactly("checkout");
    }

    @Test
    void splitsEveryRouteToStableAndMarksTheObject() {
        shift(25);

        assertThat(Yaml.json(cluster.fields("VirtualService", "checkout").get("spec")))
                .isEqualTo(Yaml.json(Yaml.object("""
                        hosts: [checkout]
                        gateways: [mesh, edge/public]
                        http:
                          - name: pay
                            match: [{uri: {prefix: /pay}}]
                            route:
                              - {destination: {host: checkout.shop.svc.cluster.local, port: {number: 80}}, weight: 75}
                              - {destination: {host: checkout-canary.shop.svc.cluster.local, port: {number: 80}}, weight: 25}
                            timeout: 2s
                          - route:
                              - {destination: {host: legacy}, weight: 20}
                              - {destination: {host: checkout}, weight: 60, headers: {response: {add: {via: mesh}}}}
                              - {destination: {host: checkout-canary}, weight: 20, headers: {response: {add: {via: mesh}}}}
                        exportTo: ["."]
                        """)));
    }

    @Test
    void saysWhichWeightsASplitThatIsThereCannotHave() {
        cluster = Shop.cluster(
                Shop.DEPLOYMENT,
                Shop.SERVICE,
                Shop.virtualService("http: [{route: [{destination: {host: checkout}, weight: 10},"
                        + " {destination: {host: legacy}, weight: 90}]}]"));

        assertThat(Shop.istio(cluster).problems(Shop.istio(cluster).plan(), Exposure.of(List.of(5, 10, 50)), 4))
                .containsExactly(
                        "5 % is not possible where VirtualService checkout gives stable 10 % only: whole percents"
                                + " of that are 10 % or 20 % of stable's share");
    }

    @Test
    void anyWeightIsPossibleWhereStableHasItAll() {
        cluster = Shop.cluster(
                Shop.DEPLOYMENT,
                Shop.SERVICE,
                Shop.virtualService("http: [{route: [{destination: {host: checkout}}]}]"));

        assertThat(Shop.istio(cluster).problems(Shop.istio(cluster).plan(), Exposure.of(List.of(1, 5, 50, 99, 100)), 1))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"5, 4, 1", "25, 4, 1", "26, 4, 2", "50, 4, 2", "100, 4, 4", "0, 4, 1", "1, 1000, 10"})
    void needsAsManyPodsAsStableHasForThatPartOfTheTraffic(int weight, int stable, int canary) {
        assertThat(router.canaryReplicas(weight, stable)).isEqualTo(canary);
    }

    @Test
    void aCohortHasARouteOfItsOwnBeforeEachThatLeadsToStable() {
        shift(new Exposure(25, Optional.of(BETA), 0));

        assertThat(Yaml.json(cluster.fields("VirtualService", "checkout").get("spec")))
                .isEqualTo(Yaml.json(Yaml.object("""
                        hosts: [checkout]
                        gateways: [mesh, edge/public]
                        http:
                          - name: pay-canary-cohort
                            match: [{uri: {prefix: /pay}, headers: {x-user-group: {exact: beta}}}]
                            route: [{destination: {host: checkout-canary.shop.svc.cluster.local, port: {number: 80}}}]
                            timeout: 2s
                          - name: pay
                            match: [{uri: {prefix: /pay}}]
                            route:
                              - {destination: {host: checkout.shop.svc.cluster.local, port: {number: 80}}, weight: 75}
                              - {destination: {host: checkout-canary.shop.svc.cluster.local, port: {number: 80}}, weight: 25}
                            timeout: 2s
                          - route:
                              - {destination: {host: legacy}, weight: 20}
                              - {destination: {host: checkout-canary}, weight: 80, headers: {response: {add: {via: mesh}}}}
                            match: [{headers: {x-user-group: {exact: beta}}}]
                          - route:
                              - {destination: {host: legacy}, weight: 20}
                              - {destination: {host: checkout}, weight: 60, headers: {response: {add: {via: mesh}}}}
                              - {destination: {host: checkout-canary}, weight: 20, headers: {response: {add: {via: mesh}}}}
                        exportTo: ["."]
                        """)));
    }

    @Test
    void copiesAreSentBesideWhatStableServes() {
        shift(new Exposure(0, Optional.empty(), 30));

        assertThat(cluster.everything().get("VirtualService shop/checkout"))
                .contains(
                        "\"mirror\":{\"host\":\"checkout-canary\"},\"mirrorPercentage\":{\"value\":30}",
                        "{\"destination\":{\"host\":\"checkout\"},\"weight\":80");
    }

    @Test
    void aRouteThatChoosesByTheSameHeaderOrCopiesAlreadyIsRefused() {
        cluster = Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, Shop.virtualService("""
                hosts: [checkout]
                http:
                  - match: [{headers: {x-user-group: {exact: gold}}}]
                    mirror: {host: shadow}
                    route: [{destination: {host: checkout}}]
                """));

        assertThat(Shop.istio(cluster).problems(Shop.istio(cluster).plan(), both(), 4))
                .containsExactly(
                        "traffic: VirtualService shop/checkout has a route to stable with a mirror of its own, so that the"
                                + " canary cannot get copies of 100 % of the requests",
                        "traffic: VirtualService shop/checkout has a route to stable with a mirror of its own, so that the"
                                + " canary cannot get copies of 30 % of the requests",
                        "traffic: VirtualService shop/checkout has a route to stable with a condition on the header"
                                + " x-user-group, so that the canary cannot get requests with header X-User-Group: beta",
                        "traffic: VirtualService shop/checkout has a route to stable with a condition on the header"
                                + " x-user-group, so that the canary cannot get requests with header x-user-group like be.*");
    }

    @Test
    void aRouteOfConnectionsKnowsNoUsers() {
        cluster = Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, Shop.virtualService("""
                hosts: [checkout]
                tcp: [{route: [{destination: {host: checkout}}]}]
                """));

        assertThat(Shop.istio(cluster).problems(Shop.istio(cluster).plan(), COHORTS.subList(0, 1), 4))
                .containsExactly(
                        "traffic: VirtualService shop/checkout has no route to stable that could tell them apart, so"
                                + " that the canary cannot get requests with header X-User-Group: beta");
    }
}

package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.TrafficRouter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Routes of every protocol, in a VirtualService for the mesh and in one for the gateway. */
class IstioSeveralRoutersTest extends IstioContract {
    private static final String INNER = """
            http: [{name: web, route: [{destination: {host: checkout}}]}]
            tls: [{match: [{sniHosts: [shop.example]}], route: [{destination: {host: checkout, port: {number: 443}}}]}]
            tcp:
              - {match: [{port: 25}], route: [{destination: {host: mail}}]}
              - match: [{port: 9000}]
                route: [{destination: {host: checkout}, weight: 60}, {destination: {host: legacy}, weight: 40}]
            """;

    private static final String EDGE = Shop.virtualService(
                    "http: [{route: [{destination: {host: checkout.shop.svc}, weight: 100}]}]")
            .replace("name: checkout", "name: edge");

    @Override
    MockCluster cluster() {
        return Shop.cluster(Shop.DEPLOYMENT, Shop.SERVICE, Shop.virtualService(INNER), EDGE);
    }

    @Override
    TrafficRouter router(MockCluster cluster) {
        return Shop.istio(cluster, Map.of("virtualService", "checkout,edge"));
    }

    @Override
    List<String> homeCalls() {
        return List.of(
                "get VirtualService checkout",
                "update VirtualService checkout",
                "get VirtualService edge",
                "update VirtualService edge");
    }

    @Override
    List<Exposure> chosen() {
        return both();
    }

    @Test
    void splitsEveryProtocolInEachOfThem() {
        shift(25);

        assertThat(Yaml.json(cluster.fields("VirtualService", "checkout").get("spec")))
                .isEqualTo(Yaml.json(Yaml.object("""
                        http:
                          - name: web
                            route:
                              - {destination: {host: checkout}, weight: 75}
                              - {destination: {host: checkout-canary}, weight: 25}
                        tls:
                          - match: [{sniHosts: [shop.example]}]
                            route:
                              - {destination: {host: checkout, port: {number: 443}}, weight: 75}
                              - {destination: {host: checkout-canary, port: {number: 443}}, weight: 25}
                        tcp:
                          - {match: [{port: 25}], route: [{destination: {host: mail}}]}
                          - match: [{port: 9000}]
                            route:
                              - {destination: {host: checkout}, weight: 45}
                              - {destination: {host: checkout-canary}, weight: 15}
                              - {destination: {host: legacy}, weight: 40}
                        """)));
        assertThat(cluster.everything().get("VirtualService shop/edge")).contains("checkout-canary.shop.svc");
    }

    @Test
    void aHomeThatIsHalfDoneIsNotHome() {
        shift(25);
        cluster.apply(Shop.virtualService(INNER));

        assertThat(router.carries(claim, 0)).isFalse();
        assertThat(router.carries(claim, 25)).isFalse();
        home();
        assertThat(router.carries(claim, 0)).isTrue();
    }

    @Test
    void noneIsWrittenIfOneIsGone() {
        cluster.remove("VirtualService", "edge");
        String before = cluster.everything().get("VirtualService shop/checkout");

        assertThatThrownBy(() -> router.shift(claim, 50))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("VirtualService shop/edge is gone");
        assertThat(cluster.everything().get("VirtualService shop/checkout")).isEqualTo(before);
    }
}

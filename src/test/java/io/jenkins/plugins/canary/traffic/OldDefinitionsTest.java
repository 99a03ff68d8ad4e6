package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.TappedApi;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.TrafficRouter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Servers whose definitions are older than a field that a release writes. */
class OldDefinitionsTest {
    private static final Exposure SOME = new Exposure(0, Optional.empty(), 30);
    private static final Exposure ALL = new Exposure(0, Optional.empty(), 100);

    @Test
    void copiesOfSomeRequestsAreTakenBackWhereAllWouldBeCopied() {
        MockCluster cluster = Shop.cluster(
                Shop.DEPLOYMENT, Shop.SERVICE, Shop.httpRoute("rules: [{backendRefs: [{name: checkout, port: 80}]}]"));
        Map<String, String> before = cluster.everything();
        TrafficRouter router = Shop.router(new Forgetful(cluster, "percent"), RouterKind.HTTP_ROUTE);
        ClaimRecord claim = Shop.claim(router);

        assertThatThrownBy(() -> router.shift(claim, SOME))
                .isInstanceOf(RefusedException.class)
                .hasMessage("traffic: HTTPRoute shop/checkout came back without"
                        + " spec.rules[0].filters[0].requestMirror.percent, so the definition of HTTPRoute in this"
                        + " cluster does not have that field; the Gateway API has it from 1.3 on (1.2 in its"
                        + " experimental channel): write mirror: 100, or install newer definitions. What was written was"
                        + " taken back at once, so the canary gets nothing");
        assertThat(cluster.everything()).isEqualTo(before);
    }

    @Test
    void copiesOfAllRequestsAskForNothingNew() {
        MockCluster cluster = Shop.cluster(
                Shop.DEPLOYMENT, Shop.SERVICE, Shop.httpRoute("rules: [{backendRefs: [{name: checkout, port: 80}]}]"));
        TrafficRouter router = Shop.router(new Forgetful(cluster, "percent"), RouterKind.HTTP_ROUTE);
        ClaimRecord claim = Shop.claim(router);
        router.shift(claim, ALL);

        assertThat(router.carries(claim, ALL)).isTrue();
    }

    @Test
    void istiosTooAreTakenBack() {
        MockCluster cluster = Shop.cluster(
                Shop.DEPLOYMENT,
                Shop.SERVICE,
                Shop.virtualService("hosts: [checkout]\nhttp: [{route: [{destination: {host: checkout}}]}]"));
        Map<String, String> before = cluster.everything();
        TrafficRouter router = Shop.router(new Forgetful(cluster, "mirrorPercentage"), RouterKind.ISTIO);
        ClaimRecord claim = Shop.claim(router);

        assertThatThrownBy(() -> router.shift(claim, SOME))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("came back without spec.http[0].mirrorPercentage");
        assertThat(cluster.everything()).isEqualTo(before);
    }

    /** Drops a field from what is written, and says nothing. */
    private static final class Forgetful extends TappedApi {
        private final MockCluster cluster;
        private final String field;

        Forgetful(MockCluster cluster, String field) {
            super(cluster);
            this.cluster = cluster;
            this.field = field;
        }

        @Override
        @SuppressWarnings("unchecked")
        protected <R> R tap(Call call, Supplier<R> real) {
            R result = real.get();
            return call.writes() ? (R) forgotten((GenericKubernetesResource) result) : result;
        }

        private GenericKubernetesResource forgotten(GenericKubernetesResource stored) {
            cluster.apply(
                    Yaml.object(Serialization.asJson(stored).replaceAll(",?\"" + field + "\":(\\{[^}]*}|[0-9]+)", "")));
            String kind = stored.getKind();
            return Serialization.unmarshal(
                    Yaml.json(cluster.fields(kind, stored.getMetadata().getName())), GenericKubernetesResource.class);
        }
    }
}

package io.jenkins.plugins.canary.traffic;

import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.TrafficRouter;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The Deployment {@code checkout} of namespace {@code shop}, with what stands around it. */
final class Shop {
    static final String RELEASE = "r-1";

    static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: checkout, namespace: shop}
            spec:
              replicas: 4
              selector: {matchLabels: {app: checkout, version: v1}}
              template:
                metadata: {labels: {app: checkout, version: v1, tier: web}}
                spec: {containers: [{name: checkout, image: "checkout:1"}]}
            """;

    static final String SERVICE = service("checkout", "app: checkout");

    private Shop() {}

    static String service(String name, String selector) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: %s, namespace: shop}
                spec: {selector: {%s}, ports: [{name: http, port: 80}]}
                """.formatted(name, selector);
    }

    static String virtualService(String spec) {
        return """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: checkout, namespace: shop, labels: {team: pay}}
                spec:
                """ + spec.indent(2);
    }

    static String destinationRule(String spec) {
        return """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: checkout, namespace: shop}
                spec:
                """ + spec.indent(2);
    }

    static String httpRoute(String spec) {
        return """
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: checkout, namespace: shop, labels: {team: pay}}
                spec:
                """ + spec.indent(2);
    }

    static String ingress(String metadata, String spec) {
        return """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: checkout, namespace: shop%s}
                spec:
                """.formatted(metadata.isEmpty() ? "" : ", " + metadata) + spec.indent(2);
    }

    /** A route object named {@code checkout}. */
    static String route(String apiVersion, String kind, String spec) {
        return """
                apiVersion: %s
                kind: %s
                metadata: {name: checkout, namespace: shop, labels: {team: pay}}
                spec:
                """.formatted(apiVersion, kind) + spec.indent(2);
    }

    /** Stable, with a route object in a cluster that knows its kind. */
    static MockCluster routed(String apiVersion, String kind, String spec) {
        MockCluster cluster = cluster(DEPLOYMENT, SERVICE).serve(apiVersion, kind);
        cluster.apply(route(apiVersion, kind, spec));
        return cluster;
    }

    /** The router of a kind for the route object named {@code checkout}. */
    static TrafficRouter router(KubernetesApi cluster, RouterKind kind) {
        String option = kind.options().get(0).name();
        return Routers.create(
                new TrafficSpec(kind, Map.of(option, "checkout")), cluster, "shop", WorkloadName.parse("checkout"));
    }

    /** The same where users stay with their version for an hour. */
    static TrafficRouter keeping(KubernetesApi cluster, RouterKind kind) {
        String option = kind.options().get(0).name();
        TrafficSpec spec = new TrafficSpec(kind, Map.of(option, "checkout"), Optional.of(Duration.ofHours(1)));
        return Routers.create(spec, cluster, "shop", WorkloadName.parse("checkout"));
    }

    static MockCluster cluster(String... documents) {
        MockCluster cluster =
                new MockCluster("v1", "v1beta1").serve("gateway.networking.k8s.io/v1", "HTTPRoute", "GRPCRoute");
        for (String document : documents) {
            cluster.apply(document);
        }
        return cluster;
    }

    static TrafficRouter istio(MockCluster cluster, Map<String, String> options) {
        return Routers.create(
                new TrafficSpec(RouterKind.ISTIO, options), cluster, "shop", WorkloadName.parse("checkout"));
    }

    static TrafficRouter istio(MockCluster cluster) {
        return istio(cluster, Map.of("virtualService", "checkout"));
    }

    static TrafficRouter httpRoute(MockCluster cluster, Map<String, String> options) {
        return Routers.create(
                new TrafficSpec(RouterKind.HTTP_ROUTE, options), cluster, "shop", WorkloadName.parse("checkout"));
    }

    static TrafficRouter httpRoute(MockCluster cluster) {
        return httpRoute(cluster, Map.of("name", "checkout"));
    }

    static TrafficRouter nginx(MockCluster cluster, Map<String, String> options) {
        return Routers.create(
                new TrafficSpec(RouterKind.NGINX, options), cluster, "shop", WorkloadName.parse("checkout"));
    }

    static TrafficRouter replicas(MockCluster cluster) {
        return Routers.create(
                new TrafficSpec(RouterKind.REPLICAS, Map.of()), cluster, "shop", WorkloadName.parse("checkout"));
    }

    /** A claim of a release that has only begun, with what the router plans now. */
    static ClaimRecord claim(TrafficRouter router) {
        return claim(router, RELEASE);
    }

    static ClaimRecord claim(TrafficRouter router, String release) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        return ClaimRecord.opening(
                release,
                new Holder("jenkins", "https://ci.example/", "job/1"),
                now,
                now.plus(Duration.ofHours(24)),
                new TrafficSpec(RouterKind.ISTIO, Map.of()),
                router.plan(),
                Originals.NONE,
                Duration.ofSeconds(30),
                Duration.ZERO);
    }
}

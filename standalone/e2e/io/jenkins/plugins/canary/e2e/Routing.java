package io.jenkins.plugins.canary.e2e;

import io.jenkins.plugins.canary.simulation.Scenery;
import java.util.List;

/**
 * How traffic gets to the shop's service: what stands there, what a specification says about it, and which objects may be
 * written. The routes are as rich as those of users: fields that a release has no business with, rules in an order that counts,
 * labels and annotations of other tools.
 */
enum Routing {
    /** A VirtualService, two Services. */
    ISTIO_HOSTS(
            "{istio: {virtualService: checkout}}",
            "app: checkout",
            List.of("networking.istio.io/v1/virtualservices"),
            virtualService("")),
    /** A VirtualService and a DestinationRule, two subsets of one Service. */
    ISTIO_SUBSETS(
            "{istio: {virtualService: checkout}}",
            "app: checkout, version: v1",
            List.of("networking.istio.io/v1/virtualservices", "networking.istio.io/v1/destinationrules"),
            virtualService(", subset: v1") + """
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: checkout, labels: {owner: mesh-team}}
            spec:
              host: checkout
              trafficPolicy:
                connectionPool: {tcp: {connectTimeout: 30ms}, http: {http2MaxRequests: 1000}}
                outlierDetection: {consecutive5xxErrors: 7, interval: 30s, maxEjectionPercent: 50}
              subsets:
              - {name: v1, labels: {version: v1}, trafficPolicy: {loadBalancer: {simple: LEAST_REQUEST}}}
            """),
    /** Gateway API's HTTPRoute, two Services. */
    HTTP_ROUTE(
            "{httpRoute: {name: checkout}}", "app: checkout", List.of("gateway.networking.k8s.io/v1/httproutes"), """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata:
              name: checkout
              labels: {team: shop, zone: b, a: "1"}
              annotations: {example.com/why: "two reasons"}
            spec:
              parentRefs: [{name: shop-gateway, sectionName: https}]
              hostnames: [checkout.shop.example.com]
              rules:
              - matches: [{path: {type: Exact, value: /healthz}}]
                filters: [{type: RequestRedirect, requestRedirect: {hostname: status.example.com, statusCode: 301}}]
              - matches: [{path: {type: PathPrefix, value: /checkout}}]
                filters:
                - type: RequestHeaderModifier
                  requestHeaderModifier: {set: [{name: x-shop, value: main}], remove: [x-debug]}
                timeouts: {request: 5s}
                backendRefs:
                - {name: checkout, port: 80, weight: 1}
            """),
    /** No router: pods of both versions behind one Service. */
    REPLICAS("replicas", "app: checkout, version: v1", List.of(), "");

    private final String traffic;
    private final String budget;
    private final List<String> writable;
    private final String routes;

    Routing(String traffic, String budget, List<String> writable, String routes) {
        this.traffic = traffic;
        this.budget = budget;
        this.writable = writable;
        this.routes = routes;
    }

    private static String virtualService(String subset) {
        return """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata:
              name: checkout
              labels: {team: shop, zone: b, a: "1"}
              annotations: {example.com/why: "two reasons"}
            spec:
              hosts: [checkout, shop.example.com, accounts.example.com]
              gateways: [mesh, shop/front]
              http:
              - name: status
                match: [{uri: {exact: /healthz}, ignoreUriCase: true}]
                directResponse: {status: 200, body: {string: "fine"}}
              - name: tests
                match: [{headers: {x-test: {regex: ".+"}}, port: 80}]
                fault: {abort: {httpStatus: 418, percentage: {value: 0.5}}, delay: {fixedDelay: 2s, percentage: {value: 10}}}
                route: [{destination: {host: tests.other.svc.cluster.local}}]
              - name: primary
                timeout: 5s
                retries: {attempts: 2, perTryTimeout: 1s, retryOn: "5xx,reset"}
                headers: {response: {add: {x-served-by: mesh}, remove: [server]}}
                corsPolicy: {allowOrigins: [{prefix: "https://"}], maxAge: 24h, allowCredentials: false}
                route:
                - destination: {host: checkout, port: {number: 80}%s}
                  headers: {request: {set: {x-version: old}}}
                  weight: 100
              tls:
              - match: [{port: 443, sniHosts: [accounts.example.com]}]
                route: [{destination: {host: accounts, port: {number: 8443}}, weight: 100}]
            """.formatted(subset);
    }

    /** What a specification says. */
    String traffic() {
        return traffic;
    }

    /** The objects of the mesh or gateway, as YAML; empty if there are none. */
    String routes() {
        return routes;
    }

    /** Paths of the objects that a release writes to, in that namespace. */
    List<String> paths(String namespace) {
        return writable.stream()
                .map(kind -> kind.substring(0, kind.lastIndexOf('/')) + "/namespaces/" + namespace
                        + kind.substring(kind.lastIndexOf('/')) + "/" + Scenery.NAME)
                .map(path -> "/apis/" + path)
                .toList();
    }

    /** What the disruption budget selects on: what a user writes who knows the Service, or the workload where they differ. */
    String budget() {
        return budget;
    }
}

package io.jenkins.plugins.canary.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.simulation.OtherHand;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A namespace in which something else has made a canary already, and given it a tenth of the traffic. */
final class FoundShop implements AutoCloseable {
    private static final String NEXT = """
            apiVersion: v1
            kind: Service
            metadata: {name: checkout-next, namespace: %1$s}
            spec:
              selector: {app: checkout-next}
              ports: [{name: http, port: 80, targetPort: 8080}]
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: checkout-next, namespace: %1$s, labels: {app.kubernetes.io/managed-by: Helm}}
            spec:
              replicas: 1
              selector: {matchLabels: {app: checkout-next, version: v1}}
              template:
                metadata: {labels: {app: checkout-next, version: v1}}
                spec:
                  containers:
                  - name: checkout
                    image: %2$s
                    env: [{name: CURRENCY, value: EUR}]
                    ports: [{name: http, containerPort: 8080}]
                    resources: {requests: {cpu: 100m, memory: 128Mi}}
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: checkout, namespace: %1$s, labels: {team: shop}}
            spec:
              parentRefs: [{name: shop-gateway}]
              hostnames: [checkout.shop.example.com]
              rules:
              - matches: [{path: {type: PathPrefix, value: /checkout}}]
                timeouts: {request: 5s}
                backendRefs:
                - {name: checkout-next, port: 80, weight: 10}
                - {name: checkout, port: 80, weight: 90}
            """;
    private static final List<String> OWNED = List.of(
            "gateway.networking.k8s.io/v1/namespaces/%s/httproutes/" + Scenery.NAME,
            "apps/v1/namespaces/%s/deployments/" + Scenery.NAME,
            "apps/v1/namespaces/%s/deployments/" + OtherHand.NAME);

    private final Lab lab;
    private final Premises premises;
    private final Path spec;

    FoundShop(Lab lab) {
        this.lab = lab;
        this.premises = new Premises(lab, "deployment");
        lab.create(Furniture.workload(premises.namespace(), Premises.REPLICAS - 1) + "---\n"
                + NEXT.formatted(premises.namespace(), Scenery.CANARY_IMAGE));
        premises.open(Scenario.HEALTHY, () -> canaryShare() == 0.1);
        this.spec = premises.specOf(OtherHand.NAME, "{httpRoute: {name: checkout}}");
    }

    Command release(String verb, String... more) {
        return premises.run(verb, spec, lab.prometheusUrl(), more);
    }

    Command rollback() {
        return premises.rollback(spec);
    }

    /** The part of the traffic, 0 to 1, that the canary gets at this moment. */
    double canaryShare() {
        Set<String> pods = lab.cluster().view(Kind.POD, premises.namespace()).stream()
                .map(pod -> pod.getMetadata().getName())
                .filter(name -> name.startsWith(OtherHand.NAME + "-"))
                .collect(Collectors.toSet());
        return Math.round(100 * premises.traffic().toward(pods)) / 100.0;
    }

    void awaitCanaryShare(double share) {
        Premises.await("the canary gets " + share).until(() -> canaryShare() == share);
    }

    /** Byte for byte what stands, but for what the server and its controllers tell. */
    Map<String, String> owned() {
        Map<String, String> owned = new TreeMap<>();
        for (String path : OWNED) {
            ObjectNode object = (ObjectNode) read(path);
            object.remove("status");
            ((ObjectNode) object.path("metadata")).remove(List.of("resourceVersion", "managedFields", "generation"));
            owned.put(path, object.toString());
        }
        return owned;
    }

    /** The image of stable's template. */
    String image() {
        return read(OWNED.get(1)).at("/spec/template/spec/containers/0/image").asText();
    }

    private JsonNode read(String path) {
        return lab.read("/apis/" + path.formatted(premises.namespace())).orElseThrow();
    }

    /** How many Leases, and so claims, there are. */
    int claims() {
        return lab.read("/apis/coordination.k8s.io/v1/namespaces/" + premises.namespace() + "/leases")
                .orElseThrow()
                .path("items")
                .size();
    }

    double lost() {
        return premises.totals().lost();
    }

    @Override
    public void close() {
        premises.close();
    }
}

package io.jenkins.plugins.canary.e2e;

import io.jenkins.plugins.canary.simulation.Scenery;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How traffic gets to the shop's service: what stands there, what a specification says about it, and which objects of the users'
 * it is about. The routes ({@code src/test/resources/routes}) are as rich as those of users: fields that a release has no
 * business with, rules in an order that counts, labels and annotations of other tools.
 */
enum Routing {
    /** A VirtualService, two Services. */
    ISTIO_HOSTS(
            "istio-hosts",
            "{istio: {virtualService: checkout}}",
            "app: checkout",
            "networking.istio.io/v1/virtualservices"),
    /** A VirtualService and a DestinationRule, two subsets of one Service. */
    ISTIO_SUBSETS(
            "istio-subsets",
            "{istio: {virtualService: checkout}}",
            "app: checkout, version: v1",
            "networking.istio.io/v1/virtualservices",
            "networking.istio.io/v1/destinationrules"),
    /** Gateway API's HTTPRoute, two Services. */
    HTTP_ROUTE(
            "http-route", "{httpRoute: {name: checkout}}", "app: checkout", "gateway.networking.k8s.io/v1/httproutes"),
    /** An Ingress of ingress-nginx, and a second one beside it. */
    NGINX("nginx", "{nginx: {ingress: checkout}}", "app: checkout", "networking.k8s.io/v1/ingresses"),
    /** No router: pods of both versions behind one Service. */
    REPLICAS("", "replicas", "app: checkout, version: v1");

    private final String file;
    private final String traffic;
    private final String budget;
    private final List<String> kinds;

    Routing(String file, String traffic, String budget, String... kinds) {
        this.file = file;
        this.traffic = traffic;
        this.budget = budget;
        this.kinds = List.of(kinds);
    }

    /** What a specification says. */
    String traffic() {
        return traffic;
    }

    /** The objects of the mesh or gateway in a namespace, as YAML; empty if there are none. */
    String routes(String namespace) {
        if (file.isEmpty()) {
            return "";
        }
        try (InputStream yaml = Routing.class.getResourceAsStream("/routes/" + file + ".yaml")) {
            return new String(yaml.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("metadata:\n", "metadata:\n  namespace: " + namespace + "\n")
                    .replace("metadata: {", "metadata: {namespace: " + namespace + ", ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Paths of the users' objects that say where traffic goes, in that namespace. */
    List<String> paths(String namespace) {
        return kinds.stream()
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

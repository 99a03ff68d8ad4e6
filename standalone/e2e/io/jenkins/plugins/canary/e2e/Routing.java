package io.jenkins.plugins.canary.e2e;

import io.jenkins.plugins.canary.target.RouterKind;
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
            "networking.istio.io/v1/virtualservices/checkout"),
    /** A VirtualService and a DestinationRule, two subsets of one Service. */
    ISTIO_SUBSETS(
            "istio-subsets",
            "{istio: {virtualService: checkout}}",
            "app: checkout, version: v1",
            "networking.istio.io/v1/virtualservices/checkout",
            "networking.istio.io/v1/destinationrules/checkout"),
    /** Gateway API's HTTPRoute, two Services. */
    HTTP_ROUTE(
            "http-route",
            "{httpRoute: {name: checkout}}",
            "app: checkout",
            "gateway.networking.k8s.io/v1/httproutes/checkout"),
    /** An Ingress of ingress-nginx, and a second one beside it. */
    NGINX("nginx", "{nginx: {ingress: checkout}}", "app: checkout", "networking.k8s.io/v1/ingresses/checkout"),
    /** Two VirtualServices with routes of every protocol. */
    ISTIO_PROTOCOLS(
            "istio-protocols",
            "{istio: {virtualService: [checkout, edge]}}",
            "app: checkout",
            "networking.istio.io/v1/virtualservices/checkout",
            "networking.istio.io/v1/virtualservices/edge"),
    /** Gateway API's GRPCRoute. */
    GRPC_ROUTE(
            "grpc-route",
            "{grpcRoute: {name: checkout}}",
            "app: checkout",
            "gateway.networking.k8s.io/v1/grpcroutes/checkout"),
    /** Traefik's TraefikService. */
    TRAEFIK("traefik", "{traefik: {name: checkout}}", "app: checkout", "traefik.io/v1alpha1/traefikservices/checkout"),
    /** A TrafficSplit. */
    SMI("smi", "{smi: {name: checkout}}", "app: checkout", "split.smi-spec.io/v1alpha2/trafficsplits/checkout"),
    /** Contour's HTTPProxy. */
    CONTOUR("contour", "{contour: {name: checkout}}", "app: checkout", "projectcontour.io/v1/httpproxies/checkout"),
    /** An Ingress for an AWS load balancer. */
    ALB("alb", "{alb: {ingress: checkout}}", "app: checkout", "networking.k8s.io/v1/ingresses/checkout"),
    /** OpenShift's Route. */
    OPENSHIFT("openshift", "{openshift: {name: checkout}}", "app: checkout", "route.openshift.io/v1/routes/checkout"),
    /** No router: pods of both versions behind one Service. */
    REPLICAS("", "replicas", "app: checkout, version: v1");

    private final String file;
    private final String traffic;
    private final String budget;
    private final List<String> objects;

    Routing(String file, String traffic, String budget, String... objects) {
        this.file = file;
        this.traffic = traffic;
        this.budget = budget;
        this.objects = List.of(objects);
    }

    /** Those by which whole releases are played; the others' part of a release is no other than theirs. */
    static List<Routing> played() {
        return List.of(ISTIO_HOSTS, ISTIO_SUBSETS, HTTP_ROUTE, NGINX, REPLICAS);
    }

    /** The router it is about. */
    RouterKind kind() {
        return RouterKind.of(traffic.replaceFirst("^\\{", "").split(":", 2)[0]).orElseThrow();
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
        return objects.stream()
                .map(object -> object.split("/"))
                .map(parts -> "/apis/" + parts[0] + "/" + parts[1] + "/namespaces/" + namespace + "/" + parts[2] + "/"
                        + parts[3])
                .toList();
    }

    /** What the disruption budget selects on: what a user writes who knows the Service, or the workload where they differ. */
    String budget() {
        return budget;
    }
}

package io.jenkins.plugins.canary.traffic;

import io.jenkins.plugins.canary.target.RouterKind;
import java.util.List;

/** The kinds of route objects that {@link SplitRouter} splits. */
final class RouteForms {
    private static final List<RouteForm> ALL = List.of(
            new GatewayRouteForm("HTTPRoute", "httproutes", RouterKind.HTTP_ROUTE, List.of("v1", "v1beta1")),
            new GatewayRouteForm("GRPCRoute", "grpcroutes", RouterKind.GRPC_ROUTE, List.of("v1", "v1alpha2")),
            new TraefikForm(),
            new SmiForm(),
            new ContourForm(),
            new AlbForm(),
            new OpenShiftForm());

    private RouteForms() {}

    /** The form of an object that leads to a canary which something else made. */
    static RouteForm ofFound(RouterKind kind) {
        return switch (kind) {
            case ISTIO -> new IstioForm();
            case NGINX -> new NginxForm();
            default -> of(kind);
        };
    }

    /** The form of a router that has one. */
    static RouteForm of(RouterKind kind) {
        return ALL.stream()
                .filter(form -> form.router() == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no route object belongs to " + kind));
    }
}

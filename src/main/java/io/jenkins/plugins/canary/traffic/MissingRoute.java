package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Writes the route that a user has to create, ready to be applied. */
final class MissingRoute {
    private MissingRoute() {}

    static String virtualService(String apiVersion, String name, Service service) {
        String host = service.getMetadata().getName();
        String port = port(service)
                .map(number -> "\n            port:\n              number: " + number)
                .orElse("");
        return """
                apiVersion: %s
                kind: VirtualService
                metadata:
                  name: %s
                  namespace: %s
                spec:
                  hosts:
                    - %s
                  http:
                    - route:
                        - destination:
                            host: %s%s
                """.formatted(apiVersion, name, service.getMetadata().getNamespace(), host, host, port);
    }

    static String ingress(String name, Service service) {
        return """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata:
                  name: %s
                  namespace: %s
                spec:
                  ingressClassName: nginx
                  rules:
                    - host: %s.example.com
                      http:
                        paths:
                          - path: /
                            pathType: Prefix
                            backend:
                              service:
                                name: %s
                                port:
                                  number: %d
                """.formatted(
                        name,
                        service.getMetadata().getNamespace(),
                        name,
                        service.getMetadata().getName(),
                        likeliestPort(service));
    }

    /** A destination needs a port where the Service has several: the one that is named as HTTP, else the first. */
    private static Optional<Integer> port(Service service) {
        boolean several = Optional.ofNullable(service.getSpec().getPorts())
                .filter(ports -> ports.size() > 1)
                .isPresent();
        return likeliest(service).filter(port -> several).map(ServicePort::getPort);
    }

    /** The port that is named as HTTP, else the first. */
    static int likeliestPort(Service service) {
        return likeliest(service).map(ServicePort::getPort).orElse(80);
    }

    private static Optional<ServicePort> likeliest(Service service) {
        return Optional.ofNullable(service.getSpec().getPorts()).orElse(List.of()).stream()
                .min(Comparator.comparing(port -> !isHttp(port)));
    }

    private static boolean isHttp(ServicePort port) {
        return "http".equals(port.getAppProtocol())
                || port.getName() != null && port.getName().startsWith("http");
    }
}

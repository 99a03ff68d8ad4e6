package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Writes the VirtualService that a user has to create, ready to be applied. */
final class MissingVirtualService {
    private MissingVirtualService() {}

    static String yaml(String apiVersion, String name, Service service) {
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

    /** A destination needs a port where the Service has several: the one that is named as HTTP, else the first. */
    private static Optional<Integer> port(Service service) {
        List<ServicePort> ports =
                Optional.ofNullable(service.getSpec().getPorts()).orElse(List.of());
        return ports.stream()
                .min(Comparator.comparing(port -> !isHttp(port)))
                .filter(port -> ports.size() > 1)
                .map(ServicePort::getPort);
    }

    private static boolean isHttp(ServicePort port) {
        return "http".equals(port.getAppProtocol())
                || port.getName() != null && port.getName().startsWith("http");
    }
}

package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.target.RouterKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An Ingress of the AWS Load Balancer Controller whose rules lead to actions: annotations
 * {@code alb.ingress.kubernetes.io/actions.<name>} with a JSON text, of which the weights of {@code forwardConfig.targetGroups}
 * are changed. The texts as found are recorded, so that they are put back with every space.
 *
 * @see <a href="https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#actions">AWS Load
 *     Balancer Controller: actions</a>
 */
record AlbForm() implements RouteForm {
    /** That of AWS' target groups. */
    private static final int LARGEST = 999;

    @Override
    public RouterKind router() {
        return RouterKind.ALB;
    }

    @Override
    public List<Kind<GenericKubernetesResource>> versions() {
        return List.of(Ingresses.KIND);
    }

    @Override
    public String product() {
        return "Kubernetes 1.19 or newer";
    }

    @Override
    public String nameOption() {
        return "ingress";
    }

    @Override
    public String serviceField() {
        return "serviceName";
    }

    @Override
    public Map<String, String> remember(RouteObject found) {
        return found.annotations().entrySet().stream()
                .filter(one -> one.getKey().startsWith(AlbActions.PREFIX))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }

    @Override
    public Dialect dialect(Map<String, String> remembered) {
        return new Dialect(
                List.of(new AlbActions(remembered)), AlbActions.TARGET_GROUPS, Entries.PROPORTIONAL, LARGEST);
    }

    @Override
    public String example(String apiVersion, String name, Service service) {
        String stable = service.getMetadata().getName();
        return """
                apiVersion: %s
                kind: Ingress
                metadata:
                  name: %s
                  namespace: %s
                  annotations:
                    alb.ingress.kubernetes.io/actions.%s: '{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"%s","servicePort":%d,"weight":100}]}}'
                spec:
                  ingressClassName: alb
                  rules:
                    - http:
                        paths:
                          - path: /
                            pathType: Prefix
                            backend:
                              service:
                                name: %s
                                port:
                                  name: use-annotation
                """.formatted(
                        apiVersion,
                        name,
                        service.getMetadata().getNamespace(),
                        stable,
                        stable,
                        MissingRoute.likeliestPort(service),
                        stable);
    }
}

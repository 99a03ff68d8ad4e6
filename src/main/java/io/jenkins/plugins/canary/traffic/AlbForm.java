package io.jenkins.plugins.canary.traffic;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.target.RouterKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Target groups of one action, by AWS' own limit. */
    private static final int MOST = 5;

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
                List.of(new AlbActions(remembered)), AlbActions.TARGET_GROUPS, Entries.PROPORTIONAL, LARGEST, MOST);
    }

    /** {@inheritDoc} Weights of an action to which no rule leads would move nothing. */
    @Override
    public Optional<String> obstacle(RouteObject route, Arms arms) {
        List<String> toStable = new AlbActions(Map.of())
                .in(route).stream()
                        .filter(one -> Fields.list(one, AlbActions.TARGET_GROUPS).stream()
                                .anyMatch(arms::isStable))
                        .map(one -> Fields.text(one, AlbActions.ACTION).orElse(""))
                        .toList();
        List<Map<String, Object>> backends = Ingresses.backends(route.spec());
        Optional<String> direct = backends.stream()
                .filter(one -> !isAction(one))
                .flatMap(one -> Fields.text(one, "name").stream())
                .filter(name -> arms.isStable(Map.of(serviceField(), name)))
                .findFirst()
                .map(name -> "has a rule that leads to " + name + " and not to an action, which would miss the canary;"
                        + " let it lead to the action (port name: " + AlbActions.PORT + ")");
        boolean used = backends.stream().filter(AlbForm::isAction).anyMatch(one -> Fields.text(one, "name")
                .filter(toStable::contains)
                .isPresent());
        return direct.isPresent() || used
                ? direct
                : Optional.of("has no rule that leads to the action " + String.join(" or ", toStable)
                        + " (a backend of that name with port name: " + AlbActions.PORT
                        + "), so that its weights move nothing");
    }

    private static boolean isAction(Map<String, Object> backend) {
        return Fields.text(Fields.in(backend, "port"), "name")
                .filter(AlbActions.PORT::equals)
                .isPresent();
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

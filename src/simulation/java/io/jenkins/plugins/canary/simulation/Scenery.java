package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What stands in a namespace before a release: Deployment and Service {@code checkout}, and what routes traffic to them. Service
 * and Deployment both select on {@code app}; the Deployment alone also selects on {@code version}.
 *
 * @param replicas of the Deployment, 1 or more
 * @param autoscaler a HorizontalPodAutoscaler with these limits, if any
 */
public record Scenery(String namespace, Routing routing, int replicas, Optional<Limits> autoscaler) {
    /** Name of the Deployment, the Service, the routes, the DestinationRule and the autoscaler. */
    public static final String NAME = "checkout";

    /** The image that runs. */
    public static final String STABLE_IMAGE = "registry.example/shop/checkout@sha256:" + "1".repeat(64);

    /** The image that is released. */
    public static final String CANARY_IMAGE = "registry.example/shop/checkout@sha256:" + "2".repeat(64);

    private static final String ISTIO = "networking.istio.io/v1";

    /** An autoscaler's floor and ceiling. */
    public record Limits(int floor, int ceiling) {}

    /** Checks that nothing is missing. */
    public Scenery {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(routing, "routing");
        Objects.requireNonNull(autoscaler, "autoscaler");
    }

    /** Three replicas without an autoscaler, traffic by host. */
    public static Scenery checkout(String namespace) {
        return new Scenery(namespace, Routing.HOST, 3, Optional.empty());
    }

    /** The same with other routing. */
    public Scenery routed(Routing other) {
        return new Scenery(namespace, other, replicas, autoscaler);
    }

    /** The same with that many replicas. */
    public Scenery replicas(int other) {
        return new Scenery(namespace, routing, other, autoscaler);
    }

    /** The same with an autoscaler. */
    public Scenery autoscaled(int floor, int ceiling) {
        return new Scenery(namespace, routing, replicas, Optional.of(new Limits(floor, ceiling)));
    }

    /** Puts everything into the cluster at that time; the pods are ready {@link #STARTUP} later, after {@code settle}. */
    public void build(SimulatedCluster cluster, Instant now) {
        if (routing.isServerless()) {
            put(
                    cluster,
                    routing == Routing.KNATIVE ? ServedKind.KNATIVE_SERVICE : ServedKind.INFERENCE_SERVICE,
                    routing == Routing.KNATIVE ? knativeService() : inferenceService());
            cluster.settle(namespace, now);
            return;
        }
        if (routing == Routing.PARTITION) {
            cluster.put(Kind.STATEFUL_SET, namespace, statefulSet());
        } else if (routing == Routing.ON_DELETE) {
            cluster.put(Kind.DAEMON_SET, namespace, daemonSet());
        } else {
            cluster.put(Kind.DEPLOYMENT, namespace, deployment());
        }
        cluster.put(Kind.SERVICE, namespace, service());
        if (routing == Routing.HOST || routing == Routing.SUBSET) {
            put(cluster, ServedKind.VIRTUAL_SERVICE, virtualService());
        }
        if (routing == Routing.HTTPROUTE) {
            put(cluster, ServedKind.HTTP_ROUTE, httpRoute());
        }
        if (routing == Routing.NGINX) {
            put(cluster, ServedKind.INGRESS, ingress());
        }
        if (routing == Routing.SUBSET) {
            put(cluster, ServedKind.DESTINATION_RULE, destinationRule());
        }
        autoscaler.ifPresent(limits -> cluster.put(ServedKind.AUTOSCALER, namespace, autoscaler(limits)));
        cluster.settle(namespace, now);
    }

    /** How long after {@link #build} the pods are ready. */
    public static final Duration STARTUP = ImageBehaviour.SOUND.pull().plus(ImageBehaviour.SOUND.start());

    private void put(SimulatedCluster cluster, Kind<GenericKubernetesResource> kind, String yaml) {
        cluster.put(kind, namespace, Serialization.unmarshal(yaml, GenericKubernetesResource.class));
    }

    private Deployment deployment() {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(NAME)
                .addToLabels("app", NAME)
                .addToLabels("app.kubernetes.io/managed-by", "Helm")
                .addToAnnotations("meta.helm.sh/release-name", NAME)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withRevisionHistoryLimit(10)
                .withProgressDeadlineSeconds(600)
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxSurge(new IntOrString("25%"))
                .withMaxUnavailable(new IntOrString(0))
                .endRollingUpdate()
                .endStrategy()
                .withNewSelector()
                .addToMatchLabels("app", NAME)
                .addToMatchLabels("version", "v1")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", NAME)
                .addToLabels("version", "v1")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName(NAME)
                .withImage(STABLE_IMAGE)
                .addNewEnv()
                .withName("CURRENCY")
                .withValue("EUR")
                .endEnv()
                .withNewResources()
                .addToRequests("cpu", new Quantity("100m"))
                .addToRequests("memory", new Quantity("128Mi"))
                .endResources()
                .addNewPort()
                .withName("http")
                .withContainerPort(8080)
                .endPort()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private StatefulSet statefulSet() {
        Deployment like = deployment();
        return new StatefulSetBuilder()
                .withMetadata(like.getMetadata())
                .withNewSpec()
                .withReplicas(replicas)
                .withRevisionHistoryLimit(10)
                .withServiceName(NAME)
                .withPodManagementPolicy("OrderedReady")
                .withNewUpdateStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withPartition(0)
                .endRollingUpdate()
                .endUpdateStrategy()
                .withSelector(like.getSpec().getSelector())
                .withTemplate(like.getSpec().getTemplate())
                .endSpec()
                .build();
    }

    private DaemonSet daemonSet() {
        Deployment like = deployment();
        return new DaemonSetBuilder()
                .withMetadata(like.getMetadata())
                .editMetadata()
                .addToAnnotations(DaemonSetDouble.NODES, Integer.toString(replicas))
                .endMetadata()
                .withNewSpec()
                .withRevisionHistoryLimit(10)
                .withNewUpdateStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxUnavailable(new IntOrString(1))
                .endRollingUpdate()
                .endUpdateStrategy()
                .withSelector(like.getSpec().getSelector())
                .withTemplate(like.getSpec().getTemplate())
                .endSpec()
                .build();
    }

    private Service service() {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(NAME)
                .addToLabels("app", NAME)
                .endMetadata()
                .withNewSpec()
                .withType("ClusterIP")
                .withClusterIP("10.96.0.10")
                .withClusterIPs("10.96.0.10")
                .addToSelector("app", NAME)
                .addNewPort()
                .withName("http")
                .withPort(80)
                .withTargetPort(new IntOrString(8080))
                .endPort()
                .endSpec()
                .build();
    }

    private HorizontalPodAutoscaler autoscaler(Limits limits) {
        return new HorizontalPodAutoscalerBuilder()
                .withNewMetadata()
                .withName(NAME)
                .endMetadata()
                .withNewSpec()
                .withMinReplicas(limits.floor())
                .withMaxReplicas(limits.ceiling())
                .withNewScaleTargetRef("apps/v1", "Deployment", NAME)
                .endSpec()
                .build();
    }

    /** With a tag for previews, which a release has no business with. */
    private String knativeService() {
        return """
                apiVersion: serving.knative.dev/v1
                kind: Service
                metadata: {name: checkout, labels: {team: shop}}
                spec:
                  template:
                    metadata:
                      labels: {app: checkout}
                      annotations: {autoscaling.knative.dev/min-scale: '%d'}
                    spec:
                      containers:
                      - {name: checkout, image: '%s', env: [{name: CURRENCY, value: EUR}]}
                  traffic: [{latestRevision: true, percent: 100}, {latestRevision: true, tag: preview}]
                """.formatted(replicas, STABLE_IMAGE);
    }

    private String inferenceService() {
        return """
                apiVersion: serving.kserve.io/v1beta1
                kind: InferenceService
                metadata: {name: checkout, labels: {team: shop}}
                spec:
                  predictor:
                    minReplicas: %d
                    model:
                      modelFormat: {name: sklearn}
                      storageUri: s3://models/checkout/1
                      image: '%s'
                """.formatted(replicas, STABLE_IMAGE);
    }

    /** With fields that a release has no business with, so that it can be seen to leave them alone. */
    private String virtualService() {
        return """
                apiVersion: %s
                kind: VirtualService
                metadata: {name: checkout, labels: {team: shop}}
                spec:
                  hosts: [checkout]
                  http:
                  - name: primary
                    timeout: 5s
                    retries: {attempts: 0}
                    route:
                    - destination: {host: checkout, port: {number: 80}%s}
                      weight: 100
                """.formatted(ISTIO, routing == Routing.SUBSET ? ", subset: v1" : "");
    }

    /** As the server stores it, defaults written out, with a rule that is none of the release's business. */
    private static String httpRoute() {
        return """
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: checkout, labels: {team: shop}}
                spec:
                  parentRefs:
                  - {group: gateway.networking.k8s.io, kind: Gateway, name: edge}
                  hostnames: [checkout.example]
                  rules:
                  - matches: [{path: {type: PathPrefix, value: /old}}]
                    filters: [{type: RequestRedirect, requestRedirect: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}]
                  - matches: [{path: {type: PathPrefix, value: /}}]
                    timeouts: {request: 5s}
                    backendRefs:
                    - {group: "", kind: Service, name: checkout, port: 80, weight: 1}
                """;
    }

    /** Two Services behind one host, the more particular path first. */
    private static String ingress() {
        return """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata:
                  name: checkout
                  labels: {team: shop}
                  annotations: {nginx.ingress.kubernetes.io/proxy-body-size: 1m, nginx.ingress.kubernetes.io/affinity: cookie}
                spec:
                  ingressClassName: nginx
                  tls: [{hosts: [checkout.example], secretName: checkout-tls}]
                  rules:
                  - host: checkout.example
                    http:
                      paths:
                      - {path: /old, pathType: Prefix, backend: {service: {name: legacy, port: {number: 80}}}}
                      - {path: /, pathType: Prefix, backend: {service: {name: checkout, port: {name: http}}}}
                """;
    }

    private String destinationRule() {
        return """
                apiVersion: %s
                kind: DestinationRule
                metadata: {name: checkout}
                spec:
                  host: checkout
                  trafficPolicy: {loadBalancer: {simple: RANDOM}}
                  subsets:
                  - {name: v1, labels: {version: v1}}
                """.formatted(ISTIO);
    }
}

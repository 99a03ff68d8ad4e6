package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CanaryObjectsTest {
    private static final CanaryLabels APP = new CanaryLabels("app", "checkout", "checkout-canary");
    private static final CanaryObjects SEPARATE = new CanaryObjects("r-1", new Distinction(Optional.of(APP)));
    private static final CanaryObjects EQUAL = new CanaryObjects("r-1", new Distinction(Optional.empty()));

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: checkout
              namespace: shop
              uid: u-1
              resourceVersion: "7"
              generation: 3
              finalizers: [example.org/hold]
              ownerReferences: [{apiVersion: example.org/v1, kind: App, name: shop, uid: u-0}]
              labels: {app: checkout, team: shop, app.kubernetes.io/instance: shop, app.kubernetes.io/managed-by: Helm}
              annotations:
                deployment.kubernetes.io/revision: "4"
                kubectl.kubernetes.io/last-applied-configuration: "{}"
                argocd.argoproj.io/tracking-id: x
                kustomize.toolkit.fluxcd.io/name: x
                meta.helm.sh/release-name: x
                note: keep
            spec:
              replicas: 3
              minReadySeconds: 5
              progressDeadlineSeconds: 60
              selector: {matchLabels: {app: checkout}, matchExpressions: [{key: tier, operator: Exists}]}
              template:
                metadata: {labels: {app: checkout, tier: web}, annotations: {prometheus.io/scrape: "true"}}
                spec: {containers: [{name: main, image: 'a:1'}]}
            status: {replicas: 3}
            """;

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata:
              name: checkout
              namespace: shop
              uid: u-2
              resourceVersion: "9"
              annotations: {external-dns.alpha.kubernetes.io/hostname: shop.example, networking.istio.io/exportTo: "."}
            spec:
              type: LoadBalancer
              clusterIP: 10.0.0.7
              clusterIPs: [10.0.0.7]
              externalIPs: [192.0.2.7]
              externalTrafficPolicy: Local
              healthCheckNodePort: 31000
              allocateLoadBalancerNodePorts: true
              loadBalancerIP: 192.0.2.8
              loadBalancerClass: example.org/lb
              loadBalancerSourceRanges: [192.0.2.0/24]
              publishNotReadyAddresses: true
              sessionAffinity: ClientIP
              ipFamilyPolicy: SingleStack
              selector: {app: checkout, tier: web}
              ports:
              - {name: http, port: 80, targetPort: http, nodePort: 30080}
              - {name: grpc, port: 90, targetPort: 9090, nodePort: 30090, appProtocol: grpc}
            status: {loadBalancer: {ingress: [{ip: 192.0.2.8}]}}
            """;

    @Test
    void theClonesPodsDifferInOneLabelAndSayWhoseTheyAre() {
        Deployment canary = clone(SEPARATE);
        assertThat(canary.getSpec().getSelector().getMatchLabels()).isEqualTo(Map.of("app", "checkout-canary"));
        assertThat(canary.getSpec().getSelector().getMatchExpressions()).hasSize(1);
        assertThat(canary.getSpec().getTemplate().getMetadata().getLabels())
                .isEqualTo(Map.of(
                        "app",
                        "checkout-canary",
                        "tier",
                        "web",
                        CanaryNames.TRACK,
                        "canary",
                        CanaryNames.RELEASE,
                        "r-1"));
    }

    @Test
    void whereNoLabelCanDifferTheCloneSelectsOnOneMore() {
        Deployment canary = clone(EQUAL);
        assertThat(canary.getSpec().getSelector().getMatchLabels())
                .isEqualTo(Map.of("app", "checkout", CanaryNames.TRACK, "canary"));
        assertThat(canary.getSpec().getTemplate().getMetadata().getLabels()).containsEntry("app", "checkout");
    }

    @Test
    void theCloneHasNeitherOwnerNorHistoryNorWhatToolsKnowStableBy() {
        Deployment canary = clone(SEPARATE);
        assertThat(Serialization.asJson(canary.getMetadata()))
                .doesNotContain("uid", "resourceVersion", "generation", "finalizers", "ownerReferences");
        assertThat(canary.getMetadata().getName()).isEqualTo("checkout-canary");
        assertThat(canary.getMetadata().getNamespace()).isEqualTo("shop");
        assertThat(canary.getMetadata().getAnnotations()).isEqualTo(Map.of("note", "keep"));
        assertThat(canary.getMetadata().getLabels())
                .isEqualTo(Map.of(
                        "app", "checkout", "team", "shop", CanaryNames.TRACK, "canary", CanaryNames.RELEASE, "r-1"));
        assertThat(canary.getStatus()).isNull();
    }

    @Test
    void theCloneRunsAsStableDoes() {
        Deployment canary = clone(SEPARATE);
        assertThat(canary.getSpec().getReplicas()).isEqualTo(2);
        assertThat(canary.getSpec().getMinReadySeconds()).isEqualTo(5);
        assertThat(canary.getSpec().getProgressDeadlineSeconds()).isEqualTo(60);
        assertThat(canary.getSpec().getTemplate().getMetadata().getAnnotations())
                .containsEntry("prometheus.io/scrape", "true");
    }

    @Test
    void theTwinServiceSelectsTheCanaryOnAllOfStablesPorts() {
        Service twin = SEPARATE.service(stableService());
        assertThat(twin.getMetadata().getName()).isEqualTo("checkout-canary");
        assertThat(twin.getSpec().getSelector()).isEqualTo(Map.of("app", "checkout-canary", "tier", "web"));
        assertThat(twin.getSpec().getPorts())
                .extracting(ServicePort::getName, ServicePort::getNodePort)
                .containsExactly(tuple("http", null), tuple("grpc", null));
        assertThat(twin.getSpec().getPorts().get(1).getAppProtocol()).isEqualTo("grpc");
    }

    @Test
    void theTwinServiceIsReachableFromInsideOnlyAndUnderItsOwnAddress() {
        Service twin = SEPARATE.service(stableService());
        assertThat(Serialization.asJson(twin.getSpec()))
                .contains(
                        "\"type\":\"ClusterIP\"",
                        "\"sessionAffinity\":\"ClientIP\"",
                        "\"ipFamilyPolicy\":\"SingleStack\"")
                .doesNotContain(
                        "clusterIP", "external", "healthCheck", "oadBalancer", "nodePort", "publishNotReadyAddresses");
        assertThat(twin.getMetadata().getAnnotations()).isEqualTo(Map.of("networking.istio.io/exportTo", "."));
        assertThat(twin.getStatus()).isNull();
    }

    @Test
    void stablesOwnObjectsStayAsTheyAre() {
        Deployment stable = stable();
        Service service = stableService();
        SEPARATE.deployment(stable, stable.getSpec().getTemplate(), 2);
        SEPARATE.service(service);
        assertThat(stable).isEqualTo(stable());
        assertThat(service).isEqualTo(stableService());
    }

    @Test
    void whatTellsThemApartIsFoundAgainFromTheObjectsAlone() {
        assertThat(Distinction.between(stable(), clone(SEPARATE))).isEqualTo(SEPARATE.distinction());
        assertThat(Distinction.between(stable(), clone(EQUAL))).isEqualTo(EQUAL.distinction());
    }

    private static Deployment clone(CanaryObjects objects) {
        return objects.deployment(stable(), stable().getSpec().getTemplate(), 2);
    }

    private static Deployment stable() {
        return Yaml.read(DEPLOYMENT, Deployment.class);
    }

    private static Service stableService() {
        return Yaml.read(SERVICE, Service.class);
    }
}

package io.jenkins.plugins.canary.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.kubernetes.FabricKubernetesApi;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.kubernetes.Workloads;
import io.jenkins.plugins.canary.simulation.ServedKind;
import io.jenkins.plugins.canary.simulation.SimulatedClock;
import io.jenkins.plugins.canary.simulation.SimulatedCluster;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ConfigChanges;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.TrafficRouter;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.Workload;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two containers with a port each, behind a Service with both ports; a second Service that selects the same pods; two routes by two
 * ports; an autoscaled neighbour; and everything once more under the same names in another namespace.
 */
class SeveralOfEverythingTest {
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
    private static final String SHOP = "shop";
    private static final List<String> NAMESPACES = List.of(SHOP, "other");
    private static final String OLD = "registry.example/%s@sha256:" + "1".repeat(64);
    private static final String NEW = "registry.example/%s@sha256:" + "2".repeat(64);
    private static final Changes CHANGES = new Changes(
            Optional.empty(),
            Map.of("app", NEW.formatted("app"), "gate", NEW.formatted("gate")),
            Map.of(),
            Map.of(),
            Map.of(),
            ConfigChanges.NONE);
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: checkout}
            spec:
              replicas: 4
              revisionHistoryLimit: 10
              progressDeadlineSeconds: 600
              selector: {matchLabels: {app: checkout}}
              template:
                metadata: {labels: {app: checkout}}
                spec:
                  initContainers: [{name: migrate, image: 'registry.example/migrate@sha256:%1$s'}]
                  containers:
                  - {name: app, image: 'registry.example/app@sha256:%1$s', ports: [{name: http, containerPort: 8080}]}
                  - {name: gate, image: 'registry.example/gate@sha256:%1$s', ports: [{name: rpc, containerPort: 9090}]}
            """.formatted("1".repeat(64));
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: checkout}
            spec:
              type: LoadBalancer
              clusterIP: 10.96.0.10
              selector: {app: checkout}
              ports: [{name: http, port: 80, targetPort: http, nodePort: 30080}, {name: rpc, port: 90, targetPort: rpc, nodePort: 30090}]
            """;
    private static final String SECOND = """
            apiVersion: v1
            kind: Service
            metadata: {name: checkout-metrics}
            spec:
              clusterIP: None
              selector: {app: checkout}
              ports: [{name: metrics, port: 9102}]
            """;
    private static final String HTTP_ROUTE = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: checkout}
            spec:
              parentRefs: [{name: edge}, {name: mesh}]
              rules:
              - backendRefs: [{name: checkout, port: 80, weight: 1}]
              - backendRefs: [{name: checkout, port: 90, weight: 2}, {name: legacy, port: 90, weight: 2}]
            """;
    private static final String VIRTUAL_SERVICE = """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: checkout}
            spec:
              hosts: [checkout]
              http:
              - {name: web, route: [{destination: {host: checkout, port: {number: 80}}, weight: 100}]}
              - {name: rpc, route: [{destination: {host: checkout, port: {number: 90}}, weight: 50}, {destination: {host: legacy}, weight: 50}]}
            """;

    private final SimulatedClock clock = SimulatedClock.at(START);
    private final SimulatedCluster cluster = SimulatedCluster.start(clock);
    private final KubernetesClient client = cluster.client();
    private final KubernetesApi api = new FabricKubernetesApi(client);
    private final WorkloadName name = WorkloadName.parse("checkout");
    private final Workload workload = Workloads.create(api, SHOP, name, clock);

    @BeforeEach
    void build() {
        for (String namespace : NAMESPACES) {
            cluster.put(Kind.DEPLOYMENT, namespace, Serialization.unmarshal(DEPLOYMENT, Deployment.class));
            cluster.put(Kind.SERVICE, namespace, Serialization.unmarshal(SERVICE, Service.class));
            cluster.put(Kind.SERVICE, namespace, Serialization.unmarshal(SECOND, Service.class));
            put(namespace, ServedKind.HTTP_ROUTE, HTTP_ROUTE);
            put(namespace, ServedKind.VIRTUAL_SERVICE, VIRTUAL_SERVICE);
        }
        pass();
    }

    private void put(String namespace, Kind<GenericKubernetesResource> kind, String yaml) {
        cluster.put(kind, namespace, Serialization.unmarshal(yaml, GenericKubernetesResource.class));
    }

    @AfterEach
    void close() {
        client.close();
        cluster.close();
    }

    static Stream<Arguments> routers() {
        return Stream.of(
                Arguments.of(
                        new TrafficSpec(RouterKind.HTTP_ROUTE, Map.of("name", "checkout", "service", "checkout")),
                        ServedKind.HTTP_ROUTE),
                Arguments.of(
                        new TrafficSpec(RouterKind.ISTIO, Map.of("virtualService", "checkout", "service", "checkout")),
                        ServedKind.VIRTUAL_SERVICE));
    }

    @ParameterizedTest
    @MethodSource("routers")
    void everyRouteOfTheServiceIsSplitAndEverythingIsPutBack(
            TrafficSpec traffic, Kind<GenericKubernetesResource> kind) {
        Map<String, Object> before = everything(SHOP);
        Map<String, Object> elsewhere = everything("other");
        TrafficRouter router = Routers.create(traffic, api, SHOP, name);
        ClaimRecord claim = released(router, traffic);
        router.shift(claim, 25);
        assertThat(router.carries(claim, 25)).isTrue();
        assertThat(String.valueOf(
                        cluster.find(kind, SHOP, "checkout").orElseThrow().<Object>get("spec")))
                .as("both ports lead to the twin")
                .containsPattern("checkout-canary[^}]*\\b80\\b|\\b80\\b[^}]*checkout-canary")
                .containsPattern("checkout-canary[^}]*\\b90\\b|\\b90\\b[^}]*checkout-canary");
        router.home(claim);
        assertThat(router.carries(claim, 0)).isTrue();
        workload.deleteCanary(back(claim));
        router.clear(claim);
        pass();
        assertThat(everything(SHOP)).isEqualTo(before);
        assertThat(everything("other")).isEqualTo(elsewhere);
    }

    @ParameterizedTest
    @MethodSource("routers")
    void theCanarysPodsStandBehindItsTwinAloneAndTheTwinHasEveryPort(TrafficSpec traffic) {
        released(Routers.create(traffic, api, SHOP, name), traffic);
        Service twin = cluster.find(Kind.SERVICE, SHOP, "checkout-canary").orElseThrow();
        assertThat(twin.getSpec().getPorts()).extracting(port -> port.getName()).containsExactly("http", "rpc");
        assertThat(twin.getSpec().getPorts())
                .allSatisfy(port -> assertThat(port.getNodePort()).isNull());
        List<Pod> canaries = cluster.list(Kind.POD, SHOP).stream()
                .filter(pod -> pod.getMetadata().getName().startsWith("checkout-canary"))
                .toList();
        assertThat(canaries).isNotEmpty();
        assertThat(canaries).allSatisfy(pod -> assertThat(pod.getMetadata().getLabels())
                .containsAllEntriesOf(twin.getSpec().getSelector())
                .doesNotContainEntry("app", "checkout"));
    }

    @ParameterizedTest
    @MethodSource("routers")
    void aPromotionGivesStableEveryImageThatChangedAndNoOther(TrafficSpec traffic) {
        TrafficRouter router = Routers.create(traffic, api, SHOP, name);
        ClaimRecord claim = released(router, traffic);
        ClaimRecord promoting = claim.promoting(workload.promotion(claim), START);
        assertThat(promoting.promotion().orElseThrow().images()).containsOnlyKeys("app", "gate");
        workload.promote(promoting);
        pass();
        assertThat(workload.observe(promoting).stable().whole()).isTrue();
        assertThat(images(SHOP)).containsExactly(NEW.formatted("app"), NEW.formatted("gate"));
        assertThat(images("other")).containsExactly(OLD.formatted("app"), OLD.formatted("gate"));
        assertThat(deployment(SHOP).getSpec().getTemplate().getSpec().getInitContainers())
                .extracting(Container::getImage)
                .containsExactly(OLD.formatted("migrate"));
    }

    private ClaimRecord released(TrafficRouter router, TrafficSpec traffic) {
        ClaimRecord claim = ClaimRecord.opening(
                "release-1",
                new Holder("jenkins", "https://ci.example/", "https://ci.example/job/shop/1/"),
                START,
                START.plus(Duration.ofHours(1)),
                traffic,
                router.plan(),
                workload.originals(CHANGES),
                Duration.ofSeconds(1),
                Duration.ZERO);
        assertThat(workload.inspect(CHANGES, claim.route(), 2).problems()).isEmpty();
        router.shift(claim, 0);
        workload.createCanary(claim, CHANGES, 2);
        pass();
        assertThat(workload.observe(claim).canary().orElseThrow().ready()).isEqualTo(2);
        return claim.serving(25, START);
    }

    private static ClaimRecord back(ClaimRecord claim) {
        return claim.rollingBack(new Ending(Outcome.ROLLED_BACK, claim.phase(), false, "enough"), START);
    }

    private Deployment deployment(String namespace) {
        return cluster.find(Kind.DEPLOYMENT, namespace, "checkout").orElseThrow();
    }

    private List<String> images(String namespace) {
        return deployment(namespace).getSpec().getTemplate().getSpec().getContainers().stream()
                .map(Container::getImage)
                .toList();
    }

    private Map<String, Object> everything(String namespace) {
        Map<String, Object> all = new TreeMap<>();
        Stream.<Kind<? extends HasMetadata>>of(
                        Kind.DEPLOYMENT, Kind.SERVICE, ServedKind.HTTP_ROUTE, ServedKind.VIRTUAL_SERVICE)
                .forEach(kind -> cluster.list(kind, namespace)
                        .forEach(object -> all.put(
                                kind.kind() + "/" + object.getMetadata().getName(),
                                object instanceof GenericKubernetesResource generic
                                        ? generic.<Object>get("spec")
                                        : Serialization.asJson(spec(object)))));
        return all;
    }

    private static Object spec(HasMetadata object) {
        return object instanceof Deployment deployment ? deployment.getSpec() : ((Service) object).getSpec();
    }

    private void pass() {
        for (int i = 0; i < 10; i++) {
            clock.advanceTo(clock.instant().plus(Duration.ofSeconds(30)));
            NAMESPACES.forEach(namespace -> cluster.settle(namespace, clock.instant()));
        }
    }
}

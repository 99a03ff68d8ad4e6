package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.canary.simulation.ServedKind;
import io.jenkins.plugins.canary.simulation.SimulatedClock;
import io.jenkins.plugins.canary.simulation.SimulatedCluster;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A simulated cluster in which checkout is a Knative Service, and the part of Knative's controllers that counts: a revision of
 * every template, of a number or of the template's own name; the latest of them that is ready; traffic as the list says. Revisions
 * of an image that is held back do not become ready.
 *
 * @see <a href="https://github.com/knative/serving/tree/main/pkg/reconciler">Knative: the reconcilers</a>
 */
final class KnativeShop implements AutoCloseable {
    static final String OLD = "registry.example/checkout:1";
    static final Changes NEW_IMAGE = Changes.image("registry.example/checkout:2");
    private static final String SERVICE = """
            apiVersion: serving.knative.dev/v1
            kind: Service
            metadata: {name: checkout, annotations: {team: carts}}
            spec:
              template:
                metadata: {annotations: {autoscaling.knative.dev/target: '50'}%s}
                spec:
                  containerConcurrency: 10
                  containers: [{name: user-container, image: 'registry.example/checkout:1', resources: {}}]
              traffic: %s
            """;

    private final SimulatedClock clock = SimulatedClock.at(Records.START);
    private final SimulatedCluster cluster;
    private final KubernetesClient client;
    private final RecordingApi api;
    private final KnativeWorkload workload;
    private final Set<String> heldBack = new HashSet<>();
    private String lastTemplate = "";
    private int number;

    KnativeShop(String name, String traffic) {
        List<ServedKind> kinds = Stream.concat(
                        ServedKind.builtIn().stream(),
                        Stream.of(KnativeService.SERVICE, KnativeService.REVISION)
                                .map(kind -> new ServedKind(kind, true, true)))
                .toList();
        cluster = SimulatedCluster.start(clock, kinds);
        client = cluster.client();
        api = new RecordingApi(new FabricKubernetesApi(client));
        workload = new KnativeWorkload(api, Shop.NAMESPACE, WorkloadName.parse("ksvc/checkout"));
        cluster.put(
                KnativeService.SERVICE,
                Shop.NAMESPACE,
                Yaml.read(SERVICE.formatted(name, traffic), GenericKubernetesResource.class));
        settle();
        api.calls();
    }

    /** One whose traffic follows the latest revision, with a tag for previews. */
    static KnativeShop open() {
        return new KnativeShop("", "[{latestRevision: true, percent: 100}, {latestRevision: true, tag: preview}]");
    }

    KnativeWorkload workload() {
        return workload;
    }

    RecordingApi api() {
        return api;
    }

    SimulatedCluster cluster() {
        return cluster;
    }

    GenericKubernetesResource service() {
        return cluster.find(KnativeService.SERVICE, Shop.NAMESPACE, "checkout").orElseThrow();
    }

    String image() {
        return KnativeTemplate.of(service()).getSpec().getContainers().get(0).getImage();
    }

    /** Revision to percent, as the controllers have it. */
    Map<String, Integer> served() {
        return KnativeTraffic.of(service().get("status", "traffic")).shares();
    }

    /** No revision of that image becomes ready from now on. */
    void holdBack(String image) {
        heldBack.add(image);
    }

    void letGo(String image) {
        heldBack.remove(image);
        settle();
    }

    /** Changes the specification as another's hand would. */
    void change(String image) {
        GenericKubernetesResource service = Serialization.clone(service());
        Map<String, Object> spec = new LinkedHashMap<>(service.<Map<String, Object>>get("spec"));
        PodTemplateSpec template = KnativeTemplate.of(service);
        template.getSpec().getContainers().get(0).setImage(image);
        spec.put("template", KnativeTemplate.written(template));
        service.setAdditionalProperty("spec", spec);
        cluster.put(KnativeService.SERVICE, Shop.NAMESPACE, service);
        settle();
    }

    ClaimRecord claim() {
        return Records.opening(workload.originals(NEW_IMAGE), Separation.SHARED_SERVICE);
    }

    /** A claim of a release whose canary is ready and has that weight. */
    ClaimRecord released(int weight) {
        ClaimRecord claim = claim();
        created(claim);
        ClaimRecord serving = claim.serving(weight, Records.START);
        workload.shift(serving, weight);
        settle();
        api.calls();
        return serving;
    }

    void created(ClaimRecord claim) {
        for (int i = 0; i < 2; i++) {
            workload.createCanary(claim, NEW_IMAGE, 1);
            settle();
        }
    }

    static ClaimRecord rollingBack(ClaimRecord claim) {
        return claim.rollingBack(new Ending(Outcome.ROLLED_BACK, claim.phase(), false, "it harms"), Records.START);
    }

    ClaimRecord promoting(ClaimRecord claim) {
        return claim.promoting(workload.promotion(claim), Records.START);
    }

    /** Deletes the canary as a driver does, while Knative goes on. */
    void cleared(ClaimRecord claim) {
        for (int i = 0; i < 3; i++) {
            workload.deleteCanary(claim);
            settle();
        }
    }

    /** Lets the controllers act. */
    void settle() {
        GenericKubernetesResource service = service();
        PodTemplateSpec template = KnativeTemplate.of(service);
        String hash = TemplateHash.of(template);
        String created = OtherKinds.text(service, "status", "latestCreatedRevisionName");
        if (!hash.equals(lastTemplate)) {
            lastTemplate = hash;
            number++;
            String own = KnativeTemplate.name(template);
            created = own.isEmpty() ? "checkout-0000" + number : own;
            if (cluster.find(KnativeService.REVISION, Shop.NAMESPACE, created).isEmpty()) {
                revision(created, template);
            }
        }
        boolean ready =
                !heldBack.contains(template.getSpec().getContainers().get(0).getImage());
        condition(created, ready);
        tell(service, created, ready);
    }

    private void revision(String name, PodTemplateSpec template) {
        GenericKubernetesResource revision = new GenericKubernetesResource();
        revision.setApiVersion(KnativeService.REVISION.apiVersion());
        revision.setKind("Revision");
        revision.setMetadata(new ObjectMetaBuilder(template.getMetadata())
                .withName(name)
                .addToLabels("serving.knative.dev/service", "checkout")
                .addToAnnotations("serving.knative.dev/creator", "somebody")
                .build());
        revision.setAdditionalProperty("spec", KnativeTemplate.written(template).get("spec"));
        cluster.put(KnativeService.REVISION, Shop.NAMESPACE, revision);
    }

    private void condition(String name, boolean ready) {
        GenericKubernetesResource revision = Serialization.clone(
                cluster.find(KnativeService.REVISION, Shop.NAMESPACE, name).orElseThrow());
        Map<String, Object> status = new LinkedHashMap<>();
        status.put(
                "conditions",
                List.of(Map.of(
                        "type", "Ready", "status", ready ? "True" : "False", "reason", "Held", "message", "no image")));
        status.put(
                "containerStatuses",
                List.of(Map.of("name", "user-container", "imageDigest", "registry.example/checkout@sha256:" + name)));
        revision.setAdditionalProperty("status", status);
        cluster.put(KnativeService.REVISION, Shop.NAMESPACE, revision);
    }

    private void tell(GenericKubernetesResource service, String created, boolean ready) {
        String latest = ready ? created : OtherKinds.text(service, "status", "latestReadyRevisionName");
        List<Map<String, Object>> traffic = new ArrayList<>();
        for (Object item : service.<List<?>>get("spec", "traffic")) {
            Map<String, Object> entry = new LinkedHashMap<>();
            ((Map<?, ?>) item).forEach((key, value) -> entry.put((String) key, value));
            entry.putIfAbsent("revisionName", latest);
            traffic.add(entry);
        }
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("observedGeneration", service.getMetadata().getGeneration());
        status.put("latestCreatedRevisionName", created);
        status.put("latestReadyRevisionName", latest);
        status.put("traffic", traffic);
        status.put(
                "conditions",
                Stream.of("Ready", "ConfigurationsReady", "RoutesReady")
                        .map(type ->
                                Map.of("type", type, "status", ready || type.equals("RoutesReady") ? "True" : "False"))
                        .toList());
        GenericKubernetesResource told = Serialization.clone(service);
        told.setAdditionalProperty("status", status);
        cluster.put(KnativeService.SERVICE, Shop.NAMESPACE, told);
    }

    @Override
    public void close() {
        client.close();
        cluster.close();
    }
}

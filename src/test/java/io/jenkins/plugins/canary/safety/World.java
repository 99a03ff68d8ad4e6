package io.jenkins.plugins.canary.safety;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.jenkins.plugins.canary.kubernetes.CanaryNames;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.simulation.ImageBehaviour;
import io.jenkins.plugins.canary.simulation.OtherHand;
import io.jenkins.plugins.canary.simulation.Routing;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.ServedKind;
import io.jenkins.plugins.canary.simulation.SimulatedClock;
import io.jenkins.plugins.canary.simulation.SimulatedCluster;
import io.jenkins.plugins.canary.simulation.TrafficMap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One namespace with a service that users are using, and a picture of how it stood before anybody released anything. */
final class World {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Kind<? extends HasMetadata>> KINDS = List.of(
            Kind.DEPLOYMENT,
            Kind.STATEFUL_SET,
            Kind.DAEMON_SET,
            Kind.SERVICE,
            ServedKind.VIRTUAL_SERVICE,
            ServedKind.DESTINATION_RULE,
            ServedKind.HTTP_ROUTE,
            ServedKind.INGRESS,
            ServedKind.KNATIVE_SERVICE,
            ServedKind.INFERENCE_SERVICE,
            ServedKind.AUTOSCALER);
    private static final ImageBehaviour QUICK =
            new ImageBehaviour(ImageBehaviour.Fate.BECOMES_READY, Duration.ofSeconds(1), Duration.ofSeconds(1));
    private static final List<String> SERVER_OWNED =
            List.of("resourceVersion", "uid", "generation", "managedFields", "creationTimestamp");

    final String namespace;
    final SimulatedCluster cluster;
    final SimulatedClock clock;
    private final Routing routing;
    private Map<String, JsonNode> before;
    private boolean anotherHand;
    private boolean found;
    private boolean replayed;
    private Runnable afterCall = () -> {};

    /** Everything here at one moment. */
    record Point(SimulatedCluster.Moment cluster, Instant time) {}

    World(SimulatedCluster cluster, SimulatedClock clock, String namespace, Routing routing) {
        this.cluster = cluster;
        this.clock = clock;
        this.namespace = namespace;
        this.routing = routing;
        cluster.behave(Scenery.STABLE_IMAGE, QUICK);
        cluster.behave(Scenery.CANARY_IMAGE, QUICK);
        Scenery four = Scenery.checkout(namespace).replicas(4).routed(routing);
        (routing.isInPlace() || routing.isServerless() ? four : four.autoscaled(2, 8)).build(cluster, clock.instant());
        clock.advanceTo(clock.instant().plus(Scenery.STARTUP.multipliedBy(4)));
        cluster.settle(namespace, clock.instant());
        this.before = picture();
        mustServeEverybody();
    }

    /** What is released here, with times so short that a case takes few ticks. */
    String spec() {
        return """
                namespace: %s
                workload: %s
                traffic: %s
                hold: 15s
                source: numbers
                metrics:
                  - errorRatio: {name: errors, total: t, bad: b, critical: true}
                minDuration: 15s
                maxDuration: 30m
                warmUp: 0s
                drain: 10s
                """.formatted(namespace, workload(), routing.traffic());
    }

    /** What a specification calls the workload. */
    String workload() {
        return routing.workload();
    }

    /** How it stands now. */
    Point now() {
        return new Point(cluster.keep(namespace), clock.instant());
    }

    /** Makes everything what it was at that point. */
    void goBackTo(Point point) {
        cluster.restore(namespace, point.cluster());
        clock.resetTo(point.time());
        replayed = false;
    }

    /** From that time on nothing happens here but that time passes, until it goes back to a point: what happens is known. */
    void replayFrom(Instant time) {
        clock.resetTo(time);
        replayed = true;
    }

    /** Does that after each call to the cluster from now on. */
    void afterEachCall(Runnable action) {
        afterCall = action;
    }

    /** Tells what outlives a process, after one of its calls. */
    Object witness(int entries) {
        afterCall.run();
        return List.of(cluster.version(namespace), clock.instant(), entries);
    }

    /** Time passes; controllers act. */
    void advanceTo(Instant until) {
        if (replayed) {
            clock.advanceTo(until);
            return;
        }
        Instant now = clock.instant();
        while (now.isBefore(until)) {
            Instant next = now.plus(Duration.ofSeconds(2));
            now = next.isBefore(until) ? next : until;
            clock.advanceTo(now);
            promoteElsewhere();
            cluster.settle(namespace, now);
            mustServeEverybody();
        }
    }

    /** From now on stable is managed by something else, which gives it the version that a claim tells. */
    void letAnotherHandPromote() {
        anotherHand = true;
    }

    /** Another hand changes a variable of stable's, and that is how the world stands then. */
    void letAnotherHandChangeStable() {
        cluster.put(
                Kind.DEPLOYMENT,
                namespace,
                new DeploymentBuilder(stable())
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .editFirstContainer()
                        .editFirstEnv()
                        .withValue("USD")
                        .endEnv()
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build());
        cluster.settle(namespace, clock.instant());
        String key = "deployments.apps/" + Scenery.NAME;
        Map<String, JsonNode> changed = new TreeMap<>(before);
        changed.replace(key, changed.get(key).deepCopy());
        ((ObjectNode) changed.get(key).at("/spec/template/spec/containers/0/env/0")).put("value", "USD");
        before = changed;
    }

    /** Something else makes the canary, and gives it a tenth of the traffic; that is how the world stands then. */
    void letSomethingElseMakeTheCanary() {
        if (!found) {
            found = true;
            new OtherHand(namespace, routing, 1, 10).build(cluster, clock.instant());
            clock.advanceTo(clock.instant().plus(Scenery.STARTUP.multipliedBy(4)));
            cluster.settle(namespace, clock.instant());
            before = picture();
            mustServeEverybody();
        }
    }

    /** Whether it has done so. */
    boolean isPromotedByAnotherHand() {
        return anotherHand && image().equals(Scenery.CANARY_IMAGE);
    }

    private void promoteElsewhere() {
        if (anotherHand && claimSays("PROMOTING") && !image().equals(Scenery.CANARY_IMAGE)) {
            cluster.put(
                    Kind.DEPLOYMENT,
                    namespace,
                    new DeploymentBuilder(stable())
                            .editSpec()
                            .editTemplate()
                            .editSpec()
                            .editFirstContainer()
                            .withImage(Scenery.CANARY_IMAGE)
                            .endContainer()
                            .endSpec()
                            .endTemplate()
                            .endSpec()
                            .build());
        }
    }

    private Deployment stable() {
        return cluster.find(Kind.DEPLOYMENT, namespace, Scenery.NAME).orElseThrow();
    }

    private String image() {
        return stable().getSpec().getTemplate().getSpec().getContainers().get(0).getImage();
    }

    /** At no instant does any traffic go where no ready pod is. */
    void mustServeEverybody() {
        if (replayed) {
            return;
        }
        TrafficMap traffic = TrafficMap.of(cluster, namespace, Scenery.NAME);
        assertThat(traffic.lost()).as("traffic that is lost: %s", traffic).isZero();
    }

    /** Everything is exactly as it was, but for what the server itself keeps. */
    void mustBeAsBefore() {
        assertThat(picture()).isEqualTo(before);
    }

    /** Everything is as it was, but that stable runs the new image. */
    void mustBePromoted() {
        Map<String, JsonNode> expected = new TreeMap<>(before);
        expected.replaceAll((name, object) -> withCanaryImage(object));
        if (found) {
            expected.replaceAll((name, object) -> withAllForStable(object));
        }
        assertThat(picture()).isEqualTo(expected);
    }

    /** Wherever the workload, or what its controllers make of it, names the image. */
    private static JsonNode withCanaryImage(JsonNode object) {
        JsonNode next = object.deepCopy();
        if (next.at("/metadata/name").asText().startsWith(Scenery.NAME)
                && !next.at("/metadata/name").asText().equals(OtherHand.NAME)) {
            for (String place : List.of("/spec/template/spec/containers/0", "/spec/predictor/model")) {
                if (next.at(place) instanceof ObjectNode container) {
                    container.put("image", Scenery.CANARY_IMAGE);
                }
            }
        }
        return next;
    }

    /** The canary that something else made keeps its place in the route, and gets nothing. */
    private static JsonNode withAllForStable(JsonNode object) {
        JsonNode next = object.deepCopy();
        next.findParents("weight")
                .forEach(one -> ((ObjectNode) one).put("weight", one.toString().contains(OtherHand.NAME) ? 0 : 100));
        if (next.at("/metadata/annotations") instanceof ObjectNode annotations
                && annotations.has("nginx.ingress.kubernetes.io/canary-weight")) {
            annotations.put("nginx.ingress.kubernetes.io/canary-weight", "0");
        }
        return next;
    }

    /** After how many ticks a promotion is under way; of revisions there is nothing to roll out, so that it is quick. */
    int ticksIntoPromotion() {
        return routing.isServerless() ? 2 : 4;
    }

    /** Whether the claim says that the release is over. */
    boolean isOver() {
        return claimSays("DONE");
    }

    private boolean claimSays(String phase) {
        return cluster.list(Kind.LEASE, namespace).stream().anyMatch(lease -> lease.getMetadata()
                .getAnnotations()
                .get(CanaryNames.CLAIM)
                .contains("\"phase\":\"" + phase + "\""));
    }

    private Map<String, JsonNode> picture() {
        Map<String, JsonNode> picture = new TreeMap<>();
        for (Kind<? extends HasMetadata> kind : KINDS) {
            for (HasMetadata object : cluster.list(kind, namespace)) {
                picture.put(
                        kind.plural() + "." + kind.group() + "/"
                                + object.getMetadata().getName(),
                        userOwned(object));
            }
        }
        return picture;
    }

    private static JsonNode userOwned(HasMetadata object) {
        ObjectNode json = JSON.valueToTree(object);
        json.remove("status");
        ObjectNode metadata = (ObjectNode) json.get("metadata");
        SERVER_OWNED.forEach(metadata::remove);
        if (metadata.get("annotations") instanceof ObjectNode annotations) {
            annotations.remove("deployment.kubernetes.io/revision");
            if (annotations.isEmpty()) {
                metadata.remove("annotations");
            }
        }
        return json;
    }
}

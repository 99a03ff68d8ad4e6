package io.jenkins.plugins.canary.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.canary.kubernetes.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The API server as a client over HTTP meets it. */
class SimulatedApiTest {
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    private final SimulatedClock clock = SimulatedClock.at(START);
    private final SimulatedCluster cluster = SimulatedCluster.start(clock);
    private final KubernetesClient client = cluster.client();

    @BeforeEach
    void build() {
        Scenery.checkout("shop").build(cluster, START);
        clock.advanceTo(START.plusSeconds(10));
        cluster.settle("shop", clock.instant());
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    @Test
    void showsWhatTheControllersMade() {
        assertThat(client.pods()
                        .inNamespace("shop")
                        .withLabel("app", "checkout")
                        .list()
                        .getItems())
                .hasSize(3)
                .allSatisfy(pod -> assertThat(pod.getStatus().getPhase()).isEqualTo("Running"));
    }

    @Test
    void createsInVirtualTime() {
        clock.advanceTo(START.plusSeconds(3600));
        client.resource(new DeploymentBuilder(read())
                        .editMetadata()
                        .withName("other")
                        .withResourceVersion(null)
                        .withUid(null)
                        .endMetadata()
                        .build())
                .create();

        assertThat(cluster.find(Kind.DEPLOYMENT, "shop", "other")
                        .orElseThrow()
                        .getMetadata()
                        .getCreationTimestamp())
                .isEqualTo("2026-01-05T11:00:00Z");
    }

    @Test
    void refusesAnUpdateOfWhatSomebodyElseChangedMeanwhile() {
        Deployment stale = read();
        client.resource(scaled(stale, 4)).update();

        assertThatThrownBy(() -> client.resource(scaled(stale, 5)).update())
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> assertThat(e.getCode())
                        .isEqualTo(409));
    }

    @Test
    void aPictureShowsEvenAWriteThatWasTakenBack() {
        Map<String, String> before = cluster.picture("shop");
        Deployment first = read();
        Deployment scaled = client.resource(scaled(first, 4)).update();
        client.resource(scaled(scaled, first.getSpec().getReplicas())).update();

        assertThat(read().getSpec()).isEqualTo(first.getSpec());
        assertThat(cluster.picture("shop")).containsOnlyKeys(before.keySet()).isNotEqualTo(before);
    }

    @Test
    void countsGenerationsOnlyForTheSpecAndLeavesTheStatusToTheController() {
        Deployment before = read();
        Deployment after = client.resource(new DeploymentBuilder(scaled(before, 4))
                        .editStatus()
                        .withReadyReplicas(99)
                        .endStatus()
                        .build())
                .update();

        assertThat(after.getMetadata().getGeneration())
                .isEqualTo(before.getMetadata().getGeneration() + 1);
        assertThat(after.getStatus()).isEqualTo(before.getStatus());
    }

    @Test
    void deletesOnlyTheVeryObjectThatWasMeant() throws IOException {
        String options = "{\"kind\":\"DeleteOptions\",\"apiVersion\":\"v1\",\"preconditions\":{\"uid\":\"another\"}}";

        assertThat(call("DELETE", "/apis/apps/v1/namespaces/shop/deployments/checkout", options))
                .isEqualTo(409);
        assertThat(cluster.find(Kind.DEPLOYMENT, "shop", "checkout")).isPresent();

        String uid = read().getMetadata().getUid();
        assertThat(call(
                        "DELETE",
                        "/apis/apps/v1/namespaces/shop/deployments/checkout",
                        options.replace("another", uid)))
                .isEqualTo(200);
        assertThat(cluster.find(Kind.DEPLOYMENT, "shop", "checkout")).isEmpty();
    }

    @Test
    void keepsFieldsItKnowsNothingOf() {
        GenericKubernetesResource route = client.genericKubernetesResources("networking.istio.io/v1", "VirtualService")
                .inNamespace("shop")
                .withName("checkout")
                .get();

        assertThat(route.getAdditionalProperties().get("spec").toString()).contains("timeout=5s");
    }

    @Test
    void tellsWhichKindsItKnows() throws IOException {
        assertThat(call("GET", "/apis/networking.istio.io/v1", "")).isEqualTo(200);
        assertThat(call("GET", "/apis/networking.istio.io/v1beta1", "")).isEqualTo(404);
        assertThat(call("GET", "/apis/gateway.networking.k8s.io/v1/namespaces/shop/tlsroutes", ""))
                .isEqualTo(404);
        assertThat(client.hasApiGroup("networking.istio.io", true)).isTrue();
        assertThat(client.hasApiGroup("monitoring.coreos.com", true)).isFalse();
        assertThat(client.getKubernetesVersion().getMinor()).isEqualTo("31");
    }

    @Test
    void refusesToTellOfAllNamespacesAtOnce() throws IOException {
        assertThat(call("GET", "/api/v1/pods", "")).isEqualTo(501);
        assertThat(call("GET", "/api/v1/namespaces/shop/pods", "")).isEqualTo(200);
        assertThat(call("GET", "/api/v1/namespaces", "")).isEqualTo(200);
    }

    @Test
    void noVersionIsGivenTwiceEvenIfANamespaceIsMadeWhatItWas() {
        SimulatedCluster.Moment before = cluster.keep("shop");
        Deployment scaled = client.resource(scaled(read(), 4)).update();

        cluster.forget("shop");
        cluster.restore("shop", before);
        Deployment again = client.resource(scaled(read(), 5)).update();

        assertThat(again.getMetadata().getResourceVersion())
                .isNotEqualTo(scaled.getMetadata().getResourceVersion());
    }

    @Test
    void namesTheRightThatIsMissing() {
        cluster.deny("update", "deployments");

        assertThatThrownBy(() -> client.resource(scaled(read(), 4)).update())
                .hasMessageContaining("deployments.apps is forbidden")
                .hasMessageContaining("cannot update resource \"deployments\"")
                .hasMessageContaining("in the namespace \"shop\"");
        assertThat(allowed("update")).isFalse();
        assertThat(allowed("get")).isTrue();
    }

    @Test
    void showsTheLogOfAPod() {
        Pod pod = cluster.list(Kind.POD, "shop").get(0);

        assertThat(client.pods()
                        .inNamespace("shop")
                        .withName(pod.getMetadata().getName())
                        .getLog())
                .contains("listening on port 8080");
    }

    @Test
    void countsCallsOverHttpOnly() {
        long before = cluster.calls();
        read();
        cluster.settle("shop", clock.instant());

        assertThat(cluster.calls()).isEqualTo(before + 1);
    }

    private boolean allowed(String verb) {
        SelfSubjectAccessReview review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withVerb(verb)
                .withGroup("apps")
                .withResource("deployments")
                .withNamespace("shop")
                .endResourceAttributes()
                .endSpec()
                .build();
        return client.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(review)
                .getStatus()
                .getAllowed();
    }

    private Deployment read() {
        return client.apps()
                .deployments()
                .inNamespace("shop")
                .withName("checkout")
                .get();
    }

    private static Deployment scaled(Deployment deployment, int replicas) {
        return new DeploymentBuilder(deployment)
                .editSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
    }

    private int call(String method, String path, String body) throws IOException {
        RequestBody content = method.equals("GET") ? null : RequestBody.create(body, MediaType.get("application/json"));
        Request request = new Request.Builder()
                .url(cluster.url() + path.substring(1))
                .method(method, content)
                .build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            return response.code();
        }
    }
}

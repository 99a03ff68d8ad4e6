package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.target.ConflictException;
import io.jenkins.plugins.canary.target.DeniedException;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FabricKubernetesApiTest {
    private final MockWebServer server = new MockWebServer();
    private KubernetesClient client;
    private KubernetesApi api;

    @BeforeEach
    void start() throws IOException {
        server.start();
        client = Clients.of(new ConfigBuilder(Config.empty())
                .withMasterUrl(server.url("/").toString())
                .withHttp2Disable(true)
                .build());
        api = new FabricKubernetesApi(client);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.shutdown();
    }

    @Test
    void aRightIsAskedForOnExactlyTheObjectAndTheAnswerIsBelieved() throws Exception {
        answer(201, "{\"status\":{\"allowed\":true}}");
        answer(201, "{\"status\":{\"allowed\":false}}");
        assertThat(api.allows("shop", new Right("update", "apps", "deployments", "checkout")))
                .isTrue();
        assertThat(api.allows("shop", new Right("get", "", "pods/log", ""))).isFalse();
        RecordedRequest first = server.takeRequest();
        assertThat(first.getPath()).isEqualTo("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews");
        assertThat(first.getBody().readUtf8())
                .contains("\"namespace\":\"shop\"", "\"verb\":\"update\"", "\"group\":\"apps\"")
                .contains("\"resource\":\"deployments\"", "\"name\":\"checkout\"");
        assertThat(server.takeRequest().getBody().readUtf8())
                .contains("\"resource\":\"pods\"", "\"subresource\":\"log\"");
    }

    @Test
    void whoMayNotAskForRightsFindsOutByDoing() {
        answer(403, "{\"message\":\"no\"}");
        assertThat(api.allows("shop", new Right("create", "apps", "deployments", "")))
                .isTrue();
    }

    @Test
    void anUpdateIsOnePutThatCarriesTheVersionThatWasRead() throws InterruptedException {
        answer(200, "{\"metadata\":{\"name\":\"checkout\",\"resourceVersion\":\"8\"}}");
        Service updated = api.update(Kind.SERVICE, service("7"));
        assertThat(updated.getMetadata().getResourceVersion()).isEqualTo("8");
        assertThat(server.getRequestCount()).isEqualTo(1);
        RecordedRequest request = server.takeRequest();
        assertThat(request.getMethod()).isEqualTo("PUT");
        assertThat(request.getPath()).isEqualTo("/api/v1/namespaces/shop/services/checkout");
        assertThat(request.getBody().readUtf8()).contains("\"resourceVersion\":\"7\"");
    }

    @Test
    void anUpdateOfAnObjectThatWasNeverReadIsAMistake() {
        assertThatThrownBy(() -> api.update(Kind.SERVICE, service(null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Service shop/checkout has no resourceVersion");
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void aDeletionNamesTheVeryObjectAndTakesWhatItOwnsInTheBackground() throws InterruptedException {
        answer(200, "{}");
        api.delete(Kind.DEPLOYMENT, "shop", "checkout-canary", "uid-1");
        RecordedRequest request = server.takeRequest();
        assertThat(request.getMethod()).isEqualTo("DELETE");
        assertThat(request.getPath()).isEqualTo("/apis/apps/v1/namespaces/shop/deployments/checkout-canary");
        assertThat(request.getBody().readUtf8())
                .contains("\"propagationPolicy\":\"Background\"")
                .contains("\"preconditions\":{\"uid\":\"uid-1\"}");
    }

    @Test
    void nothingToDeleteIsFine() {
        answer(404, "");
        api.delete(Kind.SERVICE, "shop", "checkout-canary", "uid-1");
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void aMissingObjectIsEmpty() {
        answer(404, "");
        assertThat(api.get(Kind.SERVICE, "shop", "checkout")).isEmpty();
    }

    @Test
    void aListOfAKindThatTheServerDoesNotKnowIsEmpty() {
        answer(404, "404 page not found");
        assertThat(api.list(Kind.SERVICE, "shop", Map.of())).isEmpty();
    }

    @Test
    void aListIsSelectedByLabelsAndItsItemsSayWhatTheyAre() throws InterruptedException {
        answer(200, "{\"kind\":\"ServiceList\",\"items\":[{\"metadata\":{\"name\":\"a\"}}]}");
        assertThat(api.list(Kind.SERVICE, "shop", Map.of("b", "2", "app", "1")))
                .singleElement()
                .satisfies(service -> {
                    assertThat(service.getMetadata().getName()).isEqualTo("a");
                    assertThat(service.getKind()).isEqualTo("Service");
                    assertThat(service.getApiVersion()).isEqualTo("v1");
                });
        assertThat(server.takeRequest().getPath())
                .isEqualTo("/api/v1/namespaces/shop/services?labelSelector=app%3D1%2Cb%3D2");
    }

    @Test
    void fieldsThatWeKnowNothingOfComeThroughUnchanged() throws InterruptedException {
        Kind<GenericKubernetesResource> kind = Kind.generic("autoscaling", "v9", "Autoscaler", "autoscalers");
        String json = "{\"metadata\":{\"name\":\"a\",\"namespace\":\"shop\",\"resourceVersion\":\"1\"},"
                + "\"spec\":{\"strange\":[1,{\"deep\":true}]}}";
        answer(200, json);
        answer(200, json);
        api.update(kind, api.get(kind, "shop", "a").orElseThrow());
        server.takeRequest();
        assertThat(server.takeRequest().getBody().readUtf8()).contains("\"spec\":{\"strange\":[1,{\"deep\":true}]}");
    }

    @Test
    void anObjectThatExistsAlreadyIsAConflict() {
        answer(409, "{\"kind\":\"Status\",\"message\":\"services \\\"checkout\\\" already exists\"}");
        assertThatThrownBy(() -> api.create(Kind.SERVICE, service(null)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("create services checkout in namespace shop")
                .hasMessageContaining("already exists");
    }

    @Test
    void anUpdateOfAnObjectThatHasGoneIsAConflict() {
        answer(404, "");
        assertThatThrownBy(() -> api.update(Kind.SERVICE, service("7")))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("gone");
    }

    @Test
    void aMissingRightIsNamedByVerbResourceAndNamespace() {
        answer(403, "{\"kind\":\"Status\",\"message\":\"forbidden: because\"}");
        assertThatThrownBy(() -> api.list(Kind.DEPLOYMENT, "shop", Map.of()))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("verb list on deployments.apps in namespace shop")
                .hasMessageContaining("because");
    }

    @Test
    void credentialsThatAreNotAcceptedAreSaidToBeSo() {
        answer(401, "{\"kind\":\"Status\",\"message\":\"Unauthorized\"}");
        assertThatThrownBy(() -> api.get(Kind.POD, "shop", "a"))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("does not accept the credentials");
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void aMistakeIsRefusedInTheServersWords() {
        answer(422, "{\"kind\":\"Status\",\"message\":\"spec.ports: Required value\\nreally\"}");
        assertThatThrownBy(() -> api.create(Kind.SERVICE, service(null)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("spec.ports: Required value really");
    }

    @Test
    void aServerThatIsBusySaysWhenToComeBackAndIsNotAskedAgain() {
        server.enqueue(new MockResponse().setResponseCode(429).setHeader("Retry-After", "7"));
        assertThatThrownBy(() -> api.get(Kind.POD, "shop", "a"))
                .isInstanceOfSatisfying(UnavailableException.class, e -> assertThat(e.retryAfter())
                        .isEqualTo(Duration.ofSeconds(7)));
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void aServerThatFailsLeavesTheOutcomeUnknown() {
        answer(500, "{\"kind\":\"Status\",\"message\":\"etcd\",\"details\":{\"retryAfterSeconds\":2}}");
        assertThatThrownBy(() -> api.update(Kind.SERVICE, service("7")))
                .isInstanceOfSatisfying(UnavailableException.class, e -> assertThat(e.retryAfter())
                        .isEqualTo(Duration.ofSeconds(2)));
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void aConnectionThatBreaksLeavesTheOutcomeUnknown() {
        server.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
        assertThatThrownBy(() -> api.update(Kind.SERVICE, service("7"))).isInstanceOf(UnavailableException.class);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void aPageInsteadOfAnObjectIsNotTakenForOne() {
        answer(200, "<html>Log in</html>");
        assertThatThrownBy(() -> api.get(Kind.POD, "shop", "a"))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("not JSON");
    }

    @Test
    void theServerIsAskedWhichKindsItServes() {
        answer(200, "{\"resources\":[{\"name\":\"deployments\"},{\"name\":\"deployments/scale\"}]}");
        assertThat(api.serves(Kind.DEPLOYMENT)).isTrue();
        answer(200, "{\"resources\":[{\"name\":\"deployments\"}]}");
        assertThat(api.serves(Kind.REPLICA_SET)).isFalse();
        answer(404, "");
        assertThat(api.serves(Kind.LEASE)).isFalse();
    }

    @Test
    void logsAreReadByContainerAndBoundedInLines() throws InterruptedException {
        answer(200, "one\ntwo\n");
        assertThat(api.previousLog("shop", "checkout-1", "main", 20)).isEqualTo("one\ntwo\n");
        assertThat(server.takeRequest().getPath())
                .isEqualTo("/api/v1/namespaces/shop/pods/checkout-1/log?container=main&previous=true&tailLines=20");
    }

    @Test
    void aContainerThatCannotBeAskedHasNoLog() {
        answer(400, "{\"message\":\"waiting to start\"}");
        assertThat(api.log("shop", "checkout-1", "main", 20)).isEmpty();
    }

    @Test
    void aClientThatRepeatsCallsByItselfIsNotTaken() {
        client.getConfiguration().setRequestRetryBackoffLimit(3);
        assertThatThrownBy(() -> new FabricKubernetesApi(client))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("requestRetryBackoffLimit");
    }

    @Test
    void namesCannotLeadElsewhere() throws InterruptedException {
        answer(404, "");
        api.get(Kind.SERVICE, "shop", "../secrets/x");
        assertThat(server.takeRequest().getPath()).isEqualTo("/api/v1/namespaces/shop/services/..%2Fsecrets%2Fx");
    }

    private void answer(int code, String body) {
        server.enqueue(new MockResponse().setResponseCode(code).setBody(body));
    }

    private static Service service(String version) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName("checkout")
                .withNamespace("shop")
                .withResourceVersion(version)
                .endMetadata()
                .build();
    }
}

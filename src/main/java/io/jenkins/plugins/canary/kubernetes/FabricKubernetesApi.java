package io.jenkins.plugins.canary.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jenkins.plugins.canary.target.UnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The cluster's API over the transport, the credentials and the model classes of the fabric8 client. The requests are our own, so
 * that a method is exactly one HTTP call: nothing is read behind the caller's back and nothing is repeated.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/">Kubernetes: API concepts</a>
 */
public final class FabricKubernetesApi implements KubernetesApi {
    /** How long one call may take; after it the outcome is unknown. */
    public static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    private static final Kind<GenericKubernetesResource> REVIEW =
            Kind.generic("authorization.k8s.io", "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews");
    private static final Kind<GenericKubernetesResource> VERSION = Kind.generic("", "", "Version", "version");
    private static final String JSON = "application/json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http;
    private final KubernetesSerialization serialization;
    private final ApiPaths paths;

    /**
     * The API that the client talks to; the caller closes the client.
     *
     * @throws IllegalArgumentException if the client repeats failed calls by itself; {@link Clients} makes ones that do not
     */
    public FabricKubernetesApi(KubernetesClient client) {
        if (client.getConfiguration().getRequestRetryBackoffLimit() != 0) {
            throw new IllegalArgumentException("the client's requestRetryBackoffLimit is "
                    + client.getConfiguration().getRequestRetryBackoffLimit()
                    + "; it must be 0, because a repeated write may be an outdated one");
        }
        this.http = client.getHttpClient();
        this.serialization = client.getKubernetesSerialization();
        this.paths = new ApiPaths(client.getConfiguration().getMasterUrl());
    }

    @Override
    public <T extends HasMetadata> Optional<T> get(Kind<T> kind, String namespace, String name) {
        ApiCall call = new ApiCall("get", kind, namespace, name);
        HttpResponse<String> answer = send(call, request(paths.object(kind, namespace, name)));
        if (answer.code() == 404) {
            return Optional.empty();
        }
        return Optional.of(object(call, kind, accepted(call, answer)));
    }

    @Override
    public <T extends HasMetadata> List<T> list(Kind<T> kind, String namespace, Map<String, String> labels) {
        ApiCall call = new ApiCall("list", kind, namespace, "");
        HttpResponse<String> answer = send(call, request(paths.selected(kind, namespace, labels)));
        if (answer.code() == 404) {
            return List.of();
        }
        List<T> found = new ArrayList<>();
        for (JsonNode item : tree(call, accepted(call, answer)).path("items")) {
            found.add(item(kind, (ObjectNode) item));
        }
        return List.copyOf(found);
    }

    @Override
    public <T extends HasMetadata> T create(Kind<T> kind, T object) {
        String namespace = object.getMetadata().getNamespace();
        ApiCall call =
                new ApiCall("create", kind, namespace, object.getMetadata().getName());
        HttpRequest.Builder request = request(paths.collection(kind, namespace))
                .post(JSON, serialization.asJson(object).getBytes(StandardCharsets.UTF_8));
        return object(call, kind, accepted(call, send(call, request)));
    }

    @Override
    public <T extends HasMetadata> T update(Kind<T> kind, T object) {
        String namespace = object.getMetadata().getNamespace();
        String name = object.getMetadata().getName();
        if (object.getMetadata().getResourceVersion() == null) {
            throw new IllegalArgumentException(kind.kind() + " " + namespace + "/" + name
                    + " has no resourceVersion, so it cannot be replaced safely");
        }
        ApiCall call = new ApiCall("update", kind, namespace, name);
        HttpRequest.Builder request =
                request(paths.object(kind, namespace, name)).put(JSON, serialization.asJson(object));
        return object(call, kind, accepted(call, send(call, request)));
    }

    @Override
    public <T extends HasMetadata> void delete(Kind<T> kind, String namespace, String name, String uid) {
        ApiCall call = new ApiCall("delete", kind, namespace, name);
        ObjectNode options = MAPPER.createObjectNode()
                .put("apiVersion", "v1")
                .put("kind", "DeleteOptions")
                .put("propagationPolicy", "Background");
        options.putObject("preconditions").put("uid", uid);
        HttpRequest.Builder request =
                request(paths.object(kind, namespace, name)).delete(JSON, options.toString());
        HttpResponse<String> answer = send(call, request);
        if (answer.code() != 404) {
            accepted(call, answer);
        }
    }

    @Override
    public boolean serves(Kind<?> kind) {
        ApiCall call = new ApiCall("get", kind, "", "");
        HttpResponse<String> answer = send(call, request(paths.version(kind)));
        if (answer.code() == 404) {
            return false;
        }
        for (JsonNode resource : tree(call, accepted(call, answer)).path("resources")) {
            if (resource.path("name").asText().equals(kind.plural())) {
                return true;
            }
        }
        return false;
    }

    /** @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/self-subject-access-review-v1/">Kubernetes: SelfSubjectAccessReview</a> */
    @Override
    public boolean allows(String namespace, Right right) {
        ApiCall call = new ApiCall("create", REVIEW, "", "");
        ObjectNode review =
                MAPPER.createObjectNode().put("apiVersion", REVIEW.apiVersion()).put("kind", REVIEW.kind());
        ObjectNode attributes = review.putObject("spec").putObject("resourceAttributes");
        String[] resource = right.resource().split("/", 2);
        attributes.put("namespace", namespace).put("verb", right.verb()).put("group", right.group());
        attributes.put("resource", resource[0]).put("subresource", resource.length > 1 ? resource[1] : "");
        attributes.put("name", right.name());
        HttpResponse<String> answer = send(
                call,
                request(paths.version(REVIEW) + "/" + REVIEW.plural())
                        .post(JSON, review.toString().getBytes(StandardCharsets.UTF_8)));
        return answer.code() == 403
                || tree(call, accepted(call, answer))
                        .path("status")
                        .path("allowed")
                        .asBoolean();
    }

    /** The server's version, such as {@code v1.31.0}. */
    public String version() {
        ApiCall call = new ApiCall("get", VERSION, "", "");
        return tree(call, accepted(call, send(call, request(paths.server() + "/version"))))
                .path("gitVersion")
                .asText();
    }

    @Override
    public String log(String namespace, String pod, String container, int lines) {
        return log(namespace, pod, Map.of("container", container, "tailLines", String.valueOf(lines)));
    }

    @Override
    public String previousLog(String namespace, String pod, String container, int lines) {
        return log(
                namespace, pod, Map.of("container", container, "tailLines", String.valueOf(lines), "previous", "true"));
    }

    /** A container that never started is a 400, one that has gone a 404; logs are worth having, never worth failing for. */
    private String log(String namespace, String pod, Map<String, String> options) {
        ApiCall call = new ApiCall("get", Kind.POD, namespace, pod);
        HttpResponse<String> answer = send(call, request(paths.log(namespace, pod, options)));
        return answer.isSuccessful() ? answer.body() : "";
    }

    private HttpRequest.Builder request(String uri) {
        return http.newHttpRequestBuilder().uri(uri).timeout(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private HttpResponse<String> send(ApiCall call, HttpRequest.Builder request) {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request.build(), String.class);
        try {
            return answer.get(CALL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new UnavailableException(call + ": no answer within " + CALL_TIMEOUT.toSeconds() + " s");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new UnavailableException(call + ": interrupted while waiting for the answer");
        } catch (ExecutionException e) {
            throw ApiErrors.ofTransport(call, e.getCause());
        }
    }

    private static String accepted(ApiCall call, HttpResponse<String> answer) {
        if (answer.isSuccessful()) {
            return answer.body();
        }
        throw ApiErrors.of(call, answer.code(), answer.body(), Optional.ofNullable(answer.header("Retry-After")));
    }

    private <T extends HasMetadata> T object(ApiCall call, Kind<T> kind, String body) {
        return item(kind, tree(call, body));
    }

    /** Items of a list do not say what they are. */
    private <T extends HasMetadata> T item(Kind<T> kind, ObjectNode item) {
        item.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
        return serialization.convertValue(item, kind.type());
    }

    private static ObjectNode tree(ApiCall call, String body) {
        try {
            if (MAPPER.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw new UnavailableException(
                    call + ": the answer is not JSON, so it does not come from a Kubernetes API server");
        }
        throw new UnavailableException(
                call + ": the answer is not a JSON object, so it does not come from a Kubernetes API server");
    }
}

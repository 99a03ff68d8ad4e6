package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the one user of the simulated cluster may do: everything that was not denied.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/authorization/">Kubernetes: authorization</a>
 */
final class Rights {
    /** Where a client asks what it may do. */
    static final String REVIEWS = "selfsubjectaccessreviews";

    private final Set<String> denied = ConcurrentHashMap.newKeySet();

    /** From now on this is forbidden. */
    void deny(String verb, String resource) {
        denied.add(verb + " " + resource);
    }

    /** The refusal of a request, if it is forbidden. */
    Optional<MockResponse> refusal(RecordedRequest request, ApiPath path) {
        String verb = verb(request, path);
        if (!denied.contains(verb + " " + path.resource())) {
            return Optional.empty();
        }
        String message = "%s%s is forbidden: User \"canary\" cannot %s resource \"%s\" in API group \"%s\"%s"
                .formatted(
                        path.resource(),
                        path.group().isEmpty() ? "" : "." + path.group(),
                        verb,
                        path.resource(),
                        path.group(),
                        path.namespace()
                                .map(namespace -> " in the namespace \"" + namespace + "\"")
                                .orElse(" at the cluster scope"));
        return Optional.of(Answers.status(403, "Forbidden", message));
    }

    /** Answers a SelfSubjectAccessReview. */
    MockResponse review(String body) {
        try {
            ObjectNode review = (ObjectNode) Answers.JSON.readTree(body);
            JsonNode asked = review.path("spec").path("resourceAttributes");
            String sub = asked.path("subresource").asText("");
            String resource = asked.path("resource").asText() + (sub.isEmpty() ? "" : "/" + sub);
            review.putObject("status")
                    .put("allowed", !denied.contains(asked.path("verb").asText() + " " + resource));
            return Answers.json(201, review);
        } catch (JsonProcessingException e) {
            return Answers.status(400, "BadRequest", "the review is not JSON");
        }
    }

    private static String verb(RecordedRequest request, ApiPath path) {
        return switch (request.getMethod()) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> path.name().isPresent() ? "delete" : "deletecollection";
            default -> path.name().isPresent() ? "get" : "list";
        };
    }
}

package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.jenkins.plugins.canary.kubernetes.Right;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the one user of the simulated cluster may do: everything that was not denied; or, once rights were granted, only what was
 * granted and not denied.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/authorization/">Kubernetes: authorization</a>
 */
final class Rights {
    /** Where a client asks what it may do. */
    static final String REVIEWS = "selfsubjectaccessreviews";

    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private volatile Optional<Set<Right>> granted = Optional.empty();

    /** From now on this is forbidden. */
    void deny(String verb, String resource) {
        denied.add(verb + " " + resource);
    }

    /** From now on nothing else is allowed. */
    void grantOnly(Collection<Right> rights) {
        granted = Optional.of(Set.copyOf(rights));
    }

    private boolean allows(Right asked) {
        boolean isGranted = granted.map(rights -> rights.contains(asked)
                        || rights.contains(new Right(asked.verb(), asked.group(), asked.resource(), "")))
                .orElse(true);
        return isGranted && !denied.contains(asked.verb() + " " + asked.resource());
    }

    /** The refusal of a request, if it is forbidden. */
    Optional<MockResponse> refusal(RecordedRequest request, ApiPath path) {
        String verb = verb(request, path);
        if (allows(new Right(verb, path.group(), path.resource(), path.name().orElse("")))) {
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
            Right right = new Right(
                    asked.path("verb").asText(),
                    asked.path("group").asText(""),
                    resource,
                    asked.path("name").asText(""));
            review.putObject("status").put("allowed", allows(right));
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

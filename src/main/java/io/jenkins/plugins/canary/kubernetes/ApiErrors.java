package io.jenkins.plugins.canary.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.canary.target.ConflictException;
import io.jenkins.plugins.canary.target.DeniedException;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.UnauthenticatedException;
import io.jenkins.plugins.canary.target.UnavailableException;
import java.time.Duration;
import java.util.Optional;

/**
 * The API server's refusals in the engine's words.
 *
 * @see <a href="https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.31/#status-v1-meta">Kubernetes: Status</a>
 */
final class ApiErrors {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST_MESSAGE = 1000;

    private ApiErrors() {}

    /** The call got no answer. */
    static RuntimeException ofTransport(ApiCall call, Throwable cause) {
        String words = cause.getMessage() == null ? "" : " (" + Text.line(cause.getMessage(), LONGEST_MESSAGE) + ")";
        return new UnavailableException(call + ": " + cause.getClass().getSimpleName() + words);
    }

    /** The call got an answer other than 2xx. */
    static RuntimeException of(ApiCall call, int code, String body, Optional<String> retryAfter) {
        JsonNode status = status(body);
        String words = (call.kind().equals(Kind.SECRET) ? "" : ": " + message(status, body)) + " (" + code + ")";
        if (code == 408 || code == 429 || code >= 500) {
            return new UnavailableException(call + words, pause(status, retryAfter));
        }
        return switch (code) {
            case 401 -> new UnauthenticatedException("the cluster does not accept the credentials: " + call + words);
            case 403 ->
                new DeniedException("a right is missing, verb " + call.verb() + " on " + call.resource()
                        + (call.namespace().isEmpty() ? "" : " in namespace " + call.namespace()) + words);
            case 409 -> new ConflictException(call + words);
            case 404 ->
                call.verb().equals("update")
                        ? new ConflictException(call + ": it is gone (404)")
                        : new RefusedException(call + words);
            default -> new RefusedException(call + words);
        };
    }

    /** What the server says of a Secret may quote it, so that it is never passed on. */
    private static String message(JsonNode status, String body) {
        return Text.line(status.path("message").asText(body), LONGEST_MESSAGE);
    }

    private static JsonNode status(String body) {
        try {
            JsonNode status = MAPPER.readTree(body);
            return status == null ? MissingNode.getInstance() : status;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static Duration pause(JsonNode status, Optional<String> header) {
        String seconds =
                header.orElse(status.path("details").path("retryAfterSeconds").asText("0"));
        try {
            return Duration.ofSeconds(Math.max(0, Long.parseLong(seconds.trim())));
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }
}

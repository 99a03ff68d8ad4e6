package io.jenkins.plugins.canary.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.mockwebserver.http.MockResponse;

/** Answers of an API server in the forms that clients expect. */
final class Answers {
    static final ObjectMapper JSON = new ObjectMapper();

    private Answers() {}

    /** A failure as Kubernetes tells it. */
    static MockResponse status(int code, String reason, String message) {
        ObjectNode status = object("v1", "Status")
                .put("status", "Failure")
                .put("message", message)
                .put("reason", reason)
                .put("code", code);
        status.putObject("metadata");
        return json(code, status);
    }

    /** A kind or an object that is not there. */
    static MockResponse notFound(String what) {
        return status(404, "NotFound", what + " not found");
    }

    /** Any JSON document. */
    static MockResponse json(int code, JsonNode body) {
        return json(code, body.toString());
    }

    /** The same as text. */
    static MockResponse json(int code, String body) {
        return new MockResponse()
                .setResponseCode(code)
                .setHeader("Content-Type", "application/json")
                .setBody(body);
    }

    /** An empty object of that kind. */
    static ObjectNode object(String apiVersion, String kind) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", apiVersion)
                .put("kind", kind);
    }
}

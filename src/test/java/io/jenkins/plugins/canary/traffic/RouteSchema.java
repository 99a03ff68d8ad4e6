package io.jenkins.plugins.canary.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.istio.api.networking.v1.DestinationRule;
import io.fabric8.istio.api.networking.v1.VirtualService;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.io.UncheckedIOException;
import java.util.Map;

/** Reads route objects by the field names of those who made them: a field that they do not know is an error. */
public final class RouteSchema {
    private static final Map<String, Class<?>> TYPES = Map.of(
            "VirtualService",
            VirtualService.class,
            "DestinationRule",
            DestinationRule.class,
            "HTTPRoute",
            HTTPRoute.class,
            "GRPCRoute",
            GRPCRoute.class,
            "Ingress",
            Ingress.class);
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new NoCatchAll());

    private RouteSchema() {}

    /** Fails if this is one of those objects and has an unknown field. */
    public static void check(String json) {
        try {
            JsonNode object = STRICT.readTree(json);
            Class<?> type = TYPES.get(object.path("kind").asText());
            if (type != null) {
                STRICT.treeToValue(object, type);
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a field that is not known: " + json, e);
        }
    }

    /** The typed model collects unknown fields silently; without that they are errors. */
    private static final class NoCatchAll extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }
}

package io.jenkins.plugins.canary.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.istio.api.networking.v1.DestinationRule;
import io.fabric8.istio.api.networking.v1.VirtualService;
import java.io.UncheckedIOException;
import java.util.Map;

/** Reads Istio's objects by Istio's own field names: a field that Istio does not know is an error. */
final class IstioSchema {
    private static final Map<String, Class<?>> TYPES =
            Map.of("VirtualService", VirtualService.class, "DestinationRule", DestinationRule.class);
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new NoCatchAll());

    private IstioSchema() {}

    /** Fails if this is one of Istio's objects and has an unknown field. */
    static void check(String json) {
        try {
            JsonNode object = STRICT.readTree(json);
            Class<?> type = TYPES.get(object.path("kind").asText());
            if (type != null) {
                STRICT.treeToValue(object, type);
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not what Istio knows: " + json, e);
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

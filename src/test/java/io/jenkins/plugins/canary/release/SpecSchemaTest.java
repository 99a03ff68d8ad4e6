package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.jenkins.plugins.canary.release.internal.Input;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(SpecSchema.json());

    private static List<String> complaints(String text) {
        JsonNode node = JSON.valueToTree(Input.parse(text));
        return SCHEMA.validate(node).stream().map(Object::toString).toList();
    }

    @Test
    void theExampleIsValid() {
        assertThat(complaints(Specs.file("examples/canary.yaml"))).isEmpty();
        assertThat(complaints(Specs.file("examples/comparisons.yaml"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hold: 90",
                "hold: 1h30m",
                "traffic: {replicas: {}}",
                "traffic: {istio: {virtualService: v, routes: [a, b]}}",
                "resources: {limits: {cpu: 2}}",
                "weights: [5.0]",
                "alpha: 0.5",
                "metrics: [{prometheus: {query: up, max: 1}}]",
            })
    void whatTheReaderAcceptsIsValid(String line) {
        String text = Specs.with(line);

        assertThat(complaints(text).isEmpty()).isEqualTo(Specs.problems(text).isEmpty());
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("io.jenkins.plugins.canary.release.BadSpecs#fields")
    void whatTheReaderRefusesIsInvalid(String text, List<String> problems) {
        assertThat(complaints(text)).as("%s", problems).isNotEmpty();
    }

    @Test
    void theSchemaItselfIsValid() {
        JsonSchema meta = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(meta.validate(SpecSchema.json())).isEmpty();
    }
}

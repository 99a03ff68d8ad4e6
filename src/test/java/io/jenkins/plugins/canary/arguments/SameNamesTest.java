package io.jenkins.plugins.canary.arguments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Describable;
import hudson.model.Descriptor;
import io.jenkins.plugins.canary.steps.CanaryRolloutStep;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whatever {@code canary.yaml} may say can be said in a Jenkinsfile, by the same names. */
@WithJenkins
class SameNamesTest {
    @Test
    void aRolloutTakesWhatASpecificationMaySay(JenkinsRule jenkins) throws IOException {
        Set<String> said = names(schema().path("properties"));
        said.add("file");
        said.add("reason"); // for the record of Jenkins, which knows who; a specification knows nobody

        assertThat(parameters(CanaryRolloutStep.class)).isEqualTo(said);
        assertThat(jenkins.jenkins).isNotNull();
    }

    @Test
    void everyKindOfMetricHasASymbolWithTheSameFields(JenkinsRule jenkins) throws IOException {
        assertSameKinds(
                MetricArgument.class, schema().at("/properties/metrics/anyOf/0/items/anyOf/0/anyOf/0/properties"));
        assertThat(jenkins.jenkins).isNotNull();
    }

    @Test
    void aPresetHasASymbolWithTheSameFields(JenkinsRule jenkins) throws IOException {
        JsonNode preset =
                schema().at("/properties/metrics/anyOf/0/items/anyOf/0/anyOf/1/properties/preset/anyOf/1/properties");

        assertThat(parameters(PresetMetric.class)).isEqualTo(names(preset));
        assertThat(jenkins.jenkins).isNotNull();
    }

    @Test
    void everyRouterHasASymbolWithTheSameFields(JenkinsRule jenkins) throws IOException {
        assertSameKinds(TrafficArgument.class, schema().at("/properties/traffic/anyOf/0/properties"));
        assertThat(jenkins.jenkins).isNotNull();
    }

    private static void assertSameKinds(Class<? extends Describable<?>> type, JsonNode kinds) {
        assertThat(names(kinds)).isNotEmpty();
        for (String word : names(kinds)) {
            Descriptor<?> kind = SymbolLookup.get().findDescriptor(type, word);
            assertThat(kind).as(word).isNotNull();
            assertThat(parameters(kind.clazz))
                    .as(word)
                    .isEqualTo(names(kinds.path(word).path("properties")));
        }
    }

    private static Set<String> parameters(Class<?> type) {
        return new DescribableModel<>(type)
                .getParameters().stream()
                        .map(DescribableParameter::getName)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode schema() throws IOException {
        return new ObjectMapper().readTree(Path.of("docs", "canary.schema.json").toFile());
    }
}

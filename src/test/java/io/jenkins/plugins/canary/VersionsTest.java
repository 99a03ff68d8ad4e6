package io.jenkins.plugins.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One table of versions: what docs say, what both POMs say, and what is really on the class path. */
class VersionsTest {
    private static final Pattern JAR = Pattern.compile(".*-([0-9]+(?:\\.[0-9]+)+)\\.jar");

    private static final Map<String, String> DOCUMENTED =
            Sources.table("versions").stream().collect(Collectors.toMap(row -> row.get(0), row -> row.get(1)));

    static Stream<Arguments> libraries() {
        return Stream.of(
                Arguments.of("fabric8", "fabric8", io.fabric8.kubernetes.client.KubernetesClient.class),
                Arguments.of("OkHttp", "okhttp", okhttp3.OkHttpClient.class),
                Arguments.of("Jackson", "jackson", com.fasterxml.jackson.databind.ObjectMapper.class),
                Arguments.of("Jackson", "jackson", com.fasterxml.jackson.dataformat.yaml.YAMLFactory.class),
                Arguments.of("commons-numbers", "commons-numbers", org.apache.commons.numbers.gamma.LogGamma.class),
                Arguments.of("JUnit", "junit", Test.class),
                Arguments.of("AssertJ", "assertj", org.assertj.core.api.Assertions.class),
                Arguments.of("ArchUnit", "archunit", com.tngtech.archunit.ArchConfiguration.class),
                Arguments.of("Awaitility", "awaitility", org.awaitility.Awaitility.class),
                Arguments.of("Hipparchus", "hipparchus", org.hipparchus.distribution.RealDistribution.class),
                Arguments.of("json-schema-validator", "json-schema-validator", com.networknt.schema.JsonSchema.class));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("libraries")
    void theClassPathHoldsWhatIsDocumented(String what, String property, Class<?> type) {
        assertThat(jarVersion(type)).isEqualTo(DOCUMENTED.get(what));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("libraries")
    void theStandaloneBuildNamesTheSame(String what, String property, Class<?> type) {
        assertThat(property("standalone/pom.xml", property + ".version")).isEqualTo(DOCUMENTED.get(what));
    }

    @Test
    void thePluginBuildNamesTheSame() {
        List<String> shared = Pattern.compile("<([a-z0-9-]+\\.version)>")
                .matcher(Sources.read("standalone/pom.xml"))
                .results()
                .map(found -> found.group(1))
                .filter(name -> Sources.read("pom.xml").contains("<" + name + ">"))
                .toList();

        assertThat(shared)
                .contains("fabric8.version", "okhttp.version", "assertj.version")
                .allSatisfy(name ->
                        assertThat(property("pom.xml", name)).as(name).isEqualTo(property("standalone/pom.xml", name)));
    }

    @Test
    void jenkinsIsTheDocumentedOne() {
        String pom = Sources.read("pom.xml");

        assertThat(property("pom.xml", "jenkins.baseline") + ".3").isEqualTo(DOCUMENTED.get("Jenkins"));
        assertThat(pom)
                .containsPattern("<artifactId>plugin</artifactId>\\s*<version>"
                        + Pattern.quote(DOCUMENTED.get("parent POM")) + "<");
        assertThat(pom).contains("<version>" + DOCUMENTED.get("plugin BOM") + "</version>");
    }

    @Test
    void javaIsTheDocumentedOne() {
        assertThat(property("standalone/pom.xml", "maven.compiler.release")).isEqualTo(DOCUMENTED.get("Java"));
    }

    @Test
    void theFormatterIsTheDocumentedOne() {
        assertThat(property("standalone/pom.xml", "palantir-java-format.version"))
                .isEqualTo(DOCUMENTED.get("palantir-java-format"));
    }

    private static String jarVersion(Class<?> type) {
        String jar = Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .getFileName()
                .toString();
        Matcher version = JAR.matcher(jar);
        return version.matches() ? version.group(1) : jar;
    }

    private static String property(String pom, String name) {
        Matcher property =
                Pattern.compile("<" + Pattern.quote(name) + ">([^<]*)<").matcher(Sources.read(pom));
        return property.find() ? property.group(1) : name + " is not in " + pom;
    }
}

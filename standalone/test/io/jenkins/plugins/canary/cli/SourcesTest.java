package io.jenkins.plugins.canary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.target.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
    private static final Map<String, URI> PROM = Map.of("prom-eu", URI.create("https://prometheus.example/eu"));

    @TempDir
    private Path folder;

    @Test
    void aTokenComesFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "secret\n");
        Sources sources = new Sources(PROM, Map.of("prom-eu", file), Map.of(), name -> null);
        assertThat(sources.access("prom-eu").headers()).isEqualTo(Map.of("Authorization", "Bearer secret"));
    }

    @Test
    void aTokenComesFromTheEnvironment() {
        Sources sources = environment(Map.of("CANARY_SOURCE_PROM_EU_TOKEN", "secret"));
        assertThat(sources.access("prom-eu").headers()).isEqualTo(Map.of("Authorization", "Bearer secret"));
    }

    @Test
    void userAndPasswordComeFromTheEnvironment() {
        Sources sources =
                environment(Map.of("CANARY_SOURCE_PROM_EU_USER", "me", "CANARY_SOURCE_PROM_EU_PASSWORD", "pw"));
        assertThat(sources.access("prom-eu").headers()).isEqualTo(Map.of("Authorization", "Basic bWU6cHc="));
    }

    @Test
    void aPasswordOnTheCommandLineIsRefusedAndNotRepeated() {
        Sources sources = new Sources(
                Map.of("prom-eu", URI.create("https://me:pw@prometheus.example")), Map.of(), Map.of(), name -> null);
        assertThatThrownBy(() -> sources.apply("prom-eu"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("set CANARY_SOURCE_PROM_EU_USER and CANARY_SOURCE_PROM_EU_PASSWORD")
                .hasMessageNotContaining("pw@");
    }

    @Test
    void theOnlySourceNeedsNoName() {
        assertThat(environment(Map.of()).apply("")).isNotNull();
    }

    @Test
    void anUnknownSourceIsRefusedWithTheOptionThatIsMissing() {
        assertThatThrownBy(() -> environment(Map.of()).apply("prom-us"))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "source: 'prom-us' is not known here; say where it is with --source prom-us=URL, or in a file with --sources");
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        Sources sources =
                new Sources(Map.of("p", URI.create("ftp://prometheus.example")), Map.of(), Map.of(), name -> null);
        assertThatThrownBy(() -> sources.apply("p"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("--source p: not the address of a Prometheus");
    }

    @Test
    void aTokenFileThatIsMissingIsNamed() {
        Sources sources = new Sources(PROM, Map.of("prom-eu", folder.resolve("none")), Map.of(), name -> null);
        assertThatThrownBy(() -> sources.apply("prom-eu"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("--source-token prom-eu: " + folder.resolve("none") + " cannot be read");
    }

    private static Sources environment(Map<String, String> variables) {
        return new Sources(PROM, Map.of(), Map.of(), variables::get);
    }
}

package io.jenkins.plugins.canary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.metrics.SourceKind;
import io.jenkins.plugins.canary.target.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFileTest {
    @TempDir
    private Path folder;

    private Map<String, SourceFile.Entry> read(String yaml) throws IOException {
        return SourceFile.read(Files.writeString(folder.resolve("sources.yaml"), yaml));
    }

    @Test
    void everyKindThatHasAnAddressIsRead() throws IOException {
        for (SourceKind kind : SourceKind.remote()) {
            SourceFile.Entry entry = read("a: {" + kind.word() + ": {url: 'https://numbers.example/x'}}")
                    .get("a");

            assertThat(entry.kind()).isEqualTo(kind);
            assertThat(entry.access().base()).hasToString("https://numbers.example/x");
        }
    }

    @Test
    void tenantHeadersLimitsAndSecretsFromFiles() throws IOException {
        Files.writeString(folder.resolve("token"), "secret\n");
        Files.writeString(folder.resolve("key"), "k3y\n");

        var access = read("""
                mimir-eu:
                  mimir:
                    url: https://mimir.example/prometheus
                    tenant: shop
                    tokenFile: token
                    headers: {X-Team: shop}
                    headerFiles: {X-Api-Key: key}
                    timeout: 10s
                    maxMegabytes: 5
                """).get("mimir-eu").access();

        assertThat(access.headers())
                .isEqualTo(Map.of(
                        "X-Scope-OrgID", "shop",
                        "Authorization", "Bearer secret",
                        "X-Team", "shop",
                        "X-Api-Key", "k3y"));
        assertThat(access.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(access.maxBytes()).isEqualTo(5L << 20);
    }

    @Test
    void aTenantIsRefusedWhereThereAreNone() {
        assertThatThrownBy(() -> read("p: {prometheus: {url: 'http://p.example', tenant: shop}}"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("--sources, p: tenant means nothing for prometheus");
    }

    @Test
    void mistakesAreToldWithTheirSource() {
        assertThatThrownBy(() -> read("p: {promethus: {url: 'http://p.example'}}"))
                .hasMessageContainingAll("--sources, p", "'promethus'", "victoriaMetrics");
        assertThatThrownBy(() -> read("p: {prometheus: {adress: 'http://p.example'}}"))
                .hasMessageContainingAll("needs url", "unknown field 'adress'");
        assertThatThrownBy(() -> read("kubernetes: {prometheus: {url: 'http://p.example'}}"))
                .hasMessageContaining("the target's own cluster");
        assertThatThrownBy(() -> read("p: {prometheus: {url: 'http://p.example', tokenFile: none}}")
                        .get("p")
                        .access())
                .hasMessageContainingAll("none cannot be read");
        assertThatThrownBy(() -> read("p: {prometheus: {url: 'http://p.example', certificateFile: c.pem}}")
                        .get("p")
                        .tls())
                .hasMessageContaining("go together");
    }

    @Test
    void sourcesOfAFileAreFoundByTheirNames() throws IOException {
        Sources sources = new Sources(
                Map.of(),
                Map.of(),
                read("a: {thanos: {url: 'http://t.example'}}\nb: {web: {url: 'http://w.example'}}"),
                name -> null);

        assertThat(sources.apply("a").kinds()).isEqualTo(SourceKind.THANOS.kinds());
        assertThat(sources.apply("b").kinds()).isEqualTo(SourceKind.WEB.kinds());
        assertThatThrownBy(() -> sources.apply("c")).hasMessageContaining("'c' is not known here");
    }
}

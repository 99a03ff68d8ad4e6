package io.jenkins.plugins.canary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.canary.target.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceAccountAccessTest {
    @TempDir
    private Path mounted;

    @Test
    void aPodFindsItsServerAndItsToken() throws IOException {
        Files.writeString(mounted.resolve("token"), "secret\n");

        Config config = ServiceAccountAccess.config(
                mounted, Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "6443"));

        assertThat(config.getMasterUrl()).startsWith("https://[fd00::1]:6443");
        assertThat(config.getOauthToken()).isEqualTo("secret");
        assertThat(config.getCaCertFile()).isEqualTo(mounted.resolve("ca.crt").toString());
    }

    @Test
    void outsideOfAPodItIsRefused() {
        assertThatThrownBy(() -> ServiceAccountAccess.config(mounted, Map.of()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("does not run in a pod");
    }
}

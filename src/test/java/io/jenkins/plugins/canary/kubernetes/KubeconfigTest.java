package io.jenkins.plugins.canary.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.canary.target.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubeconfigTest {
    @Test
    void theCurrentContextIsRead() {
        Config config = new Kubeconfig(
                        text("{server: 'https://10.0.0.1:6443', certificate-authority-data: Q0E=}", "{token: secret}"))
                .config();
        assertThat(config.getMasterUrl()).startsWith("https://10.0.0.1:6443");
        assertThat(config.getCaCertData()).isEqualTo("Q0E=");
        assertThat(config.getOauthToken()).isEqualTo("secret");
        assertThat(config.getNamespace()).isEqualTo("shop");
        assertThat(config.getAutoConfigure()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{exec: {command: steal}}",
                "{auth-provider: {name: gcp}}",
                "{tokenFile: /var/run/secrets/token}",
                "{client-key: /etc/key.pem}",
                "{as: admin}"
            })
    void whatWouldRunCommandsOrReadFilesIsRefused(String user) {
        assertThatThrownBy(() -> new Kubeconfig(text("{server: 'https://10.0.0.1'}", user)).config())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("kubeconfig: user.")
                .hasMessageContaining("not allowed");
    }

    @Test
    void aFileWithTheAuthoritysCertificateIsRefusedAsWell() {
        assertThatThrownBy(() -> new Kubeconfig(
                                text("{server: 'https://10.0.0.1', certificate-authority: /etc/ca}", "{token: x}"))
                        .config())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("cluster.certificate-authority is not allowed");
    }

    @Test
    void aContextThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> new Kubeconfig("current-context: prod\ncontexts: []").config())
                .isInstanceOf(RefusedException.class)
                .hasMessage("kubeconfig: current-context 'prod' is not among its contexts");
    }

    @Test
    void aServerThatIsNoUrlIsRefused() {
        assertThatThrownBy(() -> new Kubeconfig(text("{server: 'file:///etc'}", "{token: x}")).config())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("cluster.server must be the URL");
    }

    @Test
    void brokenYamlIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> new Kubeconfig("token: [secret"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("not YAML")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aPersonsOwnFileMayRunAPluginAndReadFilesBesideIt(@TempDir Path folder) throws IOException {
        Path credential = Files.writeString(folder.resolve("credential"), """
                {"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {"token": "fresh"}}
                """);
        String plugin =
                "{exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: /bin/cat,"
                        + " args: ['" + credential + "']}}";
        String cluster = "{server: 'https://10.0.0.1:6443', certificate-authority: ca.pem}";
        Path file = Files.writeString(folder.resolve("config"), text(cluster, plugin));
        Config config = Kubeconfig.own(file, Optional.of("prod"));
        assertThat(config.getAutoOAuthToken()).isEqualTo("fresh");
        assertThat(config.getCaCertFile()).isEqualTo(folder.resolve("ca.pem").toString());
        assertThat(config.getMasterUrl()).startsWith("https://10.0.0.1:6443");
    }

    @Test
    void anotherContextIsNeverTakenForTheOneThatWasNamed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("config"), text("{server: 'https://10.0.0.1'}", "{token: x}"));
        assertThatThrownBy(() -> Kubeconfig.own(file, Optional.of("test")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("kubeconfig: context 'test' is not among its contexts");
    }

    private static String text(String cluster, String user) {
        return """
                current-context: prod
                contexts: [{name: prod, context: {cluster: eu, user: ci, namespace: shop}}]
                clusters: [{name: eu, cluster: %s}]
                users: [{name: ci, user: %s}]
                """.formatted(cluster, user);
    }
}

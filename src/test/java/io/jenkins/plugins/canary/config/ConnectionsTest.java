package io.jenkins.plugins.canary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.simulation.SimulatedCluster;
import io.jenkins.plugins.canary.target.RefusedException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ConnectionsTest {
    private final SimulatedCluster first = SimulatedCluster.start(Clock.systemUTC());
    private final SimulatedCluster second = SimulatedCluster.start(Clock.systemUTC());

    @BeforeEach
    void start(JenkinsRule jenkins) {
        assertThat(jenkins.jenkins).isNotNull();
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void whatIsNotConfiguredAnyMoreIsNamed() {
        KubernetesApi prod = Connections.get().cluster("prod");

        assertThatThrownBy(() -> prod.serves(Kind.LEASE))
                .isInstanceOf(RefusedException.class)
                .hasMessage("cluster 'prod' is not configured in this Jenkins");
    }

    @Test
    void aClusterThatWasHandedOutFollowsTheConfiguration() {
        Keys.text("first", first.kubeconfig());
        Keys.file("second", second.kubeconfig());
        configure(cluster("prod", "first"));
        KubernetesApi prod = Connections.get().cluster("prod");
        prod.create(
                Kind.LEASE,
                new LeaseBuilder()
                        .withNewMetadata()
                        .withNamespace("shop")
                        .withName("here")
                        .endMetadata()
                        .build());

        configure(cluster("prod", "second"));
        assertThat(prod.get(Kind.LEASE, "shop", "here")).isEmpty();
        configure(cluster("prod", "first"));
        assertThat(prod.get(Kind.LEASE, "shop", "here")).isPresent();
        configure();
        assertThatThrownBy(() -> prod.get(Kind.LEASE, "shop", "here")).isInstanceOf(RefusedException.class);
    }

    @Test
    void credentialsThatWereReplacedAreUsedAtOnce() throws Exception {
        Keys.text("kubeconfig", first.kubeconfig());
        configure(cluster("prod", "kubeconfig"));
        KubernetesApi prod = Connections.get().cluster("prod");
        assertThat(prod.serves(Kind.LEASE)).isTrue();

        SystemCredentialsProvider.getInstance().getCredentials().clear();
        SystemCredentialsProvider.getInstance().save();

        assertThatThrownBy(() -> prod.serves(Kind.LEASE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("cluster 'prod': there are no credentials 'kubeconfig'");
    }

    @Test
    void aKubeconfigThatWouldRunCommandsOnTheControllerIsRefused() {
        Keys.text("steal", first.kubeconfig().replace("{token: simulated}", "{exec: {command: steal}}"));
        configure(cluster("prod", "steal"));

        assertThatThrownBy(() -> Connections.get().cluster("prod").serves(Kind.LEASE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("user.exec is not allowed");
    }

    @Test
    void aServerIsReachedWithATokenButNotWithAFileThatNamesAnotherServer() {
        Keys.text("token", "simulated");
        Keys.file("file", second.kubeconfig());
        configure(
                new Cluster("prod", new ServerAccess(first.url(), "token")),
                new Cluster("wrong", new ServerAccess(first.url(), "file")));

        assertThat(Connections.get().cluster("prod").serves(Kind.LEASE)).isTrue();
        assertThatThrownBy(() -> Connections.get().cluster("wrong").serves(Kind.LEASE))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("a kubeconfig file says the server itself");
    }

    private static Cluster cluster(String name, String credentialsId) {
        return new Cluster(name, new KubeconfigAccess(credentialsId));
    }

    private static void configure(Cluster... clusters) {
        CanaryGlobalConfiguration.get().setClusters(List.of(clusters));
    }
}

package io.jenkins.plugins.canary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.arguments.ConfiguredNames;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.SchemaGeneration;
import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import io.jenkins.plugins.casc.model.CNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithJenkinsConfiguredWithCode
class ConfigurationAsCodeTest {
    @Test
    @ConfiguredWithCode("configuration-as-code.yaml")
    void whatStandsInTheFileIsConfigured(JenkinsConfiguredWithCodeRule jenkins) {
        CanaryGlobalConfiguration configuration = CanaryGlobalConfiguration.get();

        assertThat(ConfiguredNames.ofClusters(null)).containsExactly("prod-eu", "staging", "here");
        ServerAccess server = (ServerAccess) configuration.cluster("prod-eu").getAccess();
        assertThat(server.getServerUrl()).isEqualTo("https://10.0.0.1:6443");
        assertThat(server.getCredentialsId()).isEqualTo("prod-eu-token");
        assertThat(server.getCaCertificate()).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(((KubeconfigAccess) configuration.cluster("staging").getAccess()).getCredentialsId())
                .isEqualTo("staging-kubeconfig");
        assertThat(configuration.cluster("here").getAccess()).isInstanceOf(ServiceAccountAccess.class);
        PrometheusServer prometheus = (PrometheusServer) configuration.source("prom-eu");
        assertThat(prometheus.getUrl()).isEqualTo("https://prometheus.example.org");
        assertThat(prometheus.getCredentialsId()).isEqualTo("prom-eu-token");
        assertThat(jenkins.jenkins).isNotNull();
    }

    @Test
    @ConfiguredWithCode("configuration-as-code.yaml")
    void whoMayUseItAndWhatHoldsWhereNobodySaysAnythingIsConfigured(JenkinsConfiguredWithCodeRule jenkins) {
        CanaryGlobalConfiguration configuration = CanaryGlobalConfiguration.get();

        Cluster prod = configuration.cluster("prod-eu");
        assertThat(prod.getFolders()).containsExactly("shops", "platform/prod eu");
        assertThat(prod.getNamespaces()).containsExactly("shop", "team-*");
        assertThat(prod.isTrustedOnly()).isTrue();
        assertThat(configuration.cluster("staging").isTrustedOnly()).isFalse();
        assertThat(configuration.source("prom-eu").getFolders()).containsExactly("shops");
        assertThat(configuration.getTemplates()).singleElement().satisfies(template -> {
            assertThat(template.getFolders()).containsExactly("shops");
            assertThat(template.getMetrics()).hasSize(2);
        });
        assertThat(prod.getDefaults().toMap()).containsEntry("hold", "10m").hasSize(3);
        assertThat(configuration.getDefaults().toMap())
                .containsEntry("weights", List.of(5, 25, 50))
                .hasSize(7);
        assertThat(jenkins.jenkins).isNotNull();
    }

    @Test
    @ConfiguredWithCode("configuration-as-code.yaml")
    void whatIsExportedCanBeImportedAgain(JenkinsConfiguredWithCodeRule jenkins, @TempDir Path folder)
            throws Exception {
        String exported = Util.toYamlString(canary());
        Path file = folder.resolve("again.yaml");
        Files.writeString(file, "unclassified:\n  canary:\n" + exported.indent(4));
        CanaryGlobalConfiguration.get().setClusters(List.of());
        CanaryGlobalConfiguration.get().setTemplates(List.of());
        CanaryGlobalConfiguration.get().setDefaults(null);
        CanaryGlobalConfiguration.get().setNotifications(null);

        ConfigurationAsCode.get().configure(file.toString());

        assertThat(Util.toYamlString(canary())).isEqualTo(exported);
        assertThat(jenkins.jenkins).isNotNull();
    }

    @Test
    @ConfiguredWithCode("configuration-as-code.yaml")
    void theSchemaKnowsEveryField(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        JSONObject schema = SchemaGeneration.generateSchema();
        JSONObject canary = schema.getJSONObject("properties")
                .getJSONObject("unclassified")
                .getJSONObject("properties")
                .getJSONObject("canary");

        assertThat(canary.getJSONObject("properties").keySet())
                .contains("clusters", "sources", "templates", "defaults", "notifications");
        assertThat(jenkins.jenkins).isNotNull();
    }

    private static CNode canary() throws Exception {
        return Util.getUnclassifiedRoot(new ConfigurationContext(ConfiguratorRegistry.get()))
                .get("canary");
    }

    @Test
    @ConfiguredWithCode("configuration-as-code.yaml")
    void whatIsExportedIsWhatWasImported(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        assertThat(Util.toYamlString(canary())).isEqualTo(Util.toStringFromYamlFile(this, "exported.yaml"));
        assertThat(jenkins.jenkins).isNotNull();
    }

    @Test
    @ConfiguredWithCode("configuration-as-code.yaml")
    void aFileWithAMistakeChangesNothing(JenkinsConfiguredWithCodeRule jenkins) {
        String mistaken = getClass().getResource("duplicate.yaml").toExternalForm();

        assertThatThrownBy(() -> ConfigurationAsCode.get().configure(mistaken))
                .isInstanceOf(ConfiguratorException.class)
                .hasStackTraceContaining("cluster 'prod-eu' is configured twice");
        assertThat(ConfiguredNames.ofClusters(null)).containsExactly("prod-eu", "staging", "here");
        assertThat(jenkins.jenkins).isNotNull();
    }
}

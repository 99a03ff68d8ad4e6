package io.jenkins.plugins.canary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import io.jenkins.plugins.casc.model.CNode;
import org.junit.jupiter.api.Test;

@WithJenkinsConfiguredWithCode
class ConfigurationAsCodeTest {
    @Test
    @ConfiguredWithCode("configuration-as-code.yaml")
    void whatStandsInTheFileIsConfigured(JenkinsConfiguredWithCodeRule jenkins) {
        CanaryGlobalConfiguration configuration = CanaryGlobalConfiguration.get();

        assertThat(configuration.clusters()).containsExactly("prod-eu", "staging", "here");
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
    void whatIsExportedIsWhatWasImported(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        CNode exported = Util.getUnclassifiedRoot(new ConfigurationContext(ConfiguratorRegistry.get()))
                .get("canary");

        assertThat(Util.toYamlString(exported)).isEqualTo(Util.toStringFromYamlFile(this, "exported.yaml"));
        assertThat(jenkins.jenkins).isNotNull();
    }

    @Test
    @ConfiguredWithCode("configuration-as-code.yaml")
    void aFileWithAMistakeChangesNothing(JenkinsConfiguredWithCodeRule jenkins) {
        String mistaken = getClass().getResource("duplicate.yaml").toExternalForm();

        assertThatThrownBy(() -> ConfigurationAsCode.get().configure(mistaken))
                .isInstanceOf(ConfiguratorException.class)
                .hasStackTraceContaining("cluster 'prod-eu' is configured twice");
        assertThat(CanaryGlobalConfiguration.get().clusters()).containsExactly("prod-eu", "staging", "here");
        assertThat(jenkins.jenkins).isNotNull();
    }
}

package io.jenkins.plugins.canary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.arguments.ConfiguredNames;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.List;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The section of the system configuration page. */
@WithJenkins
class ConfigurationFormTest {
    @Test
    void everythingComesBackFromTheForm(JenkinsRule jenkins) throws Exception {
        Keys.text("token", "secret");
        Keys.file("file", "kind: Config");
        ServerAccess server = new ServerAccess("https://10.0.0.1:6443", "token");
        server.setCaCertificate("-----BEGIN CERTIFICATE-----");
        server.setSkipTlsVerify(true);
        List<Cluster> clusters = List.of(
                new Cluster("prod", server),
                new Cluster("staging", new KubeconfigAccess("file")),
                new Cluster("here", new ServiceAccountAccess()));
        PrometheusServer prometheus = new PrometheusServer("prom", "https://prometheus.example.org");
        prometheus.setCredentialsId("token");
        CanaryGlobalConfiguration.get().setClusters(clusters);
        CanaryGlobalConfiguration.get()
                .setSources(List.of(prometheus, new PrometheusServer("open", "http://localhost:9090")));

        jenkins.configRoundtrip();
        CanaryGlobalConfiguration.get().load();

        CanaryGlobalConfiguration configuration = CanaryGlobalConfiguration.get();
        assertThat(configuration.getClusters())
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(clusters)
                .isNotSameAs(clusters);
        assertThat(configuration.getSources()).hasSize(2);
        jenkins.assertEqualDataBoundBeans(prometheus, configuration.getSources().get(0));
        assertThat(ConfiguredNames.ofClusters()).containsExactly("prod", "staging", "here");
        assertThat(ConfiguredNames.ofSources()).containsExactly("prom", "open");
    }

    @Test
    void theLastEntryCanBeRemoved(JenkinsRule jenkins) throws Exception {
        CanaryGlobalConfiguration configuration = CanaryGlobalConfiguration.get();
        configuration.setClusters(List.of(new Cluster("prod", new ServiceAccountAccess())));
        configuration.setSources(List.of(new PrometheusServer("prom", "http://localhost:9090")));
        HtmlForm form = jenkins.createWebClient().goTo("configure").getFormByName("config");

        form.getByXPath("//div[@name='clusters' or @name='sources'][contains(@class, 'repeated-chunk')]")
                .forEach(chunk -> ((org.htmlunit.html.HtmlElement) chunk).remove());
        jenkins.submit(form);

        assertThat(configuration.getClusters()).isEmpty();
        assertThat(configuration.getSources()).isEmpty();
    }

    @Test
    void aNameThatStandsTwiceIsNotSaved(JenkinsRule jenkins) throws Exception {
        CanaryGlobalConfiguration configuration = CanaryGlobalConfiguration.get();
        configuration.setClusters(List.of(
                new Cluster("prod", new ServiceAccountAccess()), new Cluster("staging", new ServiceAccountAccess())));
        HtmlForm form = jenkins.createWebClient().goTo("configure").getFormByName("config");
        form.<HtmlInput>getByXPath("//input[@value='staging']").get(0).setValue("prod");

        assertThatThrownBy(() -> jenkins.submit(form)).isInstanceOf(FailingHttpStatusCodeException.class);
        assertThat(ConfiguredNames.ofClusters()).containsExactly("prod", "staging");
        List<Source> nameless = List.of(new PrometheusServer("", "http://localhost:9090"));
        assertThatThrownBy(() -> configuration.setSources(nameless))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("source ''");
    }
}

package io.jenkins.plugins.canary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.canary.arguments.ConfiguredNames;
import io.jenkins.plugins.canary.arguments.ErrorRatioMetric;
import io.jenkins.plugins.canary.arguments.LatencyMetric;
import io.jenkins.plugins.canary.arguments.TemplateMetric;
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
        Cluster prod = new Cluster("prod", server);
        prod.setFolders(List.of("shops", "platform/prod eu"));
        prod.setNamespaces(List.of("shop", "team-*"));
        prod.setTrustedOnly(false);
        prod.setTakeAbandonedBack(true);
        prod.setDefaults(defaults());
        List<Cluster> clusters = List.of(
                prod,
                new Cluster("staging", new KubeconfigAccess("file")),
                new Cluster("here", new ServiceAccountAccess()));
        PrometheusServer prometheus = new PrometheusServer("prom", "https://prometheus.example.org");
        prometheus.setCredentialsId("token");
        prometheus.setFolders(List.of("shops"));
        SourceHeader header = new SourceHeader("X-Team");
        header.setValue("shop");
        MimirServer mimir = new MimirServer("mimir", "https://mimir.example.org/prometheus");
        mimir.setTenant("shop");
        mimir.setCaCertificate("-----BEGIN CERTIFICATE-----");
        mimir.setHeaders(List.of(header));
        AnalysisTemplate template = template();
        template.setFolders(List.of("shops"));
        CanaryGlobalConfiguration.get().setClusters(clusters);
        CanaryGlobalConfiguration.get()
                .setSources(List.of(prometheus, new WebService("open", "http://localhost:9090"), mimir));
        CanaryGlobalConfiguration.get().setTemplates(List.of(template));
        CanaryGlobalConfiguration.get().setDefaults(defaults());

        jenkins.configRoundtrip();
        CanaryGlobalConfiguration.get().load();

        CanaryGlobalConfiguration configuration = CanaryGlobalConfiguration.get();
        assertThat(configuration.getClusters())
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(clusters)
                .isNotSameAs(clusters);
        assertThat(configuration.getSources()).hasSize(3);
        jenkins.assertEqualDataBoundBeans(prometheus, configuration.getSources().get(0));
        MimirServer again = (MimirServer) configuration.getSources().get(2);
        assertThat(again.getTenant()).isEqualTo("shop");
        assertThat(again.getCaCertificate()).isEqualTo("-----BEGIN CERTIFICATE-----");
        assertThat(again.getHeaders()).singleElement().satisfies(sent -> assertThat(sent.getValue())
                .isEqualTo("shop"));
        assertThat(configuration.getTemplates())
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(List.of(template));
        assertThat(configuration.getDefaults()).usingRecursiveComparison().isEqualTo(defaults());
        assertThat(ConfiguredNames.ofClusters(null)).containsExactly("prod", "staging", "here");
        assertThat(ConfiguredNames.ofSources(null)).containsExactly("prom", "open", "mimir");
    }

    @Test
    void theLastEntryCanBeRemoved(JenkinsRule jenkins) throws Exception {
        CanaryGlobalConfiguration configuration = CanaryGlobalConfiguration.get();
        configuration.setClusters(List.of(new Cluster("prod", new ServiceAccountAccess())));
        configuration.setSources(List.of(new PrometheusServer("prom", "http://localhost:9090")));
        configuration.setTemplates(List.of(template()));
        configuration.setDefaults(defaults());
        HtmlForm form = jenkins.createWebClient().goTo("configure").getFormByName("config");

        List<HtmlInput> defaults = form.getInputsByName("_.defaults");
        defaults.get(defaults.size() - 1).setChecked(false); // before it is the cluster's
        form.getByXPath(
                        "//div[@name='clusters' or @name='sources' or @name='templates'][contains(@class, 'repeated-chunk')]")
                .forEach(chunk -> ((org.htmlunit.html.HtmlElement) chunk).remove());
        jenkins.submit(form);

        assertThat(configuration.getClusters()).isEmpty();
        assertThat(configuration.getSources()).isEmpty();
        assertThat(configuration.getTemplates()).isEmpty();
        assertThat(configuration.getDefaults()).isNull();
    }

    @Test
    void whatANewEntryDoesNotSayIsSafe(JenkinsRule jenkins) throws Exception {
        CanaryGlobalConfiguration configuration = CanaryGlobalConfiguration.get();
        configuration.setClusters(List.of(new Cluster("prod", new ServiceAccountAccess())));

        jenkins.configRoundtrip();

        Cluster prod = configuration.getClusters().get(0);
        assertThat(prod.isTrustedOnly()).isTrue();
        assertThat(prod.getFolders()).isEmpty();
        assertThat(prod.getNamespaces()).isEmpty();
        assertThat(prod.getDefaults()).isNull();
        assertThat(configuration.getDefaults()).isNull();
    }

    @Test
    void mistakesAreToldWithTheirPlaces(JenkinsRule jenkins) {
        CanaryGlobalConfiguration configuration = CanaryGlobalConfiguration.get();
        Cluster prod = new Cluster("prod", new ServiceAccountAccess());
        prod.setNamespaces(List.of("Shop"));
        Defaults late = new Defaults();
        late.setHold("soon");
        late.setWeights(List.of(25, 5));
        late.setRequire("NONE");

        assertThatThrownBy(() -> configuration.setClusters(List.of(prod)))
                .hasMessageContaining("cluster 'prod': namespaces: 'Shop' is no name of a namespace");
        assertThatThrownBy(() -> configuration.setDefaults(late))
                .hasMessageContaining("defaults.hold: 'soon' is not a duration")
                .hasMessageContaining("defaults.weights[1]: 5 is not above the 25 before it")
                .hasMessageContaining("defaults.require: NONE passes every verdict over");
        assertThatThrownBy(() -> configuration.setTemplates(
                        List.of(new AnalysisTemplate("http", List.of(new TemplateMetric("http"))))))
                .hasMessageContaining("template 'http': metrics: a template is made of metrics");
        assertThatThrownBy(() -> configuration.setTemplates(
                        List.of(new AnalysisTemplate("http", List.of(new LatencyMetric("buckets", "fast"))))))
                .hasMessageContaining("template 'http': metrics[0].latency.slo: 'fast' is not a duration");
        assertThat(jenkins.jenkins).isNotNull();
    }

    private static AnalysisTemplate template() {
        ErrorRatioMetric errors = new ErrorRatioMetric("all", "bad");
        errors.setCritical(true);
        return new AnalysisTemplate("http-service", List.of(errors, new LatencyMetric("buckets", "500ms")));
    }

    private static Defaults defaults() {
        Defaults defaults = new Defaults();
        defaults.setNamespace("shop");
        defaults.setSource("prom");
        defaults.setWeights(List.of(5, 25, 50));
        defaults.setHold("10m");
        defaults.setTolerate("1.2");
        defaults.setHarmful("1.6");
        defaults.setRequire("MARGINAL");
        defaults.setOnInconclusive("rollback");
        defaults.setOnBaselineUnhealthy("hold");
        defaults.setExpiry("12h");
        return defaults;
    }

    @Test
    void aNameThatStandsTwiceIsNotSaved(JenkinsRule jenkins) throws Exception {
        CanaryGlobalConfiguration configuration = CanaryGlobalConfiguration.get();
        configuration.setClusters(List.of(
                new Cluster("prod", new ServiceAccountAccess()), new Cluster("staging", new ServiceAccountAccess())));
        HtmlForm form = jenkins.createWebClient().goTo("configure").getFormByName("config");
        form.<HtmlInput>getByXPath("//input[@value='staging']").get(0).setValue("prod");

        assertThatThrownBy(() -> jenkins.submit(form)).isInstanceOf(FailingHttpStatusCodeException.class);
        assertThat(ConfiguredNames.ofClusters(null)).containsExactly("prod", "staging");
        List<Source> nameless = List.of(new PrometheusServer("", "http://localhost:9090"));
        assertThatThrownBy(() -> configuration.setSources(nameless))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("source ''");
    }
}

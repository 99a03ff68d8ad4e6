package io.jenkins.plugins.canary.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Describable;
import hudson.model.Descriptor;
import io.jenkins.plugins.canary.arguments.CohortArgument;
import io.jenkins.plugins.canary.arguments.ConfigArgument;
import io.jenkins.plugins.canary.arguments.GateArgument;
import io.jenkins.plugins.canary.arguments.LatencyMetric;
import io.jenkins.plugins.canary.arguments.NamedText;
import io.jenkins.plugins.canary.arguments.NamedTexts;
import io.jenkins.plugins.canary.arguments.ResourcesArgument;
import io.jenkins.plugins.canary.arguments.WeightArgument;
import java.util.List;
import java.util.Set;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What can be described has a symbol, and its fields have help. */
@WithJenkins
class DescribablesTest {
    /** Plain structures of a fixed type, which are written as maps. */
    private static final Set<Class<?>> MAPS = Set.of(
            WeightArgument.class,
            GateArgument.class,
            CohortArgument.class,
            ConfigArgument.class,
            ResourcesArgument.class,
            NamedText.class,
            NamedTexts.class);

    @Test
    void everyOneHasASymbolThatIsNoStep(JenkinsRule jenkins) {
        List<String> steps = StepDescriptor.all().stream()
                .map(StepDescriptor::getFunctionName)
                .toList();
        for (Descriptor<?> descriptor : ours(jenkins)) {
            Set<String> symbols = SymbolLookup.getSymbolValue(descriptor);
            if (!MAPS.contains(descriptor.clazz)) {
                assertThat(symbols).as(descriptor.clazz.getName()).isNotEmpty();
            }
            boolean facade = descriptor.clazz.getPackageName().endsWith("freestyle");
            assertThat(symbols.stream().filter(symbol -> !facade && steps.contains(symbol)))
                    .as("a step wins over a symbol of the same name")
                    .isEmpty();
        }
    }

    @Test
    void everyFieldOfTheConfigurationIsExplained(JenkinsRule jenkins) throws Exception {
        List<Class<?>> entries = ours(jenkins).stream()
                .<Class<?>>map(descriptor -> descriptor.clazz)
                .filter(type -> type.getPackage().equals(CanaryGlobalConfiguration.class.getPackage()))
                .toList();
        assertThat(entries).contains(Cluster.class, AnalysisTemplate.class, PrometheusServer.class, ServerAccess.class);
        for (Class<?> type : entries) {
            for (DescribableParameter parameter : new DescribableModel<>(type).getParameters()) {
                assertThat(parameter.getHelp())
                        .as(type.getSimpleName() + "." + parameter.getName())
                        .isNotBlank();
            }
        }
        for (String field : List.of("clusters", "sources", "templates", "defaults", "notifications", "gateHosts")) {
            assertThat(CanaryGlobalConfiguration.class.getResource("CanaryGlobalConfiguration/help-" + field + ".html"))
                    .as(field)
                    .isNotNull();
        }
        assertThat(jenkins.jenkins).isNotNull();
    }

    @Test
    void everyEntryComesBackFromItsDescription(JenkinsRule jenkins) throws Exception {
        Defaults defaults = new Defaults();
        defaults.setWeights(List.of(5, 25));
        defaults.setTolerate("1.2");
        Cluster cluster = new Cluster("prod", new KubeconfigAccess("file"));
        cluster.setFolders(List.of("shops"));
        cluster.setNamespaces(List.of("team-*"));
        cluster.setTrustedOnly(false);
        cluster.setDefaults(defaults);
        PrometheusServer source = new PrometheusServer("prom", "https://prometheus.example.org");
        source.setFolders(List.of("shops"));
        SourceHeader header = new SourceHeader("X-Api-Key");
        header.setCredentialsId("key");
        MimirServer mimir = new MimirServer("mimir", "https://mimir.example.org/prometheus");
        mimir.setTenant("shop");
        mimir.setClientCertificateId("certificate");
        mimir.setCaCertificate("-----BEGIN CERTIFICATE-----");
        mimir.setHeaders(List.of(header));
        AnalysisTemplate template = new AnalysisTemplate("http", List.of(new LatencyMetric("buckets", "500ms")));

        for (Describable<?> entry : List.<Describable<?>>of(cluster, source, mimir, template, defaults)) {
            Object again = new DescribableModel<>(entry.getClass())
                    .instantiate(DescribableModel.uninstantiate2_(entry).getArguments(), null);
            assertThat(again).usingRecursiveComparison().isEqualTo(entry);
        }
        assertThat(jenkins.jenkins).isNotNull();
    }

    private static List<Descriptor<?>> ours(JenkinsRule jenkins) {
        return jenkins.jenkins.getExtensionList(Descriptor.class).stream()
                .<Descriptor<?>>map(descriptor -> descriptor)
                .filter(descriptor -> descriptor.clazz.getName().startsWith("io.jenkins.plugins.canary."))
                .filter(descriptor -> !Step.class.isAssignableFrom(descriptor.clazz)
                        && !GlobalConfiguration.class.isAssignableFrom(descriptor.clazz))
                .toList();
    }
}

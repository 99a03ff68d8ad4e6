package io.jenkins.plugins.canary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.canary.arguments.ConfiguredNames;
import io.jenkins.plugins.canary.arguments.EventsMetric;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What jobs may use. */
@WithJenkins
class OffersTest {
    private JenkinsRule jenkins;
    private FreeStyleProject inside;
    private FreeStyleProject outside;

    @BeforeEach
    void make(JenkinsRule jenkins) throws Exception {
        this.jenkins = jenkins;
        MockFolder folder = jenkins.createFolder("shops");
        MockFolder sub = folder.createProject(MockFolder.class, "prod");
        inside = sub.createProject(FreeStyleProject.class, "checkout");
        outside = jenkins.createFolder("shops-too").createProject(FreeStyleProject.class, "checkout");
    }

    @Test
    void whereNothingIsConfiguredThatIsSaid() {
        refused(
                () -> Offers.to(inside).clusterName(""),
                "no cluster is configured; add one in Manage Jenkins » System");
        refused(() -> Offers.to(inside).sourceName("prom"), "no source is configured");
    }

    @Test
    void whatIsNotNamedIsTheOnlyOneThatIsOffered() {
        configure(cluster("staging"), cluster("prod", "shops"));

        assertThat(Offers.to(outside).clusterName("")).isEqualTo("staging");
        refused(
                () -> Offers.to(inside).clusterName(""),
                "the cluster must be named, because there are several: staging, prod");
    }

    @Test
    void aFolderMeansEverythingInItAndNothingBesideIt() {
        configure(cluster("prod", "shops"), cluster("one", "shops-too/checkout"));

        assertThat(ConfiguredNames.ofClusters(inside)).containsExactly("prod");
        assertThat(ConfiguredNames.ofClusters(outside)).containsExactly("one");
        assertThat(ConfiguredNames.ofClusters(null)).containsExactly("prod", "one");
    }

    @Test
    void aJobOutsideLearnsNoMoreThanTheName() {
        configure(cluster("prod-eu", "shops"), cluster("staging"));

        refused(
                () -> Offers.to(outside).clusterName("prod-eu"),
                "cluster 'prod-eu' is not offered to job shops-too/checkout; there are staging");
        refused(() -> Offers.to(outside).clusterName("test"), "cluster 'test' is not configured; there are staging");
        assertThat(Offers.to(outside).defaults("prod-eu")).isEmpty();
    }

    @Test
    void whereNothingIsOfferedThatIsSaid() {
        configure(cluster("prod-eu", "shops"));

        refused(() -> Offers.to(outside).clusterName(""), "no cluster is offered to job shops-too/checkout");
    }

    @Test
    void namespacesAreAllowedByNameAndByPattern() {
        Cluster prod = cluster("prod");
        prod.setNamespaces(List.of("shop", "team-*"));
        configure(prod);

        for (String allowed : List.of("shop", "team-a", "team-")) {
            Offers.to(inside).check(target("prod", allowed));
        }
        for (String other : List.of("shop2", "my-team-a", "kube-system")) {
            refused(
                    () -> Offers.to(inside).check(target("prod", other)),
                    "namespace '" + other + "' is not allowed on cluster 'prod'; allowed are shop, team-*");
        }
    }

    @Test
    void theDefaultsOfTheClusterGoBeforeThoseOfAll() {
        Cluster prod = cluster("prod");
        Defaults own = new Defaults();
        own.setHold("10m");
        prod.setDefaults(own);
        configure(prod);
        Defaults all = new Defaults();
        all.setHold("5m");
        all.setTolerate("1.2");
        CanaryGlobalConfiguration.get().setDefaults(all);

        assertThat(Offers.to(inside).defaults("prod"))
                .containsExactly(
                        Map.entry("cluster 'prod'", Map.of("hold", "10m")),
                        Map.entry("all clusters", Map.of("hold", "5m", "tolerate", 1.2)));
    }

    @Test
    void aTemplateStandsForItsMetricsAloneOrAmongOthers() {
        template("availability", "shops");
        Object up = Map.of("events", Map.of("counter", "restarts"));
        Object named = Map.of("template", "availability");

        assertThat(Offers.to(inside).withoutTemplates(named)).isEqualTo(List.of(up));
        assertThat(Offers.to(inside).withoutTemplates(List.of("other", named))).isEqualTo(List.of("other", up));
        assertThat(Offers.to(inside).withoutTemplates("nonsense")).isEqualTo("nonsense");
    }

    @Test
    void anUnknownTemplateIsToldWithThoseThatThereAre() {
        template("availability", "shops");

        refused(
                () -> Offers.to(inside).withoutTemplates(Map.of("template", "latency")),
                "template 'latency' is not configured; there are availability");
        refused(
                () -> Offers.to(outside).withoutTemplates(Map.of("template", "availability")),
                "template 'availability' is not offered to job shops-too/checkout");
    }

    private static void template(String name, String folder) {
        AnalysisTemplate template = new AnalysisTemplate(name, List.of(new EventsMetric("restarts")));
        template.setFolders(List.of(folder));
        CanaryGlobalConfiguration.get().setTemplates(List.of(template));
    }

    private static Cluster cluster(String name, String... folders) {
        Cluster cluster = new Cluster(name, new ServiceAccountAccess());
        cluster.setFolders(List.of(folders));
        return cluster;
    }

    private static Target target(String cluster, String namespace) {
        return new Target(cluster, namespace, WorkloadName.parse("checkout"));
    }

    private void configure(Cluster... clusters) {
        assertThat(jenkins.jenkins).isNotNull();
        CanaryGlobalConfiguration.get().setClusters(List.of(clusters));
    }

    private static void refused(ThrowingCallable call, String why) {
        assertThatThrownBy(call).isInstanceOf(RefusedException.class).hasMessageStartingWith(why);
    }
}

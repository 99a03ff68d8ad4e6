package io.jenkins.plugins.canary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.jenkins.plugins.canary.arguments.IstioTraffic;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.Simulation;
import io.jenkins.plugins.canary.steps.CanaryDeployStep;
import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.SocketPolicy;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What forms offer of the clusters, and to whom. */
@WithJenkins
class CatalogueTest {
    private static final Kind<GenericKubernetesResource> NAMESPACE = Kind.generic("", "v1", "Namespace", "namespaces");

    private final Simulation world = Simulation.start(Scenario.HEALTHY, Scenery.checkout("shop"), 1);
    private JenkinsRule jenkins;
    private FreeStyleProject job;
    private CanaryDeployStep.DescriptorImpl step;
    private IstioTraffic.DescriptorImpl istio;

    @BeforeEach
    void configure(JenkinsRule jenkins) throws Exception {
        this.jenkins = jenkins;
        job = jenkins.createFreeStyleProject("shop");
        step = jenkins.jenkins.getDescriptorByType(CanaryDeployStep.DescriptorImpl.class);
        istio = jenkins.jenkins.getDescriptorByType(IstioTraffic.DescriptorImpl.class);
        world.cluster()
                .put(
                        NAMESPACE,
                        "",
                        new GenericKubernetesResourceBuilder()
                                .withApiVersion("v1")
                                .withKind("Namespace")
                                .withNewMetadata()
                                .withName("shop")
                                .endMetadata()
                                .build());
        Keys.text("prod", world.cluster().kubeconfig());
        configure(new Cluster("prod", new KubeconfigAccess("prod")));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("rita")
                .grant(Jenkins.READ, Item.READ, Item.EXTENDED_READ)
                .everywhere()
                .to("edda")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("carla"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whoConfiguresAJobIsOfferedWhatIsInTheCluster() {
        as("carla", () -> {
            assertThat(offered(() -> step.doFillNamespaceItems(job, "prod"))).containsExactly("shop");
            assertThat(offered(() -> step.doFillWorkloadItems(job, "", "shop"))).containsExactly("checkout");
            assertThat(offered(() -> istio.doFillVirtualServiceItems(job, "prod", "shop")))
                    .containsExactly("checkout");
            assertThat(offered(() -> istio.doFillServiceItems(job, "prod", "shop")))
                    .contains("checkout");
            return true;
        });
    }

    @Test
    void whoMayOnlyReadAJobLearnsNothing() {
        for (String stranger : List.of("rita", "edda")) {
            as(stranger, () -> {
                assertThat(step.doFillNamespaceItems(job, "prod")).isEmpty();
                assertThat(step.doFillWorkloadItems(job, "prod", "shop")).isEmpty();
                assertThat(istio.doFillVirtualServiceItems(job, "prod", "shop")).isEmpty();
                assertThat(istio.doFillServiceItems(job, "prod", "shop")).isEmpty();
                return true;
            });
        }
        assertThat(as("edda", () -> step.doFillClusterItems(job, ""))).hasSize(2);
        assertThat(as("rita", () -> step.doFillClusterItems(job, ""))).hasSize(1);
        assertThat(as("rita", () -> step.doFillWorkloadItems(null, "prod", "shop")))
                .isEmpty();
    }

    @Test
    void nothingIsOfferedThatTheJobMayNotRelease() {
        Cluster narrow = new Cluster("prod", new KubeconfigAccess("prod"));
        narrow.setNamespaces(List.of("team-a", "team-b-*"));
        configure(narrow);

        as("carla", () -> {
            assertThat(step.doFillNamespaceItems(job, "prod")).containsExactly("team-a");
            assertThat(step.doFillWorkloadItems(job, "prod", "shop")).isEmpty();
            FormValidation problem = step.doCheckNamespace(job, "shop", "prod");
            assertThat(problem.kind).isEqualTo(FormValidation.Kind.ERROR);
            assertThat(problem.getMessage()).contains("allowed are team-a, team-b-*");
            return true;
        });
        assertThat(as("rita", () -> step.doCheckNamespace(job, "shop", "prod")).kind)
                .isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void aClusterThatHangsOffersNothingAndKeepsNoOtherFromDoingSo() throws IOException {
        try (MockWebServer hanging = new MockWebServer()) {
            for (int call = 0; call < 8; call++) {
                hanging.enqueue(new MockResponse().setSocketPolicy(SocketPolicy.NO_RESPONSE));
            }
            hanging.start();
            Keys.text("token", "simulated");
            configure(
                    new Cluster("hangs", new ServerAccess(hanging.url("/").toString(), "token")),
                    new Cluster("prod", new KubeconfigAccess("prod")));

            as("carla", () -> {
                assertThat(step.doFillNamespaceItems(job, "hangs")).isEmpty();
                assertThat(step.doFillWorkloadItems(job, "hangs", "shop")).isEmpty();
                assertThat(offered(() -> step.doFillWorkloadItems(job, "prod", "shop")))
                        .containsExactly("checkout");
                return true;
            });
        }
    }

    @Test
    void formsAskByPostOnly() throws Exception {
        as("carla", () -> offered(() -> step.doFillWorkloadItems(job, "prod", "shop")));
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.setThrowExceptionOnFailingStatusCode(false);
        client.setJavaScriptEnabled(false);
        client.login("carla");
        URL url = new URL(client.getContextPath() + "job/shop/" + step.getDescriptorUrl()
                + "/fillWorkloadItems?cluster=prod&namespace=shop");
        WebRequest post = client.addCrumb(new WebRequest(url, HttpMethod.POST));

        assertThat(client.getPage(url).getWebResponse().getStatusCode()).isEqualTo(404);
        assertThat(client.getPage(post).getWebResponse().getContentAsString()).contains("checkout");
    }

    @Test
    void whatIsTypedIsCheckedAtOnce() {
        assertThat(step.doCheckWeights("5, 25 50").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(step.doCheckWeights("25, 5").getMessage()).contains("5 is not above the 25 before it");
        assertThat(step.doCheckWeights("120").getMessage()).contains("120 is over 100");
        assertThat(step.doCheckTolerate("1.2").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(step.doCheckTolerate("110").getMessage()).contains("is not a ratio of canary to baseline");
        assertThat(step.doCheckWorkload("rollout/checkout").getMessage()).contains("Argo Rollout");
        assertThat(step.doCheckImage("regi stry/app").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(step.doCheckFile("deploy/canary.yaml").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(step.doCheckFile("../canary.yaml").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(step.doCheckFile("C:\\canary.yaml").kind).isEqualTo(FormValidation.Kind.ERROR);
    }

    /** What a form offers in the end to whoever asks in this thread: a busy machine may not have the answer at the first look. */
    private static List<String> offered(Supplier<? extends Collection<String>> look) {
        await().pollInSameThread().atMost(Duration.ofMinutes(1)).until(() -> !look.get()
                .isEmpty());
        return List.copyOf(look.get());
    }

    private static void configure(Cluster... clusters) {
        CanaryGlobalConfiguration.get().setClusters(List.of(clusters));
    }

    private static <T> T as(String user, Supplier<T> look) {
        try (ACLContext context = ACL.as2(User.getById(user, true).impersonate2())) {
            return look.get();
        }
    }
}

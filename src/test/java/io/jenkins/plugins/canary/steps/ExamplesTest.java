package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.canary.arguments.ConfiguredNames;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What newcomers copy: the files in {@code examples}, and what the README shows of them. */
@WithJenkins
class ExamplesTest {
    private static final Path ROOT = Path.of(System.getProperty("canary.root", "."));

    @RegisterExtension
    private final World world = new World();

    @TestExtension
    public static final class Time extends World.Time {}

    @TempDir
    private Path folder;

    @Test
    void theJenkinsfileIsValid(JenkinsRule jenkins) throws Exception {
        WebRequest request =
                new WebRequest(new URL(jenkins.getURL(), "pipeline-model-converter/validate"), HttpMethod.POST);
        request.setRequestParameters(List.of(new NameValuePair("jenkinsfile", example("Jenkinsfile"))));

        JenkinsRule.WebClient client = jenkins.createWebClient();

        String answer =
                client.getPage(client.addCrumb(request)).getWebResponse().getContentAsString();

        assertThat(answer).contains("Jenkinsfile successfully validated.");
    }

    @Test
    void theJenkinsfileReleases(JenkinsRule jenkins) throws Exception {
        world.start(Scenario.HEALTHY.withRps(2_000));
        world.configure();

        WorkflowRun build = jenkins.waitForCompletion(Scripts.start(jenkins, example("Jenkinsfile")));

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        jenkins.assertLogContains("PROMOTED: promoted registry.example/shop/checkout@sha256:", build);
    }

    @Test
    void theConfigurationIsUnderstood(JenkinsRule jenkins) throws Exception {
        Path kubeconfig = folder.resolve("kubeconfig.yaml");
        Files.writeString(kubeconfig, world.simulation().cluster().kubeconfig());
        Path configuration = folder.resolve("jenkins.yaml");
        Files.writeString(
                configuration, example("jenkins.yaml").replace("/etc/jenkins/kubeconfig.yaml", kubeconfig.toString()));

        ConfigurationAsCode.get().configure(configuration.toString());

        assertThat(ConfiguredNames.ofClusters(null)).containsExactly("simulation");
        assertThat(ConfiguredNames.ofSources(null)).containsExactly("prometheus");
        jenkins.assertBuildStatusSuccess(
                jenkins.waitForCompletion(Scripts.start(jenkins, "canaryRollback(" + Scripts.TARGET + ")")));
    }

    @Test
    void theReadmeShowsThem() throws IOException {
        assertThat(ROOT.resolve("README.md")).content().contains(example("Jenkinsfile"), example("jenkins.yaml"));
    }

    private static String example(String name) throws IOException {
        return Files.readString(ROOT.resolve("examples").resolve(name));
    }
}

package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Result;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.simulation.Scenario;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

class PageTest {
    @RegisterExtension
    private final World world = new World();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TestExtension
    public static final class Time extends World.Time {}

    private String seen;

    @Test
    void thePageSaysTheSameAfterItWasReadFromDisk() throws Throwable {
        world.start(Scenario.HEALTHY.withErrors(0.2));
        sessions.then(jenkins -> {
            world.configure();
            WorkflowRun build = jenkins.waitForCompletion(Scripts.start(jenkins, Scripts.ROLLOUT));
            jenkins.assertBuildStatus(Result.FAILURE, build);
            seen = report(jenkins, build).toString();
        });
        sessions.then(jenkins -> {
            WorkflowRun build = Scripts.build(jenkins);

            assertThat(report(jenkins, build)).hasToString(seen);
            assertThat(new ObjectMapper().readTree(seen).at("/outcome/name").asText())
                    .isEqualTo("ROLLED_BACK");
            assertThat(page(jenkins, build, "").asNormalizedText())
                    .contains("Canary of simulation/shop/checkout", "rolled back");
            assertThat(page(jenkins, build, "canary").getWebResponse().getContentAsString())
                    .contains("data-canary-url=\"report?release=" + id(build))
                    .contains("canary-charts.js")
                    .contains("canary-report.css");
            assertThat(api(jenkins, build).at("/releases/0/outcome").asText()).isEqualTo("ROLLED_BACK");
        });
    }

    private static String id(WorkflowRun build) {
        return build.getAction(CanaryRunAction.class).getReleases().get(0).getId();
    }

    private static HtmlPage page(JenkinsRule jenkins, WorkflowRun build, String path) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.setJavaScriptEnabled(false);
        return client.getPage(build, path);
    }

    private static JsonNode report(JenkinsRule jenkins, WorkflowRun build) throws Exception {
        return json(jenkins, build, "canary/report?release=" + id(build));
    }

    private static JsonNode api(JenkinsRule jenkins, WorkflowRun build) throws Exception {
        return json(jenkins, build, "canary/api/json");
    }

    private static JsonNode json(JenkinsRule jenkins, WorkflowRun build, String path) throws Exception {
        String text = jenkins.createWebClient()
                .goTo(build.getUrl() + path, "application/json")
                .getWebResponse()
                .getContentAsString();
        return new ObjectMapper().readTree(text);
    }
}

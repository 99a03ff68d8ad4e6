package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class LivePageTest {
    @RegisterExtension
    private final World world = new World();

    @TestExtension
    public static final class Time extends World.Time {}

    @Test
    void thePageLooksAgainAsLongAsTheReleaseGoesOn(JenkinsRule jenkins) throws Exception {
        world.configure();
        world.holdAfter(Duration.ofMinutes(4));
        WorkflowRun build = Scripts.start(jenkins, Scripts.ROLLOUT);
        await().atMost(World.PATIENCE).until(world::isHeld);

        assertThat(canaryPage(jenkins, build)).contains("data-canary-live=\"true\"");
        assertThat(jenkins.createWebClient().getPage(build).asNormalizedText()).contains("serving, 5 %");

        world.letGo();
        jenkins.waitForCompletion(build);

        assertThat(canaryPage(jenkins, build)).contains("data-canary-live=\"false\"");
    }

    private static String canaryPage(JenkinsRule jenkins, WorkflowRun build) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.setJavaScriptEnabled(false);
        HtmlPage page = client.getPage(build, "canary");
        return page.getWebResponse().getContentAsString();
    }
}

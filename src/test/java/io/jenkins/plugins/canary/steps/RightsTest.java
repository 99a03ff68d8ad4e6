package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.Journals;
import io.jenkins.plugins.canary.run.KeptRelease;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who may see, take back, and promote what was not judged. */
@WithJenkins
class RightsTest {
    private static final String PROMOTE = "canaryPromote(" + Scripts.TARGET + ", require: 'NONE', reason: 'a fix')\n";
    private static final int FORBIDDEN = 403;
    private static final int NOT_ALLOWED = 405;

    @RegisterExtension
    private final World world = new World();

    @TestExtension
    public static final class Time extends World.Time {}

    private JenkinsRule jenkins;

    @BeforeEach
    void give(JenkinsRule jenkins) throws Exception {
        this.jenkins = jenkins;
        world.configure();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD, Computer.BUILD)
                .everywhere()
                .to("ben")
                .grant(Jenkins.READ, Item.READ, Item.BUILD, Item.CANCEL, Item.CONFIGURE, Computer.BUILD)
                .everywhere()
                .to("carla")
                .grantWithoutImplication(Jenkins.READ, Item.DISCOVER, Item.READ)
                .everywhere()
                .to("rita"));
    }

    @Test
    void whoMayOnlyBuildCannotPassTheVerdictOver() throws Exception {
        WorkflowRun build = run("by-ben", Scripts.DEPLOY + PROMOTE, "ben");

        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("ERROR: ben may not have a canary promoted whatever its verdict is", build);
        assertThat(world.canaryWeight()).isEqualTo(20);
    }

    @Test
    void whoMayConfigureCanAndIsNamedWithTheReason() throws Exception {
        WorkflowRun build = run("by-carla", Scripts.DEPLOY + PROMOTE, "carla");

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        assertThat(events(build)).contains("carla lets the canary be promoted whatever its verdict is: a fix");
    }

    @Test
    void whomABuildRunsAsCountsMoreThanWhoStartedIt() throws Exception {
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .add(new MockQueueItemAuthenticator()
                        .authenticate("as-ben", User.getById("ben", true).impersonate2()));

        WorkflowRun build = run("as-ben", Scripts.DEPLOY + PROMOTE, "carla");

        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("ERROR: ben may not", build);
    }

    @Test
    void aRolloutThatNeedsNoVerdictIsRefusedBeforeAnythingIsChanged() throws Exception {
        WorkflowRun build = run("rollout", Scripts.ROLLOUT.replace("weights:", "require: 'NONE', weights:"), "ben");

        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("ERROR: ben may not", build);
        assertThat(world.canaryExists()).isFalse();
    }

    @Test
    void aReleaseIsTakenBackFromItsPageByWhoMayCancelAndTheJournalSaysByWhom() throws Exception {
        world.holdAfter(Duration.ofMinutes(1));
        WorkflowRun build = start("page", Scripts.ROLLOUT, "ben");
        await().atMost(World.PATIENCE).until(world::isHeld);

        assertThat(status("rita", HttpMethod.GET, build, "")).isEqualTo(FORBIDDEN);
        assertThat(status("rita", HttpMethod.GET, build, "report?release=" + release(build)))
                .isEqualTo(FORBIDDEN);
        assertThat(status("ben", HttpMethod.POST, build, "order/rollback/give")).isEqualTo(FORBIDDEN);
        assertThat(status("carla", HttpMethod.GET, build, "order/rollback/give"))
                .isEqualTo(NOT_ALLOWED);
        assertThat(page("ben", build)).doesNotContain("order/rollback");
        assertThat(page("carla", build)).contains("order/rollback");
        assertThat(world.canaryExists()).isTrue();

        status("carla", HttpMethod.POST, build, "order/rollback/give");
        world.letGo();
        jenkins.waitForCompletion(build);

        jenkins.assertBuildStatus(Result.ABORTED, build);
        assertThat(events(build)).contains("Rolling back: rolled back by carla: it smells");
        assertThat(world.canaryWeight()).isZero();
        assertThat(world.simulation().lostRequests()).isZero();
    }

    private WorkflowRun run(String job, String script, String starter) throws Exception {
        return jenkins.waitForCompletion(start(job, script, starter));
    }

    private WorkflowRun start(String name, String script, String starter) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        User.getById(starter, true);
        return job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause(starter)))
                .waitForStart();
    }

    private int status(String user, HttpMethod method, WorkflowRun build, String path) throws Exception {
        JenkinsRule.WebClient client = client(user);
        WebRequest request =
                new WebRequest(new URL(client.getContextPath() + build.getUrl() + "canary/" + path), method);
        if (method == HttpMethod.POST) {
            request.setRequestParameters(
                    List.of(new NameValuePair("release", release(build)), new NameValuePair("reason", "it smells")));
            client.addCrumb(request);
        }
        return client.getPage(request).getWebResponse().getStatusCode();
    }

    private String page(String user, WorkflowRun build) throws Exception {
        return client(user).getPage(build, "canary").getWebResponse().getContentAsString();
    }

    private JenkinsRule.WebClient client(String user) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.setJavaScriptEnabled(false);
        client.setThrowExceptionOnFailingStatusCode(false);
        return client.login(user);
    }

    private static KeptRelease kept(WorkflowRun build) {
        return build.getAction(CanaryRunAction.class).getReleases().get(0);
    }

    private static String release(WorkflowRun build) {
        return kept(build).getId();
    }

    private static List<String> events(WorkflowRun build) {
        return Journals.read(build, kept(build)).stream()
                .filter(Entry.Event.class::isInstance)
                .map(entry -> ((Entry.Event) entry).sentence())
                .toList();
    }
}

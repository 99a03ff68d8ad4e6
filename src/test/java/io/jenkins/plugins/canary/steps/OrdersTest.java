package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.release.GiveOrder;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.Journals;
import io.jenkins.plugins.canary.run.KeptRelease;
import io.jenkins.plugins.canary.run.Reach;
import io.jenkins.plugins.canary.target.Target;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What people order of a release on its page, without JavaScript. */
@WithJenkins
class OrdersTest {
    private static final String GATED =
            Scripts.ROLLOUT.replace("weights: [5, 25, 50]", "steps: [[weight: 20, approval: '2h']]");
    private static final int FORBIDDEN = 403;
    private static final int NOT_ALLOWED = 405;
    private static final int NOT_FOUND = 404;

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
                .grant(Jenkins.READ, Item.READ, Item.CANCEL)
                .everywhere()
                .to("rolf")
                .grant(Jenkins.READ, Item.READ, Item.CANCEL, Item.CONFIGURE)
                .everywhere()
                .to("paula"));
    }

    @Test
    void aBuildThatWaitsAtItsGateGoesOnWhenSomebodyApproves() throws Exception {
        world.holdAfter(Duration.ofMinutes(100));
        WorkflowRun build = Scripts.start(jenkins, GATED);
        await().atMost(World.PATIENCE).until(() -> !kept(build).getAsked().isEmpty());
        await().atMost(World.PATIENCE).until(world::isHeld);
        jenkins.assertLogContains("waiting for approval to leave 20 % of the traffic, until ", build);
        assertThat(page("ben", build).asNormalizedText())
                .contains("Waiting for approval to leave 20 % of the traffic, until ")
                .doesNotContain("Approve\n");
        assertThat(orders("rolf", build)).containsExactly("pause", "extend", "rollback");
        assertThat(orders("paula", build)).containsExactly("approve", "promote", "pause", "extend", "rollback");

        HtmlPage after = order("paula", build, "Approve", Map.of("reason", "looks well"));

        assertThat(after.asNormalizedText()).contains("What people ordered", "paula", "looks well");
        assertThat(orders("paula", build)).doesNotContain("approve");
        world.letGo();
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("Approved by paula: looks well", build);
        assertThat(world.simulation().lostRequests()).isZero();
        JsonNode deed = api("ben", build).at("/releases/0/deeds/0");
        assertThat(deed.path("what").asText()).isEqualTo("approved");
        assertThat(deed.path("who").asText()).isEqualTo("paula");
        assertThat(deed.path("why").asText()).isEqualTo("looks well");
    }

    @Test
    void aReleaseIsPausedExtendedResumedAndPromotedWhileABuildDrivesIt() throws Exception {
        WorkflowRun build = serving(Scripts.ROLLOUT);

        order("rolf", build, "Pause", Map.of("reason", "lunch"));
        assertThat(page("ben", build).asNormalizedText()).contains("Paused: the canary keeps its weight");
        assertThat(orders("paula", build)).containsExactly("resume", "extend", "rollback");
        order("rolf", build, "Extend", Map.of("by", "2h"));
        order("rolf", build, "Resume", Map.of());
        order("paula", build, "Promote now", Map.of("reason", "stops the outage"));
        world.letGo();
        jenkins.waitForCompletion(build);

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        jenkins.assertLogNotContains("The canary serves 25 %", build);
        assertThat(sentences(build))
                .containsSubsequence(
                        "Paused by rolf: lunch",
                        "Extended by 2h by rolf",
                        "Resumed by rolf",
                        "Promotion ordered by paula: stops the outage");
        assertThat(world.simulation().lostRequests()).isZero();
    }

    @Test
    void whatIsOrderedElsewhereOfAReleaseWithoutMetricsIsOnItsPageBeforeTheNextStep() throws Exception {
        WorkflowRun build = jenkins.waitForCompletion(Scripts.start(jenkins, Scripts.DEPLOY));
        Target target = kept(build).target();
        Instant now = world.simulation().clock().instant();

        new GiveOrder(
                        Reach.of(target).adapters(new MemoryJournal()),
                        target,
                        GiveOrder.pause(now, "anne@laptop", "lunch"))
                .tick(now);
        world.watchUntil(() -> kept(build).isPaused());

        assertThat(page("ben", build).asNormalizedText()).contains("anne@laptop", "lunch");
    }

    @Test
    void aReleaseThatNoBuildDrivesIsPromotedByTheWatch() throws Exception {
        WorkflowRun build = jenkins.waitForCompletion(Scripts.start(jenkins, Scripts.DEPLOY));

        order("paula", build, "Promote now", Map.of());
        world.watchUntil(() -> kept(build).getOutcome().equals("PROMOTED"));

        assertThat(world.canaryExists()).isFalse();
        assertThat(orders("paula", build)).isEmpty();
        assertThat(world.simulation().lostRequests()).isZero();
    }

    @Test
    void anAnalysisThatRunsEndsWhenAPromotionIsOrderedAndItsPipelineGoesOn() throws Exception {
        WorkflowRun build = serving(
                Scripts.DEPLOY + Scripts.ANALYZE + "canaryShift(weight: 50)\n" + Scripts.ANALYZE + "canaryPromote()\n");

        order("paula", build, "Promote now", Map.of("reason", "a fix"));
        world.letGo();
        jenkins.waitForCompletion(build);

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        jenkins.assertLogNotContains("The canary serves 50 %", build);
        assertThat(kept(build).getOutcome()).isEqualTo("PROMOTED");
    }

    @Test
    void nothingIsOrderedByWhoMayNotOrWithoutPostOrOfWhatIsNotThere() throws Exception {
        WorkflowRun build = serving(Scripts.ROLLOUT);

        for (String word : List.of("approve", "promote", "pause", "resume", "extend", "rollback")) {
            assertThat(status("ben", HttpMethod.GET, build, word + "/")).isEqualTo(FORBIDDEN);
            assertThat(status("ben", HttpMethod.POST, build, word + "/give")).isEqualTo(FORBIDDEN);
            assertThat(status("paula", HttpMethod.GET, build, word + "/give")).isEqualTo(NOT_ALLOWED);
        }
        assertThat(status("rolf", HttpMethod.POST, build, "promote/give")).isEqualTo(FORBIDDEN);
        assertThat(status("rolf", HttpMethod.POST, build, "approve/give")).isEqualTo(FORBIDDEN);
        assertThat(status("paula", HttpMethod.POST, build, "delete/give")).isEqualTo(NOT_FOUND);
        assertThat(sentences(build)).noneMatch(sentence -> sentence.contains(" by "));
        assertThat(orders("ben", build)).isEmpty();
    }

    @Test
    void aClickOnAPageThatIsOutOfDateIsAnsweredWithASentence() throws Exception {
        WorkflowRun build = serving(Scripts.ROLLOUT);

        assertThat(give("paula", build, "approve", "25"))
                .contains("the canary has 5 % of the traffic by now, which is not what was looked at");
        assertThat(give("paula", build, "resume", "5")).doesNotContain("Error");
        assertThat(give("paula", build, "extend", "5")).contains("is not a time such as 30m or 2h");
        world.letGo();
        jenkins.waitForCompletion(build);

        assertThat(give("paula", build, "pause", "5")).contains("is over here: promoted");
        HtmlPage late = client("paula").getPage(build, "canary/order/pause/?release=" + release(build));
        assertThat(late.asNormalizedText()).contains("The release has moved on since the page was shown");
        assertThat(late.getForms()).noneMatch(form -> form.getActionAttribute().equals("give"));
    }

    private WorkflowRun serving(String script) throws Exception {
        world.holdAfter(Duration.ofMinutes(3));
        WorkflowRun build = Scripts.start(jenkins, script);
        await().atMost(World.PATIENCE).until(world::isHeld);
        return build;
    }

    /** Clicks a button, confirms, and arrives at the page again. */
    private HtmlPage order(String user, WorkflowRun build, String label, Map<String, String> fields) throws Exception {
        HtmlPage confirmation = page(user, build).getAnchorByText(label).click();
        HtmlForm form = confirmation.getForms().stream()
                .filter(one -> one.getActionAttribute().equals("give"))
                .findFirst()
                .orElseThrow();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            form.getInputByName(field.getKey()).setValue(field.getValue());
        }
        HtmlPage after = ((HtmlButton) form.getFirstByXPath(".//button")).click();
        assertThat(after.getUrl().getPath()).endsWith("/canary/");
        return after;
    }

    private String give(String user, WorkflowRun build, String word, String weight) throws Exception {
        JenkinsRule.WebClient client = client(user);
        WebRequest request = new WebRequest(
                new URL(client.getContextPath() + build.getUrl() + "canary/order/" + word + "/give"), HttpMethod.POST);
        request.setRequestParameters(new ArrayList<>(List.of(
                new NameValuePair("release", release(build)),
                new NameValuePair("weight", weight),
                new NameValuePair("by", "soon"))));
        client.addCrumb(request);
        return client.getPage(request).getWebResponse().getContentAsString();
    }

    private int status(String user, HttpMethod method, WorkflowRun build, String path) throws Exception {
        JenkinsRule.WebClient client = client(user);
        WebRequest request =
                new WebRequest(new URL(client.getContextPath() + build.getUrl() + "canary/order/" + path), method);
        if (method == HttpMethod.POST) {
            client.addCrumb(request);
        }
        Page page = client.getPage(request);
        return page.getWebResponse().getStatusCode();
    }

    private List<String> orders(String user, WorkflowRun build) throws Exception {
        List<String> words = new ArrayList<>();
        api(user, build).at("/releases/0/orders").forEach(word -> words.add(word.asText()));
        return words;
    }

    private JsonNode api(String user, WorkflowRun build) throws Exception {
        return new ObjectMapper()
                .readTree(client(user)
                        .goTo(build.getUrl() + "canary/api/json", "application/json")
                        .getWebResponse()
                        .getContentAsString());
    }

    private HtmlPage page(String user, WorkflowRun build) throws Exception {
        return client(user).getPage(build, "canary/");
    }

    private JenkinsRule.WebClient client(String user) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.setJavaScriptEnabled(false);
        client.setThrowExceptionOnFailingStatusCode(false);
        return client.login(user);
    }

    private static KeptRelease kept(WorkflowRun build) {
        return CanaryRunAction.of(build).getReleases().stream()
                .reduce((earlier, later) -> later)
                .orElseGet(() -> waitFor(build));
    }

    private static KeptRelease waitFor(WorkflowRun build) {
        await().atMost(World.PATIENCE)
                .until(() -> !CanaryRunAction.of(build).getReleases().isEmpty());
        return CanaryRunAction.of(build).getReleases().get(0);
    }

    private static String release(WorkflowRun build) {
        return kept(build).getId();
    }

    private static List<String> sentences(WorkflowRun build) {
        return Journals.read(build, kept(build)).stream()
                .filter(Entry.Event.class::isInstance)
                .map(entry -> ((Entry.Event) entry).sentence())
                .toList();
    }
}

package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Result;
import io.jenkins.plugins.canary.config.CanaryGlobalConfiguration;
import io.jenkins.plugins.canary.config.Notifications;
import io.jenkins.plugins.canary.config.WebhookReceiver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.mockwebserver.Dispatcher;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Those whom the configuration names are told of releases. */
class NotifiedTest {
    @RegisterExtension
    private final World world = new World();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private final MockWebServer receiver = new MockWebServer();
    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();

    @TestExtension
    public static final class Time extends World.Time {}

    @BeforeEach
    void listen() throws IOException {
        receiver.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                try {
                    heard.add(new ObjectMapper().readTree(request.getBody().readUtf8()));
                    return new MockResponse();
                } catch (IOException e) {
                    return new MockResponse().setResponseCode(400);
                }
            }
        });
        receiver.start();
    }

    @AfterEach
    void close() throws IOException {
        receiver.close();
    }

    @Test
    void aRestartTellsNothingTwiceAndLeavesNothingOut() throws Throwable {
        sessions.then(jenkins -> {
            world.configure();
            tell();
            world.holdAfter(Duration.ofMinutes(4));
            Scripts.start(jenkins, Scripts.ROLLOUT);
            await().atMost(World.PATIENCE).until(world::isHeld);
            await().atMost(World.PATIENCE).until(() -> events().contains("weight"));
        });
        sessions.then(jenkins -> {
            world.letGo();
            jenkins.waitForCompletion(Scripts.build(jenkins));
            await().atMost(World.PATIENCE).until(() -> events().contains("promoted"));

            assertThat(events()).containsSubsequence("opened", "weight", "weight", "weight", "promoting", "promoted");
            assertThat(heard).extracting(news -> news.path("key").asText()).doesNotHaveDuplicates();
            assertThat(heard.get(0).path("links").path("page").asText())
                    .isEqualTo(jenkins.getURL() + Scripts.build(jenkins).getUrl() + "canary/");
        });
    }

    @Test
    void aGateIsAskedOnlyWhereAnAdministratorAllowsIt() throws Throwable {
        String gate = receiver.url("/").newBuilder().host("localhost").build().toString();
        String script = Scripts.ROLLOUT.replace(
                "weights:", "gates: [[type: 'confirm-promotion', url: '" + gate + "']], weights:");
        sessions.then(jenkins -> {
            world.configure();
            WorkflowRun refused = jenkins.waitForCompletion(Scripts.start(jenkins, script));
            jenkins.assertLogContains("gates on localhost may not be asked", refused);
            jenkins.assertBuildStatus(Result.FAILURE, refused);
            assertThat(heard).isEmpty();

            CanaryGlobalConfiguration.get().setGateHosts(List.of("localhost"));
            WorkflowRun asked = jenkins.waitForCompletion(Scripts.start(jenkins, "again", script));
            jenkins.assertBuildStatus(Result.SUCCESS, asked);
            assertThat(heard.get(0).path("phase").asText()).isEqualTo("WaitingPromotion");
        });
    }

    private List<String> events() {
        return heard.stream().map(news -> news.path("event").asText()).toList();
    }

    private void tell() {
        WebhookReceiver webhook = new WebhookReceiver("audit");
        webhook.setUrl(receiver.url("/").toString());
        Notifications notifications = new Notifications();
        notifications.setDestinations(List.of(webhook));
        CanaryGlobalConfiguration.get().setNotifications(notifications);
    }
}

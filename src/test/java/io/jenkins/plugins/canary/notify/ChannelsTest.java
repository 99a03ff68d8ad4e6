package io.jenkins.plugins.canary.notify;

import static io.jenkins.plugins.canary.notify.Newsroom.critical;
import static io.jenkins.plugins.canary.notify.Newsroom.last;
import static io.jenkins.plugins.canary.notify.Newsroom.promoted;
import static io.jenkins.plugins.canary.notify.Newsroom.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire is what the receivers' own documentation asks for. */
class ChannelsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MockWebServer server = new MockWebServer();
    private final Map<Option, String> options = new LinkedHashMap<>();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Channel channel(Kind kind) {
        boolean secretAddress =
                !kind.needed().contains(Option.URL) && !kind.optional().contains(Option.URL);
        options.putIfAbsent(
                secretAddress ? Option.SECRET : Option.URL, server.url("/there").toString());
        return kind.open(options, new OkHttpClient(), Clock.fixed(Newsroom.BEGIN, ZoneOffset.UTC));
    }

    private RecordedRequest sent(Kind kind, News news) throws InterruptedException {
        server.enqueue(new MockResponse().setResponseCode(202).setBody("ok"));
        channel(kind).deliver(news);
        return server.takeRequest();
    }

    private static JsonNode json(RecordedRequest request) throws IOException {
        return JSON.readTree(request.getBody().readUtf8());
    }

    private void assertSent(Kind kind, News news, String expected) throws Exception {
        assertThat(json(sent(kind, news))).isEqualTo(JSON.readTree(expected));
    }

    @Test
    void aWebhookIsSignedOverItsTimeAndBody() throws Exception {
        options.put(Option.SECRET, "s3cret");

        RecordedRequest request = sent(Kind.WEBHOOK, critical());

        byte[] body = request.getBody().readByteArray();
        assertThat(request.getHeader("X-Canary-Timestamp")).isEqualTo("1772445600");
        assertThat(request.getHeader("X-Canary-Signature"))
                .isEqualTo("sha256=" + Webhook.sign("s3cret", "1772445600", body));
        assertThat(request.getHeader("X-Canary-Event")).isEqualTo("verdict");
        assertThat(request.getHeader("X-Canary-Delivery")).isEqualTo("b7-a1/verdict-1-FAIL-WORSE");
    }

    /** The same by {@code printf '%s' '1700000000.{"a":1}' | openssl dgst -sha256 -hmac key}. */
    @Test
    void theSignatureIsThatOfOpenssl() {
        assertThat(Webhook.sign("key", "1700000000", "{\"a\":1}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("a438e398bfafc57e4396bb7fc2304422f0f768e965d073ca313cb52e22e6ad03");
    }

    @Test
    void aWebhookWithoutASecretIsNotSigned() throws Exception {
        assertThat(sent(Kind.WEBHOOK, critical()).getHeader("X-Canary-Signature"))
                .isNull();
    }

    @Test
    void aWebhookSaysEverything() throws Exception {
        assertSent(Kind.WEBHOOK, critical(), """
                {"format": 1, "event": "verdict", "severity": "critical", "key": "verdict-1-FAIL-WORSE",
                 "at": "2026-03-02T10:03:00Z", "title": "prod-eu/shop/checkout: FAIL at 5 %",
                 "sentence": "FAIL (WORSE): 5 % of 1000 and 1 % of 9000",
                 "release": {"id": "b7-a1", "target": "prod-eu/shop/checkout", "cluster": "prod-eu", "namespace": "shop",
                             "workload": "checkout", "holder": "shop #7", "since": "2026-03-02T10:00:00Z", "weight": 5,
                             "verdict": "FAIL"},
                 "links": {"page": "https://jenkins.example/job/shop/7/canary",
                           "runbook": "https://wiki.example/shop/checkout", "dashboard": ""}}""");
    }

    @Test
    void slackGetsBlocksOfPlainText() throws Exception {
        assertSent(Kind.SLACK, promoted(), """
                {"text": "prod-eu/shop/checkout: promoted",
                 "blocks": [
                   {"type": "header", "text": {"type": "plain_text", "text": "prod-eu/shop/checkout: promoted"}},
                   {"type": "section", "text": {"type": "plain_text",
                     "text": "the errors of <b>canary</b> & co were 5 %"}},
                   {"type": "context", "elements": [{"type": "plain_text",
                     "text": "release b7-a1 · canary at 0 % · PASS"}]},
                   {"type": "actions", "elements": [
                     {"type": "button", "url": "https://jenkins.example/job/shop/7/canary",
                      "text": {"type": "plain_text", "text": "Release"}},
                     {"type": "button", "url": "https://wiki.example/shop/checkout",
                      "text": {"type": "plain_text", "text": "Runbook"}}]}]}""");
    }

    @Test
    void teamsGetsAnAdaptiveCardForAWorkflow() throws Exception {
        assertSent(Kind.TEAMS, critical(), """
                {"type": "message", "attachments": [{
                  "contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": null,
                  "content": {"$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard",
                    "version": "1.4",
                    "body": [
                      {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "weight": "Bolder", "size": "Medium",
                        "color": "Attention", "text": "prod-eu/shop/checkout: FAIL at 5 %"}]},
                      {"type": "RichTextBlock", "inlines": [{"type": "TextRun",
                        "text": "FAIL (WORSE): 5 % of 1000 and 1 % of 9000"}]},
                      {"type": "FactSet", "facts": [
                        {"title": "target", "value": "prod-eu/shop/checkout"}, {"title": "release", "value": "b7-a1"},
                        {"title": "event", "value": "verdict"}, {"title": "severity", "value": "critical"},
                        {"title": "weight", "value": "5 %"}, {"title": "verdict", "value": "FAIL"}]}],
                    "actions": [
                      {"type": "Action.OpenUrl", "title": "Release", "url": "https://jenkins.example/job/shop/7/canary"},
                      {"type": "Action.OpenUrl", "title": "Runbook", "url": "https://wiki.example/shop/checkout"}]}}]}""");
    }

    @Test
    void pagerDutyIsTriggeredByTheReleaseAsOneIncident() throws Exception {
        options.put(Option.SECRET, "R0UT1NG");

        assertSent(Kind.PAGERDUTY, critical(), """
                {"routing_key": "R0UT1NG", "dedup_key": "canary/prod-eu/shop/checkout/b7-a1", "event_action": "trigger",
                 "payload": {"summary": "prod-eu/shop/checkout: FAIL at 5 %: FAIL (WORSE): 5 % of 1000 and 1 % of 9000",
                   "source": "prod-eu/shop/checkout", "severity": "critical", "timestamp": "2026-03-02T10:03:00Z",
                   "component": "checkout", "group": "shop", "class": "canary verdict",
                   "custom_details": {"target": "prod-eu/shop/checkout", "release": "b7-a1", "event": "verdict",
                     "severity": "critical", "weight": "5 %", "verdict": "FAIL"}},
                 "links": [{"href": "https://jenkins.example/job/shop/7/canary", "text": "Release"},
                           {"href": "https://wiki.example/shop/checkout", "text": "Runbook"}],
                 "client": "Canary Pipeline", "client_url": "https://jenkins.example/job/shop/7/canary"}""");
    }

    @Test
    void aPromotionResolvesTheIncident() throws Exception {
        options.put(Option.SECRET, "R0UT1NG");

        assertSent(Kind.PAGERDUTY, promoted(), """
                {"routing_key": "R0UT1NG", "dedup_key": "canary/prod-eu/shop/checkout/b7-a1",
                 "event_action": "resolve"}""");
    }

    @Test
    void opsgenieIsToldOnceForARelease() throws Exception {
        options.put(Option.SECRET, "k3y");

        RecordedRequest request = sent(Kind.OPSGENIE, critical());

        assertThat(request.getPath()).isEqualTo("/there/v2/alerts");
        assertThat(request.getHeader("Authorization")).isEqualTo("GenieKey k3y");
        assertThat(json(request)).isEqualTo(JSON.readTree("""
                {"message": "prod-eu/shop/checkout: FAIL at 5 %", "alias": "canary/prod-eu/shop/checkout/b7-a1",
                 "description": "FAIL (WORSE): 5 % of 1000 and 1 % of 9000\\nRelease: https://jenkins.example/job/shop/7/canary\\nRunbook: https://wiki.example/shop/checkout",
                 "entity": "prod-eu/shop/checkout", "source": "Canary Pipeline", "priority": "P1",
                 "tags": ["canary", "verdict"],
                 "details": {"target": "prod-eu/shop/checkout", "release": "b7-a1", "event": "verdict",
                   "severity": "critical", "weight": "5 %", "verdict": "FAIL"}}"""));
    }

    @Test
    void aPromotionClosesTheAlertByItsAlias() throws Exception {
        options.put(Option.SECRET, "k3y");

        assertThat(sent(Kind.OPSGENIE, promoted()).getPath())
                .isEqualTo("/there/v2/alerts/canary%2Fprod-eu%2Fshop%2Fcheckout%2Fb7-a1/close?identifierType=alias");
    }

    @Test
    void alertmanagerGetsAnAlertThatEndsByItself() throws Exception {
        assertSent(Kind.ALERTMANAGER, critical(), """
                [{"labels": {"alertname": "CanaryRelease", "severity": "critical", "cluster": "prod-eu",
                    "namespace": "shop", "workload": "checkout", "release": "b7-a1"},
                  "annotations": {"summary": "prod-eu/shop/checkout: FAIL at 5 %",
                    "description": "FAIL (WORSE): 5 % of 1000 and 1 % of 9000",
                    "runbook_url": "https://wiki.example/shop/checkout"},
                  "startsAt": "2026-03-02T10:00:00Z", "endsAt": "2026-03-02T14:03:00Z",
                  "generatorURL": "https://jenkins.example/job/shop/7/canary"}]""");
    }

    @Test
    void aPromotionEndsTheAlertsOfBothSeverities() throws Exception {
        JsonNode alerts = json(sent(Kind.ALERTMANAGER, promoted()));

        assertThat(alerts.findValuesAsText("severity")).containsExactly("warning", "critical");
        assertThat(alerts.findValuesAsText("endsAt")).containsOnly("2026-03-02T10:12:00Z");
    }

    @Test
    void aDeploymentOnGithubIsMadeOnceAndFoundAgainByItsTask() throws Exception {
        options.put(Option.SECRET, "t0ken");
        options.put(Option.REPOSITORY, "acme/checkout");
        options.put(Option.ENVIRONMENT, "production");
        server.enqueue(new MockResponse().setBody("[]"));
        server.enqueue(new MockResponse().setResponseCode(201).setBody("{\"id\": 42}"));

        server.enqueue(new MockResponse().setResponseCode(201).setBody("{}"));
        channel(Kind.GITHUB).deliver(last(weight(1, 5)));

        RecordedRequest looked = server.takeRequest();
        assertThat(looked.getRequestUrl().queryParameter("task")).isEqualTo("canary:b7-a1");
        assertThat(looked.getHeader("Authorization")).isEqualTo("Bearer t0ken");
        RecordedRequest opened = server.takeRequest();
        assertThat(opened.getPath()).isEqualTo("/there/repos/acme/checkout/deployments");
        assertThat(json(opened)).isEqualTo(JSON.readTree("""
                {"ref": "0123456789abcdef0123456789abcdef01234567", "task": "canary:b7-a1",
                 "environment": "production", "auto_merge": false,
                 "description": "Canary release of prod-eu/shop/checkout", "required_contexts": []}"""));
        RecordedRequest status = server.takeRequest();
        assertThat(status.getPath()).isEqualTo("/there/repos/acme/checkout/deployments/42/statuses");
        assertThat(json(status)).isEqualTo(JSON.readTree("""
                {"state": "in_progress", "environment": "production",
                 "description": "prod-eu/shop/checkout: canary at 5 %: The canary serves 5 % of the traffic",
                 "log_url": "https://jenkins.example/job/shop/7/canary"}"""));
    }

    @Test
    void aDeploymentWithoutACommitIsNotMade() {
        options.put(Option.SECRET, "t0ken");
        options.put(Option.REPOSITORY, "acme/checkout");
        options.put(Option.ENVIRONMENT, "production");
        News news =
                new Story(Newsroom.SUBJECT, Links.NONE).next(Newsroom.opened()).orElseThrow();

        assertThatThrownBy(() -> channel(Kind.GITHUB).deliver(news)).hasMessageContaining("which commit");
    }

    @Test
    void aDeploymentOnGitlabIsFoundAgainAsTheOneThatRuns() throws Exception {
        options.put(Option.SECRET, "t0ken");
        options.put(Option.PROJECT, "acme/checkout");
        options.put(Option.ENVIRONMENT, "production");
        server.enqueue(new MockResponse().setBody("""
                [{"id": 9, "sha": "another"}, {"id": 7, "sha": "0123456789abcdef0123456789abcdef01234567"}]"""));
        server.enqueue(new MockResponse().setBody("{\"id\": 7}"));

        channel(Kind.GITLAB).deliver(promoted());

        assertThat(server.takeRequest().getPath())
                .isEqualTo("/there/api/v4/projects/acme%2Fcheckout/deployments"
                        + "?environment=production&status=running&order_by=id&sort=desc");
        RecordedRequest ended = server.takeRequest();
        assertThat(ended.getMethod()).isEqualTo("PUT");
        assertThat(ended.getPath()).isEqualTo("/there/api/v4/projects/acme%2Fcheckout/deployments/7");
        assertThat(ended.getHeader("PRIVATE-TOKEN")).isEqualTo("t0ken");
        assertThat(json(ended)).isEqualTo(JSON.readTree("{\"status\": \"success\"}"));
    }

    @Test
    void aDeploymentOnGitlabBeginsWithTheRelease() throws Exception {
        options.put(Option.SECRET, "t0ken");
        options.put(Option.PROJECT, "17");
        options.put(Option.ENVIRONMENT, "production");
        server.enqueue(new MockResponse().setBody("[]"));
        server.enqueue(new MockResponse().setResponseCode(201).setBody("{\"id\": 7}"));

        channel(Kind.GITLAB).deliver(Newsroom.told().get(0));

        server.takeRequest();
        assertThat(json(server.takeRequest())).isEqualTo(JSON.readTree("""
                {"environment": "production", "sha": "0123456789abcdef0123456789abcdef01234567", "ref": "main",
                 "tag": false, "status": "running"}"""));
    }

    @Test
    void grafanaGetsAPointForAWeight() throws Exception {
        options.put(Option.SECRET, "t0ken");
        options.put(Option.DASHBOARD, "canary-oncall");

        assertSent(Kind.GRAFANA, last(weight(1, 5)), """
                {"time": 1772445660000, "text": "prod-eu/shop/checkout: canary at 5 %\\nThe canary serves 5 % of the traffic\\n<a href=\\"https://jenkins.example/job/shop/7/canary\\">Release</a>",
                 "dashboardUID": "canary-oncall",
                 "tags": ["canary", "weight", "shop/checkout", "b7-a1"]}""");
    }

    @Test
    void grafanaGetsARegionOverTheWholeReleaseAtItsEnd() throws Exception {
        options.put(Option.SECRET, "t0ken");

        JsonNode body = json(sent(Kind.GRAFANA, promoted()));

        assertThat(body.path("time").asLong()).isEqualTo(Newsroom.BEGIN.toEpochMilli());
        assertThat(body.path("timeEnd").asLong()).isEqualTo(Newsroom.at(12).toEpochMilli());
        assertThat(body.path("text").asText()).contains("&lt;b&gt;canary&lt;/b&gt; &amp; co");
    }
}

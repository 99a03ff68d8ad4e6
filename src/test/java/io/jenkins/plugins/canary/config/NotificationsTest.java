package io.jenkins.plugins.canary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.ExtensionList;
import hudson.tasks.Mailer;
import io.jenkins.plugins.canary.notify.DeliveryException;
import io.jenkins.plugins.canary.notify.Destination;
import io.jenkins.plugins.canary.notify.Links;
import io.jenkins.plugins.canary.notify.News;
import io.jenkins.plugins.canary.notify.Severity;
import io.jenkins.plugins.canary.target.RefusedException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who is told, as administrators say it. */
@WithJenkins
class NotificationsTest {
    private static final String PACKAGE = "descriptorByName/io.jenkins.plugins.canary.config.";

    private static <T extends HttpReceiver> T with(T receiver, String url, String credentialsId) {
        receiver.setUrl(url);
        receiver.setCredentialsId(credentialsId);
        return receiver;
    }

    private static List<Receiver> everybody() {
        GithubReceiver github = with(new GithubReceiver("github"), "", "text");
        github.setRepository("acme/checkout");
        github.setEnvironment("production");
        GitlabReceiver gitlab = with(new GitlabReceiver("gitlab"), "https://gitlab.example.org", "text");
        gitlab.setProject("17");
        gitlab.setEnvironment("production");
        GrafanaReceiver grafana = with(new GrafanaReceiver("grafana"), "https://grafana.example.org", "text");
        grafana.setDashboard("canary-oncall");
        SlackReceiver slack = with(new SlackReceiver("slack"), "", "text");
        slack.setFolders(List.of("shops"));
        slack.setOccasions(List.of("promoted", "rolled-back"));
        slack.setLeast("warning");
        return List.of(
                with(new WebhookReceiver("webhook"), "https://audit.example.org/canary", ""),
                slack,
                with(new TeamsReceiver("teams"), "", "text"),
                with(new PagerDutyReceiver("pagerduty"), "", "text"),
                with(new OpsgenieReceiver("opsgenie"), "https://api.eu.opsgenie.com", "text"),
                with(new AlertmanagerReceiver("alertmanager"), "http://alertmanager.example.org:9093", ""),
                github,
                gitlab,
                grafana,
                new EmailReceiver("email", "team@example.org, lead@example.org"));
    }

    private static Notifications saying(List<Receiver> receivers) {
        Notifications notifications = new Notifications();
        notifications.setDestinations(receivers);
        return notifications;
    }

    @Test
    void everyKindComesBackFromTheForm(JenkinsRule jenkins) throws Exception {
        Keys.text("text", "secret");
        Notifications notifications = saying(everybody());
        notifications.setWindows("Sat,Sun 22:00-06:00 Europe/Berlin\ndaily 02:00-03:00");
        notifications.setRunbook("https://wiki.example.org/{{workload}}");
        notifications.setDashboard("https://grafana.example.org/d/x?var-namespace={{namespace}}");
        CanaryGlobalConfiguration.get().setNotifications(notifications);
        CanaryGlobalConfiguration.get().setGateHosts(List.of("gates.example.org", "*.ci.example.org"));

        jenkins.configRoundtrip();
        CanaryGlobalConfiguration.get().load();

        Notifications again = CanaryGlobalConfiguration.get().getNotifications();
        assertThat(again).isNotSameAs(notifications);
        assertThat(again.getWindows().lines()).hasSize(2);
        assertThat(again.getDestinations())
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(everybody());
        assertThat(CanaryGlobalConfiguration.get().getGateHosts())
                .containsExactly("gates.example.org", "*.ci.example.org");
        assertThat(again.getRunbook()).isEqualTo("https://wiki.example.org/{{workload}}");
    }

    @Test
    void gatesAreAskedOnHostsThatAreAllowedAndBelow(JenkinsRule jenkins) {
        CanaryGlobalConfiguration.get().setGateHosts(List.of("gates.example.org", "*.ci.example.org"));

        assertThat(List.of("gates.example.org", "a.ci.example.org", "a.b.ci.example.org"))
                .allMatch(Audience::mayBeAsked);
        assertThat(List.of("ci.example.org", "evilci.example.org", "x.gates.example.org", "localhost"))
                .noneMatch(Audience::mayBeAsked);
        assertThat(jenkins.jenkins).isNotNull();
    }

    @Test
    void itIsToldOfTheJobsOfItsFoldersOnly(JenkinsRule jenkins) {
        CanaryGlobalConfiguration.get().setNotifications(saying(everybody()));

        assertThat(Audience.of("shops/checkout")).extracting(Destination::name).contains("slack", "webhook");
        assertThat(Audience.of("other/checkout")).extracting(Destination::name).doesNotContain("slack");
        assertThat(Audience.of("")).extracting(Destination::name).doesNotContain("slack");
        assertThat(jenkins.jenkins).isNotNull();
    }

    @Test
    void whoIsPagedIsToldOfWarningsAndTheOthersOfEverything(JenkinsRule jenkins) {
        CanaryGlobalConfiguration.get().setNotifications(saying(everybody()));

        assertThat(Audience.of("job"))
                .filteredOn(destination -> destination.least() == Severity.WARNING)
                .extracting(Destination::name)
                .containsExactly("pagerduty", "opsgenie", "alertmanager", "email");
        assertThat(jenkins.jenkins).isNotNull();
    }

    @Test
    void mistakesAreToldWithTheirPlacesAndChangeNothing(JenkinsRule jenkins) {
        PagerDutyReceiver pager = new PagerDutyReceiver("pager");
        pager.setLeast("loud");
        pager.setOccasions(List.of("noise"));

        assertThatThrownBy(() -> CanaryGlobalConfiguration.get().setNotifications(saying(List.of(pager))))
                .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.problems())
                        .satisfiesExactly(
                                problem -> assertThat(problem)
                                        .startsWith("destination 'pager': pagerduty needs credentialsId"),
                                problem -> assertThat(problem).contains("least: 'loud' is none of"),
                                problem -> assertThat(problem).contains("occasions: 'noise' is none of")));
        Notifications windows = new Notifications();
        windows.setWindows("always");
        assertThatThrownBy(() -> CanaryGlobalConfiguration.get().setNotifications(windows))
                .hasMessageContaining("windows: 'always' is not a maintenance window");
        assertThat(CanaryGlobalConfiguration.get().getNotifications()).isNull();
        assertThat(jenkins.jenkins).isNotNull();
    }

    @Test
    void theTestButtonTellsWhatHappened(JenkinsRule jenkins) throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.enqueue(new MockResponse());
            server.enqueue(new MockResponse().setResponseCode(404).setBody("no_team"));
            server.start();
            Keys.text("slack", server.url("/services/s3cret").toString());
            JenkinsRule.WebClient admin = client(jenkins);

            assertThat(test(admin, "SlackReceiver", "credentialsId", "slack")).contains("class=\"ok\"");
            assertThat(server.takeRequest().getBody().readUtf8()).contains("Nothing has happened");
            assertThat(test(admin, "SlackReceiver", "credentialsId", "slack"))
                    .contains("answered 404: no_team")
                    .doesNotContain("s3cret");
            assertThat(test(admin, "SlackReceiver", "credentialsId", "gone"))
                    .contains("there are no credentials &#039;gone&#039;");
            assertThat(test(admin, "WebhookReceiver", "url", "file:///etc/passwd"))
                    .contains("is not an address");
        }
    }

    @Test
    void onlyAdministratorsSendTests(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(
                new MockAuthorizationStrategy().grant(Jenkins.READ).everywhere().toEveryone());
        try (MockWebServer server = new MockWebServer()) {
            server.start();

            WebResponse answer = post(
                    client(jenkins), "WebhookReceiver", "url", server.url("/").toString());

            assertThat(answer.getStatusCode()).isEqualTo(403);
            assertThat(server.getRequestCount()).isZero();
        }
    }

    @Test
    void credentialsThatAreGoneAreSaidWhenTheyAreNeeded(JenkinsRule jenkins) {
        CanaryGlobalConfiguration.get().setNotifications(saying(List.of(with(new TeamsReceiver("teams"), "", "gone"))));
        News news = News.test(Instant.EPOCH, Links.NONE);

        assertThatThrownBy(() -> Audience.of("job").get(0).channel().deliver(news))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("there are no credentials 'gone'");
        assertThat(jenkins.jenkins).isNotNull();
    }

    @Test
    void mailGoesByTheServerThatJenkinsKnows(JenkinsRule jenkins) {
        Mailer.DescriptorImpl mailer = ExtensionList.lookupSingleton(Mailer.DescriptorImpl.class);
        mailer.setSmtpHost("127.0.0.1");
        mailer.setSmtpPort("1");

        assertThatThrownBy(() -> new EmailChannel("team@example.org").deliver(News.test(Instant.EPOCH, Links.NONE)))
                .isInstanceOfSatisfying(DeliveryException.class, e -> assertThat(e.isWorthRetrying())
                        .isTrue())
                .hasMessageContaining("127.0.0.1");
        assertThat(jenkins.jenkins).isNotNull();
    }

    private static JenkinsRule.WebClient client(JenkinsRule jenkins) {
        return jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
    }

    private static String test(JenkinsRule.WebClient client, String form, String... fields) throws IOException {
        return post(client, form, fields).getContentAsString();
    }

    private static WebResponse post(JenkinsRule.WebClient client, String form, String... fields) throws IOException {
        WebRequest request = new WebRequest(client.createCrumbedUrl(PACKAGE + form + "/test"), HttpMethod.POST);
        List<NameValuePair> pairs = new ArrayList<>();
        for (int index = 0; index < fields.length; index += 2) {
            pairs.add(new NameValuePair(fields[index], fields[index + 1]));
        }
        request.setRequestParameters(pairs);
        return client.loadWebResponse(request);
    }
}

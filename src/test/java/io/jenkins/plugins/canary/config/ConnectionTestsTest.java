package io.jenkins.plugins.canary.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.SimulatedPrometheus;
import io.jenkins.plugins.canary.simulation.Simulation;
import java.io.IOException;
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

/** The buttons that test a connection, as the browser presses them. */
@WithJenkins
class ConnectionTestsTest {
    private static final String PACKAGE = "descriptorByName/io.jenkins.plugins.canary.config.";

    @Test
    void aClusterSaysWhetherItWillDo(JenkinsRule jenkins) throws Exception {
        Keys.text("token", "simulated");
        try (Simulation world = simulation();
                MockWebServer server = new MockWebServer()) {
            Keys.file("kubeconfig", world.cluster().kubeconfig());
            Keys.file("steal", world.cluster().kubeconfig().replace("{token: simulated}", "{tokenFile: /etc/passwd}"));
            server.enqueue(new MockResponse().setResponseCode(401).setBody("{\"message\":\"Unauthorized\"}"));
            server.enqueue(new MockResponse().setBody("<html>Sign in</html>"));
            server.start();
            JenkinsRule.WebClient admin = client(jenkins);

            assertThat(test(admin, "KubeconfigAccess", "credentialsId", "kubeconfig"))
                    .contains("class=\"ok\"", "Connected to " + world.cluster().url());
            assertThat(test(admin, "KubeconfigAccess", "credentialsId", "steal"))
                    .contains("class=\"error\"", "user.tokenFile is not allowed");
            assertThat(server(admin, world.cluster().url())).contains("class=\"ok\"");
            assertThat(server(admin, server.url("/").toString()))
                    .contains("class=\"error\"", "the cluster does not accept the credentials");
            assertThat(server.takeRequest().getHeader("Authorization")).isEqualTo("Bearer simulated");
            assertThat(server(admin, server.url("/").toString()))
                    .contains("class=\"error\"", "does not come from a Kubernetes API server");
            assertThat(server(admin, "file:///etc/passwd")).contains("is not the address of an API server");
        }
    }

    private static String server(JenkinsRule.WebClient client, String url) throws IOException {
        return test(client, "ServerAccess", "serverUrl", url, "credentialsId", "token", "caCertificate", "");
    }

    @Test
    void aPrometheusSaysWhetherItWillDo(JenkinsRule jenkins) throws Exception {
        Keys.user("user", "jenkins", "open sesame");
        Keys.text("bearer", "sesame");
        Keys.file("file", "sesame");
        try (Simulation world = simulation();
                MockWebServer proxy = new MockWebServer()) {
            String counted = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\","
                    + "\"result\":[{\"metric\":{},\"value\":[1,\"7\"]}]}}";
            for (int probe = 0; probe < 2; probe++) {
                proxy.enqueue(new MockResponse().setBody(now()));
                proxy.enqueue(new MockResponse().setBody(counted));
            }
            proxy.enqueue(new MockResponse().setResponseCode(401).setBody("no"));
            proxy.enqueue(new MockResponse().setResponseCode(401).setBody("no"));
            proxy.start();
            JenkinsRule.WebClient admin = client(jenkins);

            assertThat(prometheus(admin, world.prometheusUrl(), "")).contains("class=\"warning\"", "count(up)");
            assertThat(prometheus(admin, proxy.url("/").toString(), "user")).contains("it watches 7 targets");
            assertThat(proxy.takeRequest().getHeader("Authorization")).isEqualTo("Basic amVua2luczpvcGVuIHNlc2FtZQ==");
            proxy.takeRequest();
            assertThat(prometheus(admin, proxy.url("/").toString(), "bearer")).contains("class=\"ok\"");
            assertThat(proxy.takeRequest().getHeader("Authorization")).isEqualTo("Bearer sesame");
            assertThat(prometheus(admin, proxy.url("/").toString(), "bearer")).contains("class=\"error\"", "401");
            assertThat(prometheus(admin, world.prometheusUrl(), "file")).contains("neither a secret text nor a user");
            world.prometheus().mood(SimulatedPrometheus.Mood.HTML_PAGE);
            assertThat(prometheus(admin, world.prometheusUrl(), "")).contains("class=\"error\"");
        }
    }

    /** What it answers to who asks how late it is. */
    private static String now() {
        double seconds = System.currentTimeMillis() / 1000.0;
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[" + seconds + ",\"" + seconds
                + "\"]}}";
    }

    private static String prometheus(JenkinsRule.WebClient client, String url, String credentialsId)
            throws IOException {
        return test(
                client,
                "PrometheusServer",
                "name",
                "prom",
                "url",
                url,
                "credentialsId",
                credentialsId,
                "clientCertificateId",
                "",
                "caCertificate",
                "",
                "tenant",
                "");
    }

    @Test
    void onlyWhoMayConfigureJenkinsMayAimCredentialsAtAnAddress(JenkinsRule jenkins) throws Exception {
        Keys.text("token", "simulated");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Jenkins.MANAGE)
                .everywhere()
                .to("manager"));
        JenkinsRule.WebClient manager = client(jenkins).login("manager");

        for (String form : List.of("KubeconfigAccess", "ServerAccess", "ServiceAccountAccess", "PrometheusServer")) {
            assertThat(post(manager, PACKAGE + form + "/testConnection").getStatusCode())
                    .isEqualTo(403);
        }
        JenkinsRule.WebClient admin = client(jenkins).login("admin");
        WebRequest get = new WebRequest(admin.createCrumbedUrl(PACKAGE + "KubeconfigAccess/testConnection"));
        assertThat(admin.loadWebResponse(get).getStatusCode()).isEqualTo(404);
        assertThat(choices("admin")).extracting(choice -> choice.value).contains("token");
        assertThat(choices("manager")).extracting(choice -> choice.value).containsExactly("present");
    }

    private static ListBoxModel choices(String user) {
        try (ACLContext ignored = ACL.as2(hudson.model.User.getById(user, true).impersonate2())) {
            return Jenkins.get()
                    .getDescriptorByType(ServerAccess.DescriptorImpl.class)
                    .doFillCredentialsIdItems("https://10.0.0.1", "present");
        }
    }

    private static Simulation simulation() {
        return Simulation.start(Scenario.HEALTHY, Scenery.checkout("shop"), 1);
    }

    private static JenkinsRule.WebClient client(JenkinsRule jenkins) {
        return jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
    }

    private static String test(JenkinsRule.WebClient client, String form, String... fields) throws IOException {
        return post(client, PACKAGE + form + "/testConnection", fields).getContentAsString();
    }

    private static WebResponse post(JenkinsRule.WebClient client, String path, String... fields) throws IOException {
        WebRequest request = new WebRequest(client.createCrumbedUrl(path), HttpMethod.POST);
        List<NameValuePair> pairs = new ArrayList<>();
        for (int index = 0; index < fields.length; index += 2) {
            pairs.add(new NameValuePair(fields[index], fields[index + 1]));
        }
        request.setRequestParameters(pairs);
        return client.loadWebResponse(request);
    }
}

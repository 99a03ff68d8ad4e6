package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import hudson.model.Item;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.simulation.Scenario;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import jenkins.model.Jenkins;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What Jenkins tells programs, compared with {@code docs/openapi.yaml}. */
@WithJenkins
class RestTest {
    private static final int NOT_MODIFIED = 304;

    @RegisterExtension
    private final World world = new World();

    @TestExtension
    public static final class Time extends World.Time {}

    private final ObjectMapper mapper = new ObjectMapper();
    private JenkinsRule jenkins;

    @BeforeEach
    void give(JenkinsRule jenkins) throws Exception {
        this.jenkins = jenkins;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("ben")
                .grant(Jenkins.READ)
                .everywhere()
                .to("eve"));
    }

    @Test
    void whatIsAnsweredIsAsItIsDescribed() throws Exception {
        world.start(Scenario.HEALTHY.withErrors(0.2));
        world.configure();
        WorkflowRun build = jenkins.waitForCompletion(Scripts.start(jenkins, Scripts.ROLLOUT));
        String page = build.getUrl() + "canary/";
        String id = build.getAction(CanaryRunAction.class).getReleases().get(0).getId();

        JsonNode releases = json(page + "api/json");
        assertFits("Releases", releases);
        JsonNode release = releases.path("releases").path(0);
        assertThat(release.path("foundAfterSeconds").isIntegralNumber()).isTrue();
        assertThat(release.path("ended").longValue())
                .isGreaterThan(release.path("opened").longValue());
        assertThat(release.path("version").asText()).isNotEmpty();
        assertFits("Report", json(page + release.path("reportUrl").asText()));
        assertThat(json(page + "pods?release=" + id)).isEmpty();

        JsonNode trend = json(build.getParent().getUrl() + "canary-trend/data");
        assertThat(trend.path("releases")).hasSize(1);
        assertFits("Row", trend.path("releases").path(0));
        JsonNode overview = json("canary-releases/data");
        assertFits("Overview", overview);
        assertThat(overview.at("/past/0/id").asText()).isEqualTo(id);
        assertThat(overview.at("/weeks/0/rolledBack").intValue()).isEqualTo(1);

        String journal =
                get("ben", page + release.path("journalUrl").asText(), "").getContentAsString();
        assertThat(journal.lines().findFirst().orElse("")).contains("\"format\":1", "\"release\":\"" + id + "\"");
        assertThat(journal.lines().reduce((one, other) -> other).orElse("")).contains("\"ended\"", "ROLLED_BACK");
    }

    @Test
    void whatIsKnownIsNotSentAgain() throws Exception {
        world.configure();
        WorkflowRun build = jenkins.waitForCompletion(Scripts.start(jenkins, Scripts.DEPLOY));
        String id = build.getAction(CanaryRunAction.class).getReleases().get(0).getId();
        String report = build.getUrl() + "canary/report?release=" + id;

        WebResponse first = get("ben", report, "");
        assertThat(first.getResponseHeaderValue("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(get("ben", report, first.getResponseHeaderValue("ETag")).getStatusCode())
                .isEqualTo(NOT_MODIFIED);

        assertFits("Pods", json(build.getUrl() + "canary/pods?release=" + id));
        assertThat(json("canary-releases/data").at("/open/0/weight").intValue()).isEqualTo(20);
        assertThat(json("canary-releases/data").at("/open/0/expires").longValue())
                .isEqualTo(world.simulation()
                        .releaseStart()
                        .plus(Duration.ofHours(24))
                        .toEpochMilli());
    }

    @Test
    void whoMayNotSeeAJobHearsNothingOfItsReleases() throws Exception {
        world.configure();
        WorkflowRun build = jenkins.waitForCompletion(Scripts.start(jenkins, Scripts.DEPLOY));

        assertThat(mapper.readTree(get("eve", "canary-releases/data", "").getContentAsString())
                        .path("open"))
                .isEmpty();
        assertThat(get("eve", build.getUrl() + "canary/api/json", "").getStatusCode())
                .isEqualTo(404);
        assertThat(get("eve", build.getParent().getUrl() + "canary-trend/data", "")
                        .getStatusCode())
                .isEqualTo(404);
    }

    private void assertFits(String schema, JsonNode json) throws Exception {
        Path root = Path.of(System.getProperty("canary.root", "."));
        ObjectNode document = (ObjectNode)
                new YAMLMapper().readTree(root.resolve("docs/openapi.yaml").toFile());
        document.put("$ref", "#/components/schemas/" + schema);
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(document)
                        .validate(json))
                .isEmpty();
    }

    private JsonNode json(String path) throws Exception {
        return mapper.readTree(get("ben", path, "").getContentAsString());
    }

    private WebResponse get(String user, String path, String known) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient()
                .withThrowExceptionOnFailingStatusCode(false)
                .login(user);
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), path));
        if (!known.isEmpty()) {
            request.setAdditionalHeader("If-None-Match", known);
        }
        Page page = client.getPage(request);
        return page.getWebResponse();
    }
}

package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Result;
import io.jenkins.plugins.canary.arguments.ConfiguredNames;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.KeptRelease;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.hudson.test.recipes.LocalData;

/**
 * Loads what the first version that kept anything has written ({@link HomeOfToday} made the archive): it must be readable for
 * ever.
 */
@WithJenkins
class HomeTest {
    private static final String FIRST_LIGHT = "firstLight";

    @RegisterExtension
    private final World world = new World();

    @TestExtension
    public static final class Time extends World.Time {}

    @Test
    @LocalData(FIRST_LIGHT)
    void theReleasesOfOldBuildsAreStillShown(JenkinsRule jenkins) throws Exception {
        assertThat(List.of(release(jenkins, "promoted"), release(jenkins, "rejected"), release(jenkins, "held")))
                .extracting(KeptRelease::getOutcome, KeptRelease::getVerdict, KeptRelease::getWeight)
                .containsExactly(
                        tuple("PROMOTED", "PASS", 0),
                        tuple("ROLLED_BACK", "FAIL", 0),
                        tuple("HELD", "INCONCLUSIVE", 5));

        String report = jenkins.createWebClient()
                .goTo(
                        build(jenkins, "rejected").getUrl() + "canary/report?release="
                                + release(jenkins, "rejected").getId(),
                        "application/json")
                .getWebResponse()
                .getContentAsString();
        assertThat(new ObjectMapper().readTree(report).at("/outcome/name").asText())
                .isEqualTo("ROLLED_BACK");
    }

    @Test
    @LocalData(FIRST_LIGHT)
    void theOldConfigurationIsStillThere(JenkinsRule jenkins) {
        assertThat(ConfiguredNames.ofClusters(null)).containsExactly("simulation");
        assertThat(ConfiguredNames.ofSources(null)).containsExactly("prometheus");
    }

    @Test
    @LocalData(FIRST_LIGHT)
    void aBuildThatWasRunningGoesOn(JenkinsRule jenkins) throws Exception {
        world.configure(); // the old world is gone: in this one the release has everything still to do
        world.letGo();

        WorkflowRun build = jenkins.waitForCompletion(build(jenkins, "running"));

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        assertThat(release(jenkins, "running").getOutcome()).isEqualTo("PROMOTED");
    }

    private static KeptRelease release(JenkinsRule jenkins, String job) {
        return build(jenkins, job)
                .getAction(CanaryRunAction.class)
                .getReleases()
                .get(0);
    }

    private static WorkflowRun build(JenkinsRule jenkins, String job) {
        return jenkins.jenkins.getItemByFullName(job, WorkflowJob.class).getBuildByNumber(1);
    }
}

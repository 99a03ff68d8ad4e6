package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.simulation.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jenkinsci.plugins.workflow.support.steps.input.InputStepExecution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The larger examples, each run from its own files. */
@WithJenkins
class ExampleReleasesTest {
    private static final Path EXAMPLES =
            Path.of(System.getProperty("canary.root", ".")).resolve("examples");

    @RegisterExtension
    private final World world = new World();

    @TestExtension
    public static final class Time extends World.Time {}

    @Test
    void stageByStageASoundVersionIsPromoted(JenkinsRule jenkins) throws Exception {
        world.configure();
        WorkflowRun build = jenkins.waitForCompletion(start(jenkins, "stages"));

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        assertThat(outcomes(build)).containsExactly(tuple("simulation/shop/checkout", "PROMOTED"));
        jenkins.assertLogContains("The canary serves 50 % of the traffic", build);
    }

    @Test
    void stageByStageABadVersionIsTakenBack(JenkinsRule jenkins) throws Exception {
        world.start(Scenario.HEALTHY.withErrors(0.2));

        world.configure();
        WorkflowRun build = jenkins.waitForCompletion(start(jenkins, "stages"));

        jenkins.assertBuildStatus(Result.FAILURE, build);
        assertThat(outcomes(build)).containsExactly(tuple("simulation/shop/checkout", "ROLLED_BACK"));
        assertThat(world.canaryExists()).isFalse();
    }

    @Test
    void oneCallReleasesAsTheTeamsFileSays(JenkinsRule jenkins) throws Exception {
        world.configure();
        WorkflowRun build = jenkins.waitForCompletion(start(jenkins, "file"));

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        assertThat(outcomes(build)).containsExactly(tuple("simulation/shop/checkout", "PROMOTED"));
    }

    @Test
    void clustersGoSideBySideAndEachWaitsForItsPerson(JenkinsRule jenkins) throws Exception {
        world.startSecond(Scenario.HEALTHY);
        world.configureAs("eu", "us");
        WorkflowRun build = start(jenkins, "clusters");

        answer(build, "Promote-eu").proceed(null);
        answer(build, "Promote-us").doAbort();
        jenkins.waitForCompletion(build);

        assertThat(outcomes(build))
                .containsExactlyInAnyOrder(
                        tuple("eu/shop/checkout", "PROMOTED"), tuple("us/shop/checkout", "ROLLED_BACK"));
    }

    @Test
    void aSharedLibraryReleasesServicesOfItsHouse(JenkinsRule jenkins) throws Exception {
        world.configure();
        LibraryConfiguration library = new LibraryConfiguration(
                "canary", new FolderLibrary(EXAMPLES.resolve("library").toFile()));
        library.setDefaultVersion("main");
        GlobalLibraries.get().setLibraries(List.of(library));

        WorkflowRun build = jenkins.waitForCompletion(Scripts.start(jenkins, theReadmesScript()));

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        assertThat(outcomes(build)).containsExactly(tuple("simulation/shop/checkout", "PROMOTED"));
    }

    private WorkflowRun start(JenkinsRule jenkins, String folder) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, folder);
        job.setDefinition(
                new CpsScmFlowDefinition(new FolderScm(EXAMPLES.resolve(folder).toFile()), "Jenkinsfile"));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static InputStepExecution answer(WorkflowRun build, String id) {
        return await().atMost(World.PATIENCE)
                .failFast(() -> assertThat(build.isBuilding())
                        .as(JenkinsRule.getLog(build))
                        .isTrue())
                .until(
                        () -> {
                            InputAction asked = build.getAction(InputAction.class);
                            return asked == null ? null : asked.getExecution(id);
                        },
                        execution -> execution != null);
    }

    private static List<Tuple> outcomes(WorkflowRun build) {
        return build.getAction(CanaryRunAction.class).getReleases().stream()
                .map(release -> tuple(release.getTarget(), release.getOutcome()))
                .toList();
    }

    private static String theReadmesScript() throws IOException {
        String readme = Files.readString(EXAMPLES.resolve("library").resolve("README.md"));
        int begin = readme.indexOf("```groovy\n") + "```groovy\n".length();
        return readme.substring(begin, readme.indexOf("```", begin));
    }
}

package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.KeptRelease;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What steps read from a workspace. */
@WithJenkins
class WorkspaceFilesTest {
    @RegisterExtension
    private final World world = new World();

    @TempDir
    private Path folder;

    @TestExtension
    public static final class Time extends World.Time {}

    @Test
    void aReleaseIsReadFromItsFile(JenkinsRule jenkins) throws Exception {
        WorkflowRun build =
                run(jenkins, write(world.simulation().exampleSpecYaml()) + "canaryRollout file: 'canary.yaml'\n}");

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        jenkins.assertLogContains("The canary serves 50 % of the traffic", build);
    }

    @Test
    void whatTheStepIsGivenGoesBeforeTheFile(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(
                jenkins,
                write(world.simulation().exampleSpecYaml()) + "canaryRollout file: 'canary.yaml', weights: [10]\n}");

        jenkins.assertBuildStatus(Result.SUCCESS, build);
        jenkins.assertLogContains("The canary serves 10 % of the traffic", build);
        jenkins.assertLogNotContains("The canary serves 25 % of the traffic", build);
    }

    @Test
    void whatIsWrongInTheFileIsSaidWithItsPlace(JenkinsRule jenkins) throws Exception {
        String wrong = world.simulation().exampleSpecYaml().replace("[5, 25, 50]", "[5, 250]");

        WorkflowRun build = run(jenkins, write(wrong) + "canaryRollout file: 'canary.yaml'\n}");

        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("weights[1]: 250 is over 100", build);
    }

    @Test
    void aFileThatIsNotThereIsMissed(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, "node { canaryRollout file: 'canary.yaml' }");

        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("canary.yaml: there is no such file in the workspace", build);
    }

    @Test
    void aFileNeedsAWorkspace(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, "canaryRollout file: 'canary.yaml'");

        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("canary.yaml: a file is read from the workspace, and there is none here", build);
    }

    @Test
    void theJournalOfAReleaseMadeElsewhereIsShown(JenkinsRule jenkins) throws Exception {
        WorkflowRun made = run(jenkins, Scripts.ROLLOUT);
        KeptRelease original = release(made);
        Path journal = Files.copy(
                made.getRootDir().toPath().resolve("canary-" + original.getId() + ".jsonl.gz"),
                folder.resolve("canary.jsonl.gz"));

        WorkflowRun shown = jenkins.waitForCompletion(
                Scripts.start(
                        jenkins,
                        "shown",
                        "node {\n sh \"cp " + journal
                                + " .\"\n def verdict = canaryReport('canary.jsonl.gz')\n echo \"it is ${verdict.verdict}, ${verdict.outcome}\"\n}"));

        jenkins.assertBuildStatus(Result.SUCCESS, shown);
        jenkins.assertLogContains("it is PASS, PROMOTED", shown);
        assertThat(release(shown).getId()).isEqualTo(original.getId());
        assertThat(release(shown).getReason()).isEqualTo(original.getReason());
    }

    @Test
    void whatIsNoJournalIsNotShown(JenkinsRule jenkins) throws Exception {
        WorkflowRun build =
                run(jenkins, "node { writeFile file: 'canary.jsonl', text: 'hello\\n'\n canaryReport 'canary.jsonl' }");

        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("ERROR: file: 'canary.jsonl': this is no journal of a release: ", build);
        assertThat(build.getAction(CanaryRunAction.class).getReleases()).isEmpty();
    }

    @Test
    void aPathOutOfTheWorkspaceIsRefused(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = run(jenkins, "node { canaryReport '../../config.xml' }");

        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("the file is not within the workspace", build);
    }

    private static String write(String specification) {
        return "node {\n writeFile file: 'canary.yaml', text: '''" + specification.replace("'", "\\'") + "'''\n";
    }

    private static KeptRelease release(WorkflowRun build) {
        return build.getAction(CanaryRunAction.class).getReleases().get(0);
    }

    private WorkflowRun run(JenkinsRule jenkins, String script) throws Exception {
        world.configure();
        return jenkins.waitForCompletion(Scripts.start(jenkins, script));
    }
}

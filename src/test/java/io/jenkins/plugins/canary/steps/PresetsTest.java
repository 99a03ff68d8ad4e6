package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.canary.arguments.ErrorRatioMetric;
import io.jenkins.plugins.canary.arguments.EventsMetric;
import io.jenkins.plugins.canary.config.AnalysisTemplate;
import io.jenkins.plugins.canary.config.CanaryGlobalConfiguration;
import io.jenkins.plugins.canary.config.Cluster;
import io.jenkins.plugins.canary.config.Defaults;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.Journals;
import io.jenkins.plugins.canary.run.KeptRelease;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a release takes of the configuration: defaults, and metrics by the name of a template. */
@WithJenkins
class PresetsTest {
    private static final String SHORT = "canaryRollout(workload: 'checkout', " + Scripts.CHANGE + ", ";

    @RegisterExtension
    private final World world = new World();

    @TestExtension
    public static final class Time extends World.Time {}

    private JenkinsRule jenkins;

    @BeforeEach
    void configure(JenkinsRule jenkins) throws Exception {
        this.jenkins = jenkins;
        world.configure();
        CanaryGlobalConfiguration.get()
                .setTemplates(List.of(
                        new AnalysisTemplate(
                                "http-service",
                                List.of(
                                        new ErrorRatioMetric(
                                                "http_requests_total{namespace=\"{{namespace}}\",pod=~\"{{pods}}\"}",
                                                "http_requests_total{namespace=\"{{namespace}}\",pod=~\"{{pods}}\",code=~\"5..\"}"))),
                        new AnalysisTemplate("availability", List.of(new EventsMetric("restarts")))));
    }

    @Test
    void threeLinesStartARelease() throws Exception {
        clusterSays(defaults -> {
            defaults.setNamespace("shop");
            defaults.setHold("6m");
        });
        allSay(defaults -> {
            defaults.setHold("7m");
            defaults.setWeights(List.of(10, 40));
            defaults.setTolerate("1.3");
        });

        WorkflowRun build = run(SHORT + "metrics: template('http-service'))");

        jenkins.assertBuildStatusSuccess(build);
        jenkins.assertLogContains("Defaults of cluster 'simulation': namespace shop, hold 6m", build);
        jenkins.assertLogContains("Defaults of all clusters: weights [10, 40], tolerate 1.3", build);
        assertThat(opened(build))
                .contains("\"tolerate\":1.3", "\"hold\":\"6m\"", "\"source\":\"prometheus\"")
                .contains("\"weight\":10", "\"weight\":40");
    }

    @Test
    void whatTheStepSaysGoesBeforeAndIsNotCalledADefault() throws Exception {
        allSay(defaults -> {
            defaults.setNamespace("elsewhere");
            defaults.setHold("7m");
            defaults.setWeights(List.of(10, 40));
        });

        WorkflowRun build = run(
                SHORT + "namespace: 'shop', hold: '6m', steps: [[weight: 30]], metrics: [template('http-service')])");

        jenkins.assertBuildStatusSuccess(build);
        jenkins.assertLogNotContains("Defaults of", build);
        assertThat(opened(build)).contains("\"weight\":30").doesNotContain("\"weight\":10", "7m");
    }

    @Test
    void aDeploymentTakesTheFirstOfTheDefaultWeights() throws Exception {
        allSay(defaults -> defaults.setWeights(List.of(10, 40)));

        WorkflowRun build = run("canaryDeploy(" + Scripts.TARGET + ", " + Scripts.CHANGE + ")\n");

        jenkins.assertBuildStatusSuccess(build);
        assertThat(world.canaryWeight()).isEqualTo(10);
    }

    @Test
    void theJournalKeepsTheMetricsOfATemplateAsTheyWere() throws Exception {
        WorkflowRun build = run("withCanary(" + Scripts.TARGET
                + ", metrics: [template('http-service'), prometheus(query: 'sum(up)', min: 0)]) {\n" + "canaryDeploy("
                + Scripts.CHANGE + ", weight: 20)\n}");
        CanaryGlobalConfiguration.get().setTemplates(List.of());

        jenkins.assertBuildStatusSuccess(build);
        assertThat(opened(build))
                .contains("{\"errorRatio\":{", "{\"prometheus\":{")
                .doesNotContain("template");
    }

    @Test
    void aFileOfTheWorkspaceMayNameATemplate() throws Exception {
        WorkflowRun build = run("node {\n writeFile file: 'canary.yaml', text: 'metrics: {template: http-service}'\n"
                + "canaryDeploy(" + Scripts.TARGET + ", " + Scripts.CHANGE + ", weight: 20, file: 'canary.yaml')\n}");

        jenkins.assertBuildStatusSuccess(build);
        assertThat(opened(build)).contains("{\"errorRatio\":{");
    }

    @Test
    void anUnknownTemplateIsToldWithThoseThatThereAre() throws Exception {
        WorkflowRun build = run(SHORT + "namespace: 'shop', weights: [10], metrics: template('http'))");

        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains(
                "ERROR: template 'http' is not configured; there are http-service, availability", build);
        assertThat(world.canaryExists()).isFalse();
    }

    private interface Saying {
        void say(Defaults defaults);
    }

    private static void clusterSays(Saying saying) {
        CanaryGlobalConfiguration configuration = CanaryGlobalConfiguration.get();
        Cluster cluster = configuration.getClusters().get(0);
        cluster.setDefaults(defaults(saying));
        configuration.setClusters(List.of(cluster));
    }

    private static void allSay(Saying saying) {
        CanaryGlobalConfiguration.get().setDefaults(defaults(saying));
    }

    private static Defaults defaults(Saying saying) {
        Defaults defaults = new Defaults();
        saying.say(defaults);
        return defaults;
    }

    private WorkflowRun run(String script) throws Exception {
        return jenkins.waitForCompletion(Scripts.start(jenkins, script));
    }

    /** The specification in the journal's first entry. */
    private static String opened(WorkflowRun build) {
        KeptRelease release =
                build.getAction(CanaryRunAction.class).getReleases().get(0);
        return Journals.read(build, release).stream()
                .filter(Entry.Opened.class::isInstance)
                .map(entry -> ((Entry.Opened) entry).spec().toString())
                .findFirst()
                .orElseThrow();
    }
}

package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.KeptRelease;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What {@code withCanary} says once for the steps in its block. */
class WithCanaryTest {
    private static final String AROUND =
            "withCanary(" + Scripts.TARGET + ", traffic: istio('checkout'), " + Scripts.METRICS;
    private static final String DEPLOY = "canaryDeploy(" + Scripts.IMAGE + ", weight: 20)\n";

    @RegisterExtension
    private final World world = new World();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TestExtension
    public static final class Time extends World.Time {}

    @Test
    void theStepsInTheBlockTakeTargetRouterAndMetrics() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = run(jenkins, AROUND + ") {\n" + DEPLOY + "canaryAnalyze()\ncanaryPromote()\n}");

            assertPromoted(jenkins, build);
        });
    }

    @Test
    void whatAStepSaysItselfGoesBefore() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = run(
                    jenkins,
                    AROUND.replace("'checkout', traffic", "'unknown', traffic") + ", maxDuration: '1m') {\n"
                            + "canaryRollout(workload: 'checkout', maxDuration: '30m', " + Scripts.IMAGE
                            + ", weights: [20])\n}");

            assertPromoted(jenkins, build);
        });
    }

    @Test
    void anInnerBlockCompletesTheOneAround() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = run(
                    jenkins,
                    "withCanary(cluster: 'simulation', namespace: 'shop', traffic: istio('other')) {\n"
                            + "withCanary(workload: 'checkout', traffic: istio('checkout'), " + Scripts.METRICS
                            + ") {\n"
                            + DEPLOY + "canaryAnalyze()\n}\ncanaryPromote()\n}");

            assertPromoted(jenkins, build);
        });
    }

    @Test
    void theBlockOfARolloutHasTheTargetOfTheRollout() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = run(
                    jenkins,
                    AROUND.replace("'checkout', traffic", "'unknown', traffic") + ") {\n"
                            + "canaryRolloutWith(workload: 'checkout', " + Scripts.IMAGE + ", weights: [20]) {\n"
                            + "canaryAnalyze()\n"
                            + "echo \"${env.CANARY_WORKLOAD} in ${env.CANARY_NAMESPACE} at ${env.CANARY_WEIGHT}\"\n} }");

            assertPromoted(jenkins, build);
            jenkins.assertLogContains("checkout in shop at 20", build);
        });
    }

    @Test
    void aDeclarativePipelineSaysItAmongItsOptions() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = run(
                    jenkins,
                    "pipeline { agent none\n options { withCanary(cluster: 'simulation', namespace: 'shop') }\n stages {\n"
                            + "stage('Release') { options {\n withCanary(workload: 'checkout',"
                            + " traffic: istio('checkout'), " + Scripts.METRICS + ")\n }\n steps {\n" + DEPLOY
                            + "canaryAnalyze()\n} }\n stage('Promote') { steps { canaryPromote() } } } }");

            assertPromoted(jenkins, build);
        });
    }

    @Test
    void theBlockStillSaysItAfterARestart() throws Throwable {
        sessions.then(jenkins -> {
            world.configure();
            Scripts.start(
                    jenkins, AROUND + ") {\n" + DEPLOY + "semaphore 'deployed'\ncanaryAnalyze()\ncanaryPromote()\n}");
            SemaphoreStep.waitForStart("deployed/1", Scripts.build(jenkins));
        });
        sessions.then(jenkins -> {
            SemaphoreStep.success("deployed/1", null);

            assertPromoted(jenkins, jenkins.waitForCompletion(Scripts.build(jenkins)));
        });
    }

    @Test
    void aStepWhoseTargetIsSaidByHalfIsRefused() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build =
                    run(jenkins, "withCanary(cluster: 'simulation') {\n canaryRollback(workload: 'checkout')\n}");

            jenkins.assertBuildStatus(Result.FAILURE, build);
            jenkins.assertLogContains(
                    "ERROR: cluster, namespace and workload go together: namespace is missing", build);
        });
    }

    private WorkflowRun run(JenkinsRule jenkins, String script) throws Exception {
        world.configure();
        return jenkins.waitForCompletion(Scripts.start(jenkins, script));
    }

    private static void assertPromoted(JenkinsRule jenkins, WorkflowRun build) throws Exception {
        jenkins.assertBuildStatus(Result.SUCCESS, build);
        assertThat(build.getAction(CanaryRunAction.class).getReleases())
                .extracting(KeptRelease::getOutcome)
                .containsExactly("PROMOTED");
    }
}

package io.jenkins.plugins.canary.steps;

import io.jenkins.plugins.canary.simulation.Scenery;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Jenkinsfiles for the simulated world. */
final class Scripts {
    static final String TARGET = "cluster: 'simulation', namespace: 'shop', workload: 'checkout'";

    static final String IMAGE = "image: '" + Scenery.CANARY_IMAGE + "'";

    static final String CHANGE = IMAGE + ", traffic: istio('checkout')";

    static final String METRICS = """
            source: 'prometheus', metrics: [
              errorRatio(total: 'http_requests_total{namespace="{{namespace}}",pod=~"{{pods}}"}',
                         bad: 'http_requests_total{namespace="{{namespace}}",pod=~"{{pods}}",code=~"5.."}'),
              latency(histogram: 'http_request_duration_seconds_bucket{namespace="{{namespace}}",pod=~"{{pods}}"}',
                      slo: '500ms')]""";

    static final String DEPLOY = "canaryDeploy(" + TARGET + ", " + CHANGE + ", weight: 20)\n";

    static final String ANALYZE = "canaryAnalyze(" + METRICS + ")\n";

    static final String ROLLOUT =
            "canaryRollout(" + TARGET + ", " + CHANGE + ", " + METRICS + ", weights: [5, 25, 50])\n";

    static final String ROLLOUT_WITH = ROLLOUT.trim().replace("canaryRollout", "canaryRolloutWith");

    private Scripts() {}

    /** The same with little patience. */
    static String hasty(String step) {
        return step.replace("source:", "minDuration: '1m', maxDuration: '6m', extensions: 0, source:");
    }

    /** Starts a build of that script, in the sandbox. */
    static WorkflowRun start(JenkinsRule jenkins, String script) throws Exception {
        return start(jenkins, "shop", script);
    }

    /** The same in a job of another name. */
    static WorkflowRun start(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    /** The build that {@link #start} started, in whichever life of Jenkins. */
    static WorkflowRun build(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class).getBuildByNumber(1);
    }
}

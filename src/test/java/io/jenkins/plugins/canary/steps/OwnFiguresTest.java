package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import hudson.model.Result;
import io.jenkins.plugins.canary.simulation.Scenario;
import jenkins.metrics.api.Metrics;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What the Metrics plugin is given, and by it the Prometheus plugin. */
class OwnFiguresTest {
    @RegisterExtension
    private final World world = new World();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TestExtension
    public static final class Time extends World.Time {}

    @Test
    void aReleaseThatHarmsIsCountedWithHowLongThatTook() throws Throwable {
        world.start(Scenario.named("errors"));
        sessions.then(jenkins -> {
            world.configure();
            WorkflowRun build = jenkins.waitForCompletion(Scripts.start(jenkins, Scripts.ROLLOUT));
            jenkins.assertBuildStatus(Result.FAILURE, build);

            MetricRegistry figures = Metrics.metricRegistry();
            assertThat(figures.counter("canary.releases.opened").getCount()).isEqualTo(1);
            assertThat(figures.counter("canary.releases.rolled_back").getCount())
                    .isEqualTo(1);
            assertThat(figures.counter("canary.verdicts.fail").getCount()).isEqualTo(1);
            assertThat(figures.timer("canary.detection").getCount()).isEqualTo(1);
            assertThat(figures.timer("canary.sources.prometheus.latency").getCount())
                    .isPositive();
            assertThat(figures.counter("canary.clusters.simulation.calls").getCount())
                    .isPositive();
            assertThat(figures.getGauges().get("canary.releases.active").getValue())
                    .isEqualTo(0);
        });
    }
}

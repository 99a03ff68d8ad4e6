package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.ExtensionList;
import hudson.model.AdministrativeMonitor;
import hudson.model.Result;
import io.jenkins.plugins.canary.config.CanaryGlobalConfiguration;
import io.jenkins.plugins.canary.config.Cluster;
import io.jenkins.plugins.canary.run.AbandonedReleases;
import io.jenkins.plugins.canary.run.Guard;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A release is open, Jenkins is down, and when it comes back it may not, or cannot, go where it was. */
class RemovedWhileDownTest {
    private static final String ROLLBACK = "canaryRollback(" + Scripts.TARGET + ")\n";

    @RegisterExtension
    private final World world = new World();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TestExtension
    public static final class Time extends World.Time {}

    @Test
    void clusterConfigRemovedWhileDown() throws Throwable {
        sessions.then(jenkins -> {
            begin(jenkins);
            CanaryGlobalConfiguration.get().setClusters(List.of());
        });
        sessions.then(jenkins -> {
            failsBecause(
                    jenkins,
                    "ERROR: no cluster is configured",
                    "; the release on simulation/shop/checkout stays as it is");
            isReported("simulation/shop/checkout: a release may be open there, and this Jenkins cannot look: "
                    + "cluster 'simulation' is not configured in this Jenkins");
            goesHomeOnceItIsConfiguredAgain(jenkins);
        });
    }

    @Test
    void credentialsRemovedWhileDown() throws Throwable {
        sessions.then(jenkins -> {
            begin(jenkins);
            SystemCredentialsProvider.getInstance().getCredentials().clear();
            SystemCredentialsProvider.getInstance().save();
        });
        sessions.then(jenkins -> {
            String why = "cluster 'simulation': there are no credentials 'simulation' among the global ones";
            failsBecause(jenkins, "ERROR: " + why);
            isReported("this Jenkins cannot look: " + why);
            goesHomeOnceItIsConfiguredAgain(jenkins);
        });
    }

    @Test
    void clusterConfigNarrowedWhileDown() throws Throwable {
        sessions.then(jenkins -> {
            begin(jenkins);
            Cluster cluster = CanaryGlobalConfiguration.get().getClusters().get(0);
            cluster.setFolders(List.of("team"));
            CanaryGlobalConfiguration.get().setClusters(List.of(cluster));
        });
        sessions.then(jenkins -> {
            failsBecause(jenkins, "ERROR: cluster 'simulation' is not offered to job shop", "stays as it is");
            WorkflowJob job = Scripts.build(jenkins).getParent();
            job.setDefinition(new CpsFlowDefinition(ROLLBACK, true));

            jenkins.assertBuildStatusSuccess(
                    jenkins.waitForCompletion(job.scheduleBuild2(0).waitForStart()));
            assertThat(world.canaryExists()).isFalse();
        });
    }

    private void begin(JenkinsRule jenkins) throws Exception {
        world.configure();
        world.holdAfter(Duration.ofMinutes(4));
        Scripts.start(jenkins, Scripts.ROLLOUT);
        await().atMost(World.PATIENCE).until(world::isHeld);
    }

    private void failsBecause(JenkinsRule jenkins, String... sentences) throws Exception {
        world.letGo();
        WorkflowRun build = jenkins.waitForCompletion(Scripts.build(jenkins));

        jenkins.assertBuildStatus(Result.FAILURE, build);
        for (String sentence : sentences) {
            jenkins.assertLogContains(sentence, build);
        }
        jenkins.assertLogNotContains("Exception", build);
        assertThat(world.canaryWeight()).isPositive();
    }

    private void isReported(String sentence) {
        AbandonedReleases monitor =
                ExtensionList.lookup(AdministrativeMonitor.class).get(AbandonedReleases.class);
        await().atMost(World.PATIENCE).until(() -> {
            world.pass(Duration.ofMinutes(1));
            ExtensionList.lookupSingleton(Guard.class).run();
            return monitor.isActivated();
        });
        assertThat(monitor.getReleases())
                .singleElement()
                .extracting(one -> one.getSentence())
                .asString()
                .contains(sentence);
    }

    private void goesHomeOnceItIsConfiguredAgain(JenkinsRule jenkins) throws Exception {
        world.configure();

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(Scripts.start(jenkins, "afterwards", ROLLBACK)));

        assertThat(world.canaryExists()).isFalse();
        assertThat(world.simulation().lostRequests()).isZero();
    }
}

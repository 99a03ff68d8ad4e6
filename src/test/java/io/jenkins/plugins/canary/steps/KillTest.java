package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A Jenkins in a process of its own, killed as by a power cut, in a world where time goes on as on the wall. */
class KillTest {
    private static final String LEASE = "canary-deployment-" + Scenery.NAME;

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension();

    private final ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
    private Simulation world;

    @BeforeEach
    void start() {
        Simulation.Watching everySecond = new Simulation.Watching(Duration.ofSeconds(1), Duration.ZERO);
        world = Simulation.start(Scenario.HEALTHY, Scenery.checkout("shop"), everySecond, 1, Instant.now());
        time.scheduleWithFixedDelay(() -> world.advanceTo(Instant.now()), 0, 200, TimeUnit.MILLISECONDS);
    }

    @AfterEach
    void end() throws InterruptedException {
        time.shutdown();
        time.awaitTermination(1, TimeUnit.MINUTES);
        world.close();
    }

    @Test
    void aPromotionIsBroughtToItsEndAfterAPowerCut() throws Throwable {
        controller.startJenkins();
        controller.runRemotely(KillTest::promote, world.cluster().kubeconfig(), world.prometheusUrl());
        await().atMost(World.PATIENCE).until(() -> claim().contains("\"phase\":\"PROMOTING\""));
        controller.stopJenkinsForcibly();

        controller.startJenkins();
        controller.runRemotely(KillTest::mustHavePromoted);

        assertThat(claim()).contains("\"phase\":\"DONE\"").contains("\"outcome\":\"PROMOTED\"");
        assertThat(world.lostRequests()).isZero();
    }

    private String claim() {
        return world.cluster()
                .find(Kind.LEASE, "shop", LEASE)
                .map(lease -> lease.getMetadata().getAnnotations().get("canary.jenkins.io/claim"))
                .orElse("");
    }

    private static void promote(JenkinsRule jenkins, String kubeconfig, String prometheus) throws Throwable {
        World.configure(kubeconfig, prometheus);
        Scripts.start(jenkins, Scripts.DEPLOY + "canaryPromote(require: 'NONE')");
    }

    private static void mustHavePromoted(JenkinsRule jenkins) throws Throwable {
        WorkflowRun build = jenkins.waitForCompletion(Scripts.build(jenkins));
        jenkins.assertBuildStatus(Result.SUCCESS, build);
    }
}

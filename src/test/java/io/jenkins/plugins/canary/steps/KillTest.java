package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.ExtensionList;
import hudson.model.Result;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.flow.GlobalDefaultFlowDurabilityLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A Jenkins in a process of its own, killed as by a power cut, in a world where time goes on as on the wall. */
class KillTest {
    private static final String LEASE = "canary-deployment-" + Scenery.NAME;
    private static final String PROMOTE = "canaryPromote(require: 'NONE')";
    private static final String BRIEF_ANALYSIS = Scripts.ANALYZE.replace(
            "source:", "failOn: 'NONE', minDuration: '1s', maxDuration: '10s', extensions: 0, source:");

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension();

    private final ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
    private Simulation world;

    @BeforeEach
    void startWorld() {
        Simulation.Watching everySecond = new Simulation.Watching(Duration.ofSeconds(1), Duration.ZERO);
        world = Simulation.start(Scenario.HEALTHY, Scenery.checkout("shop"), everySecond, 1, Instant.now());
        time.scheduleWithFixedDelay(() -> world.advanceTo(Instant.now()), 0, 200, TimeUnit.MILLISECONDS);
    }

    @AfterEach
    void endWorld() throws InterruptedException {
        time.shutdown();
        time.awaitTermination(1, TimeUnit.MINUTES);
        world.close();
    }

    @Test
    void aDeploymentIsBroughtToItsEndAfterAPowerCut() throws Throwable {
        killIn("PREPARING", Scripts.DEPLOY + PROMOTE);

        assertThat(claim()).contains("\"phase\":\"DONE\"", "\"outcome\":\"PROMOTED\"");
        assertThat(world.lostRequests()).isZero();
    }

    @Test
    void anAnalysisGoesOnAfterAPowerCut() throws Throwable {
        killIn("SERVING", Scripts.DEPLOY + BRIEF_ANALYSIS + PROMOTE);

        assertThat(claim()).contains("\"phase\":\"DONE\"", "\"outcome\":\"PROMOTED\"");
        assertThat(world.lostRequests()).isZero();
    }

    @Test
    void aShiftToAnotherWeightIsBroughtToItsEndAfterAPowerCut() throws Throwable {
        killAt("\"weight\":50", Scripts.DEPLOY + "canaryShift(weight: 50)\n" + BRIEF_ANALYSIS + PROMOTE);

        assertThat(claim()).contains("\"phase\":\"DONE\"", "\"outcome\":\"PROMOTED\"");
        assertThat(world.lostRequests()).isZero();
    }

    @Test
    void aPromotionIsBroughtToItsEndAfterAPowerCut() throws Throwable {
        killIn("PROMOTING", Scripts.DEPLOY + PROMOTE);

        assertThat(claim()).contains("\"phase\":\"DONE\"", "\"outcome\":\"PROMOTED\"");
        assertThat(world.lostRequests()).isZero();
    }

    @Test
    void aRollbackIsBroughtToItsEndAfterAPowerCut() throws Throwable {
        killIn("ROLLING_BACK", Scripts.DEPLOY + "canaryRollback()");

        assertThat(claim()).contains("\"phase\":\"DONE\"", "\"outcome\":\"ROLLED_BACK\"");
        assertThat(world.cluster().find(Kind.DEPLOYMENT, "shop", Scenery.NAME + "-canary"))
                .isEmpty();
        assertThat(world.lostRequests()).isZero();
    }

    @Test
    void aPipelineThatSavesLittleIsBroughtToItsEndAfterARestart() throws Throwable {
        controller.startJenkins();
        controller.runRemotely(
                KillTest::startSavingLittle,
                world.cluster().kubeconfig(),
                world.prometheusUrl(),
                Scripts.DEPLOY + BRIEF_ANALYSIS + PROMOTE);
        await().atMost(World.PATIENCE).until(() -> claim().contains("\"phase\":\"SERVING\""));
        controller.stopJenkins();

        controller.startJenkins();
        controller.runRemotely(KillTest::mustHaveSucceeded);

        assertThat(claim()).contains("\"phase\":\"DONE\"", "\"outcome\":\"PROMOTED\"");
    }

    @Test
    void whatAPipelineThatSavesLittleLeavesBehindWhenItIsKilledGoesHome() throws Throwable {
        controller.startJenkins();
        controller.runRemotely(
                KillTest::startSavingLittle,
                world.cluster().kubeconfig(),
                world.prometheusUrl(),
                Scripts.DEPLOY.replace("weight: 20", "weight: 20, expiry: '1m'") + "semaphore 'never'");
        await().ignoreException(NoSuchFileException.class)
                .atMost(World.PATIENCE)
                .until(() -> savedBuild().matches("(?s).*<phase>SERVING</phase>.*</flow-build>\\s*"));
        controller.stopJenkinsForcibly();

        controller.startJenkins();
        controller.runRemotely(KillTest::mustHaveFailed);

        await().atMost(World.PATIENCE).until(() -> claim().contains("\"phase\":\"DONE\""));
        assertThat(claim()).contains("\"outcome\":\"ROLLED_BACK\"");
        assertThat(world.lostRequests()).isZero();
    }

    private void killIn(String phase, String script) throws Throwable {
        killAt("\"phase\":\"" + phase + "\"", script);
    }

    /** Kills the Jenkins that runs the script when the claim holds that, and lets another one go on until the build has succeeded. */
    private void killAt(String mark, String script) throws Throwable {
        controller.startJenkins();
        controller.runRemotely(KillTest::start, world.cluster().kubeconfig(), world.prometheusUrl(), script);
        await().atMost(World.PATIENCE).until(() -> claim().contains(mark));
        controller.stopJenkinsForcibly();

        controller.startJenkins();
        controller.runRemotely(KillTest::mustHaveSucceeded);
    }

    /** What a Jenkins that saves little would find; it writes in place, so that a kill in the middle of that loses the build itself. */
    private String savedBuild() throws IOException {
        return Files.readString(controller.getHome().toPath().resolve("jobs/shop/builds/1/build.xml"));
    }

    private String claim() {
        return world.cluster()
                .find(Kind.LEASE, "shop", LEASE)
                .map(lease -> lease.getMetadata().getAnnotations().get("canary.jenkins.io/claim"))
                .orElse("");
    }

    private static void start(JenkinsRule jenkins, String kubeconfig, String prometheus, String script)
            throws Throwable {
        World.configure(kubeconfig, prometheus);
        Scripts.start(jenkins, script);
    }

    private static void startSavingLittle(JenkinsRule jenkins, String kubeconfig, String prometheus, String script)
            throws Throwable {
        GlobalDefaultFlowDurabilityLevel.DescriptorImpl level =
                ExtensionList.lookupSingleton(GlobalDefaultFlowDurabilityLevel.DescriptorImpl.class);
        level.setDurabilityHint(FlowDurabilityHint.PERFORMANCE_OPTIMIZED);
        start(jenkins, kubeconfig, prometheus, script);
    }

    private static void mustHaveSucceeded(JenkinsRule jenkins) throws Throwable {
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(Scripts.build(jenkins)));
    }

    private static void mustHaveFailed(JenkinsRule jenkins) throws Throwable {
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(Scripts.build(jenkins)));
    }
}

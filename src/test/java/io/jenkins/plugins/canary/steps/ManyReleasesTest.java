package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.canary.config.CanaryGlobalConfiguration;
import io.jenkins.plugins.canary.config.PrometheusServer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Many releases wait on one controller, and the source that they ask hangs. */
@WithJenkins
class ManyReleasesTest {
    /** How many; a run for the record may ask for more. */
    private static final int RELEASES = Integer.getInteger("canary.releases", 50);

    /** So much more slowly does time go on, and so much longer is waited: many times as many ticks want the same machine. */
    private static final int CALM = Math.max(1, RELEASES / 50);

    /** How long a call to a source waits; then another one may be made. */
    private static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(30);

    private static final String RELEASE = "canaryDeploy(cluster: 'simulation', namespace: %s, workload: 'checkout', "
            + Scripts.CHANGE + ", weight: 20, source: '%s',"
            + " metrics: [prometheus(name: 'queue', query: 'queue{pod=~\"{{pods}}\"}', max: 1)],"
            + " minDuration: '20h', maxDuration: '24h', expiry: '48h')\n"
            + "canaryAnalyze()";

    private static final Pattern OURS =
            Pattern.compile("(?s)<io\\.jenkins\\.plugins\\.canary\\.run\\.CanaryRunAction.*</io[^>]*CanaryRunAction>");

    @RegisterExtension
    private final World world = new World();

    private final StallingSource hanging = new StallingSource();
    private final StallingSource answering = new StallingSource();
    private final List<WorkflowRun> fleet = new ArrayList<>();
    private WorkflowRun other;

    @TestExtension
    public static final class Time extends World.Time {}

    @AfterEach
    void end() throws Exception {
        hanging.close();
        answering.close();
    }

    @Test
    void aSourceThatHangsDelaysNobodyElse(JenkinsRule jenkins) throws Exception {
        begin(jenkins);

        answering.say(5);
        soonUntil(() -> world.canaryWeight() == 0);
        Duration tookHome = answering.sinceItSaid();

        world.letGo();
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(other));
        assertThat(hanging.mostUnansweredWithin(GIVEN_UP_AFTER.minusSeconds(1)))
                .as("calls at a time to what hangs")
                .isEqualTo(4);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("canary "))
                .as("threads of %s releases on one cluster with two sources", RELEASES + 1)
                .hasSizeBetween(4, 12);
        record(tookHome);
    }

    /** For the record: what was measured, and not judged, because it is the machine's as much as ours. */
    private void record(Duration tookHome) throws IOException {
        long threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("canary "))
                .count();
        long largest = 0;
        for (WorkflowRun build : fleet) {
            String xml = Files.readString(build.getRootDir().toPath().resolve("build.xml"));
            Matcher kept = OURS.matcher(xml);
            largest = Math.max(largest, kept.find() ? kept.group().length() : 0);
        }
        System.out.printf(
                "With %d releases on a source that hangs: home %d ms after the answer that failed another one;"
                        + " %d threads of ours of %d; at most %d bytes in build.xml%n",
                RELEASES,
                tookHome.toMillis(),
                threads,
                Thread.getAllStackTraces().size(),
                largest);
    }

    @Test
    void allOfThemGoHomeWithoutTheSourceThatHangs(JenkinsRule jenkins) throws Exception {
        begin(jenkins);

        fleet.forEach(build -> build.getExecutor().interrupt());
        other.getExecutor().interrupt();

        slowlyUntil(() -> everyWeightIs(0));

        world.letGo();
        for (WorkflowRun build : fleet) {
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        }
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(other));
    }

    private void begin(JenkinsRule jenkins) throws Exception {
        world.configure();
        CanaryGlobalConfiguration.get()
                .setSources(List.of(
                        new PrometheusServer("hanging", hanging.url()),
                        new PrometheusServer("answering", answering.url())));
        world.besides(RELEASES);
        world.holdAfter(Duration.ZERO);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "fleet");
        job.setDefinition(new CpsFlowDefinition(RELEASE.formatted("\"shop-${env.BUILD_NUMBER}\"", "hanging"), true));
        for (int i = 0; i < RELEASES; i++) {
            fleet.add(job.scheduleBuild2(0).waitForStart());
        }
        other = Scripts.start(jenkins, RELEASE.formatted("'shop'", "answering"));
        soonUntil(() -> everyWeightIs(20));
        hanging.stall();
        soonUntil(() -> hanging.unanswered() >= 4);
    }

    private boolean everyWeightIs(long weight) {
        return world.canaryWeight() == weight && world.besides().stream().allMatch(one -> one == weight);
    }

    /** Time goes on faster than on the wall, unless there are very many. */
    private void soonUntil(Callable<Boolean> condition) {
        until(Duration.ofSeconds(1).dividedBy(CALM), condition);
    }

    /** Time goes on more slowly than on the wall: a busy machine has the half minute that stopped steps have, and more. */
    private void slowlyUntil(Callable<Boolean> condition) {
        until(Duration.ofMillis(20), condition);
    }

    private void until(Duration perLook, Callable<Boolean> condition) {
        await().atMost(World.PATIENCE.multipliedBy(CALM)).until(() -> {
            world.allow(perLook);
            return condition.call();
        });
    }
}

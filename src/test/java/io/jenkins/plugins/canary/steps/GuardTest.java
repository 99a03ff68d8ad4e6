package io.jenkins.plugins.canary.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.ExtensionList;
import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.canary.config.CanaryGlobalConfiguration;
import io.jenkins.plugins.canary.config.Cluster;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.run.AbandonedReleases;
import io.jenkins.plugins.canary.run.Guard;
import io.jenkins.plugins.canary.run.Lane;
import io.jenkins.plugins.canary.run.Workers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import jenkins.model.JenkinsLocationConfiguration;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlForm;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What becomes of releases that nothing drives any more, and what is left alone. */
class GuardTest {
    private static final String LEASE = "canary-deployment-checkout";

    @RegisterExtension
    private final World world = new World();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @RegisterExtension
    private final JenkinsSessionExtension stranger = new JenkinsSessionExtension();

    @TestExtension
    public static final class Time extends World.Time {}

    @Test
    void theReleaseOfADeletedBuildIsReportedAndTakenBackOnlyWhereThatIsSwitchedOn() throws Throwable {
        sessions.then(jenkins -> {
            abandon(jenkins);

            guardFor(Duration.ofMinutes(20));
            assertThat(reported()).singleElement().asString().contains("simulation/shop/checkout", "SERVING at 20 %");
            assertThat(world.canaryWeight()).isEqualTo(20);

            switchOn();
            await().atMost(World.PATIENCE).until(() -> {
                guardFor(Duration.ofMinutes(1));
                return !world.canaryExists();
            });
            guardFor(Duration.ofMinutes(1));
            assertThat(reported()).isEmpty();
            assertThat(world.simulation().lostRequests()).isZero();
            await().atMost(World.PATIENCE).until(() -> {
                guardFor(Duration.ofMinutes(1));
                return takenBack().contains("ROLLED_BACK: ");
            });
            String told = takenBack();
            assertThat(told)
                    .contains("simulation/shop/checkout: release b1-", "ROLLED_BACK: nothing drove it any more")
                    .contains("canary-guard");
        });
        sessions.then(jenkins -> {
            assertThat(takenBack()).contains("ROLLED_BACK: ");
            assertThat(monitor().isActivated()).isTrue();
            JenkinsRule.WebClient client = jenkins.createWebClient();
            client.setJavaScriptEnabled(false);

            HtmlForm form = client.goTo("manage").getForms().stream()
                    .filter(one -> one.getActionAttribute().endsWith("/seen"))
                    .findFirst()
                    .orElseThrow();
            ((HtmlButton) form.getFirstByXPath(".//button")).click();

            assertThat(takenBack()).isEmpty();
            assertThat(monitor().isActivated()).isFalse();
        });
    }

    @Test
    void aCopiedHomeLeavesAloneWhatTheOriginalStillWatches() throws Throwable {
        sessions.then(this::abandon);
        sessions.then(copy -> {
            switchOn();
            for (int minute = 0; minute < 20; minute++) {
                theOriginalSaysThatItWatches();
                guardFor(Duration.ofMinutes(1));
            }
            assertThat(world.canaryWeight()).isEqualTo(20);
            assertThat(reported()).isEmpty();
        });
    }

    @Test
    void aCopiedHomeAtAnotherAddressLeavesEverythingAlone() throws Throwable {
        sessions.then(this::abandon);
        sessions.then(copy -> {
            JenkinsLocationConfiguration.get().setUrl("https://copy.example/");
            switchOn();

            guardFor(Duration.ofMinutes(30));

            assertThat(world.canaryWeight()).isEqualTo(20);
            assertThat(reported()).isEmpty();
        });
    }

    @Test
    void anEmptyControllerLeavesEverythingAlone() throws Throwable {
        sessions.then(this::abandon);
        stranger.then(empty -> {
            world.configure();
            switchOn();

            guardFor(Duration.ofMinutes(30));

            assertThat(world.canaryWeight()).isEqualTo(20);
            assertThat(reported()).isEmpty();
        });
    }

    @Test
    void whatABuildDrivesIsLeftToIt() throws Throwable {
        sessions.then(jenkins -> {
            world.configure();
            switchOn();
            world.holdAfter(Duration.ofMinutes(1));
            WorkflowRun build = Scripts.start(jenkins, Scripts.ROLLOUT);
            await().atMost(World.PATIENCE).until(world::isHeld);

            guardFor(Duration.ofMinutes(20));

            assertThat(world.canaryWeight()).isEqualTo(5);
            assertThat(reported()).isEmpty();
            build.doKill();
            jenkins.waitForCompletion(build);
        });
    }

    /** A release whose build was deleted. */
    private void abandon(JenkinsRule jenkins) throws Exception {
        world.configure();
        WorkflowRun build = jenkins.waitForCompletion(Scripts.start(jenkins, Scripts.DEPLOY));
        build.delete();
        assertThat(world.canaryWeight()).isEqualTo(20);
    }

    private void theOriginalSaysThatItWatches() {
        Instant now = world.simulation().clock().instant();
        var lease = world.simulation().cluster().find(Kind.LEASE, "shop", LEASE).orElseThrow();
        lease.getSpec().setRenewTime(now.atZone(ZoneOffset.UTC));
        world.simulation().cluster().put(Kind.LEASE, "shop", lease);
    }

    private void guardFor(Duration span) throws Exception {
        Instant end = world.simulation().clock().instant().plus(span);
        while (world.simulation().clock().instant().isBefore(end)) {
            world.pass(Duration.ofMinutes(1));
            ExtensionList.lookupSingleton(Guard.class).run();
            settle();
        }
    }

    /** Waits until everything has been done that was asked of the four threads of the cluster. */
    private static void settle() throws Exception {
        CyclicBarrier all = new CyclicBarrier(5);
        for (int thread = 0; thread < 4; thread++) {
            Workers.work(new Lane(World.NAME), () -> meet(all));
        }
        all.await(World.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void meet(CyclicBarrier all) {
        try {
            all.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void switchOn() {
        CanaryGlobalConfiguration configuration = CanaryGlobalConfiguration.get();
        Cluster cluster = configuration.getClusters().get(0);
        cluster.setTakeAbandonedBack(true);
        configuration.setClusters(List.of(cluster));
    }

    private static AbandonedReleases monitor() {
        return ExtensionList.lookup(AdministrativeMonitor.class).get(AbandonedReleases.class);
    }

    private static String takenBack() {
        return String.join("\n", monitor().getTakenBack());
    }

    private static List<String> reported() {
        return monitor().getReleases().stream().map(one -> one.getSentence()).toList();
    }
}

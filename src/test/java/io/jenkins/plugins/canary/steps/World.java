package io.jenkins.plugins.canary.steps;

import static org.awaitility.Awaitility.await;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.ExtensionList;
import hudson.util.Secret;
import io.jenkins.plugins.canary.config.CanaryGlobalConfiguration;
import io.jenkins.plugins.canary.config.Cluster;
import io.jenkins.plugins.canary.config.KubeconfigAccess;
import io.jenkins.plugins.canary.config.PrometheusServer;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.run.Clockwork;
import io.jenkins.plugins.canary.run.Watch;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.Simulation;
import io.jenkins.plugins.canary.simulation.TrafficMap;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A simulated world outside Jenkins that lives through its restarts. Time goes on only when a step waits for it, as far as the
 * test allows; a test registers a nested subclass of {@link Time} as extension.
 */
final class World implements BeforeEachCallback, AfterEachCallback {
    static final String NAME = "simulation";

    /** How long a busy machine may take for what is done at once. */
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private static World current;

    private final Object lock = new Object();
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::when));
    private volatile Simulation simulation;
    private Thread thread;
    private Time time;
    private Instant horizon = Instant.MAX;
    private boolean closed;

    private record Due(Instant when, Runnable work) {}

    @Override
    public void beforeEach(ExtensionContext context) {
        start(Scenario.HEALTHY);
        current = this;
        thread = new Thread(this::live, "simulated world");
        thread.start();
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
        thread.join();
        simulation.close();
        current = null;
    }

    /** Another world than the usual one; before anything is released. */
    void start(Scenario other) {
        synchronized (lock) {
            if (simulation != null) {
                simulation.close();
            }
            simulation = Simulation.start(other, Scenery.checkout("shop"), 1);
        }
    }

    Simulation simulation() {
        return simulation;
    }

    /** Whether a canary stands beside stable. */
    boolean canaryExists() {
        return simulation
                .cluster()
                .find(Kind.DEPLOYMENT, "shop", Scenery.NAME + "-canary")
                .isPresent();
    }

    /** Percent of the traffic that reaches the canary. */
    long canaryWeight() {
        return Math.round(100
                * simulation.traffic().shares().stream()
                        .filter(share -> share.destination().contains("-canary"))
                        .mapToDouble(TrafficMap.Share::part)
                        .sum());
    }

    /** Lets time pass while the watch looks, until something is so. */
    void watchUntil(Callable<Boolean> condition) {
        await().atMost(PATIENCE).until(() -> {
            pass(Duration.ofSeconds(5));
            ExtensionList.lookupSingleton(Watch.class).run();
            return condition.call();
        });
    }

    /** Nothing that is due later than so long after the release's beginning happens until the test allows more. */
    void holdAfter(Duration sinceRelease) {
        synchronized (lock) {
            horizon = simulation.releaseStart().plus(sinceRelease);
            lock.notifyAll();
        }
    }

    /** From now on time goes on by itself, for the Jenkins that runs. */
    void letGo() {
        Clockwork.get(); // what another Jenkins planned is gone once this one has its time
        synchronized (lock) {
            horizon = Instant.MAX;
            lock.notifyAll();
        }
    }

    /** Time goes on by that much, whatever anybody waits for. */
    void pass(Duration span) {
        synchronized (lock) {
            simulation.advanceTo(simulation.clock().instant().plus(span));
            lock.notifyAll();
        }
    }

    /** Whether something waits for a time that the test does not allow. */
    boolean isHeld() {
        synchronized (lock) {
            return !due.isEmpty() && due.peek().when().isAfter(horizon);
        }
    }

    /** Says to a new Jenkins where the world is. */
    void configure() throws IOException {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        NAME,
                        "",
                        Secret.fromString(simulation.cluster().kubeconfig())));
        provider.save();
        CanaryGlobalConfiguration configuration = CanaryGlobalConfiguration.get();
        configuration.setClusters(List.of(new Cluster(NAME, new KubeconfigAccess(NAME))));
        configuration.setSources(List.of(new PrometheusServer("prometheus", simulation.prometheusUrl())));
    }

    private void live() {
        while (true) {
            Due next;
            synchronized (lock) {
                while (!closed && (due.isEmpty() || due.peek().when().isAfter(horizon))) {
                    try {
                        lock.wait();
                    } catch (InterruptedException e) {
                        return;
                    }
                }
                if (closed) {
                    return;
                }
                next = due.remove();
                if (next.when().isAfter(simulation.clock().instant())) {
                    simulation.advanceTo(next.when());
                }
            }
            next.work().run();
        }
    }

    /** What another Jenkins planned before is not done any more. */
    private void begin(Time next) {
        synchronized (lock) {
            due.clear();
            time = next;
        }
    }

    private void add(Instant when, Runnable work, Time asker) {
        synchronized (lock) {
            if (time == asker) {
                due.add(new Due(when, work));
                lock.notifyAll();
            }
        }
    }

    /** The world's time, for one life of Jenkins. */
    abstract static class Time extends Clockwork {
        private final World world = current;

        Time() {
            world.begin(this);
        }

        @Override
        public Clock clock() {
            return world.simulation.clock();
        }

        @Override
        public void at(Instant when, Runnable work) {
            world.add(when, work, this);
        }
    }
}

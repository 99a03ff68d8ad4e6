package io.jenkins.plugins.canary.steps;

import static org.awaitility.Awaitility.await;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import hudson.ExtensionList;
import hudson.util.Secret;
import io.jenkins.plugins.canary.config.CanaryGlobalConfiguration;
import io.jenkins.plugins.canary.config.Cluster;
import io.jenkins.plugins.canary.config.KubeconfigAccess;
import io.jenkins.plugins.canary.config.PrometheusServer;
import io.jenkins.plugins.canary.config.Source;
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
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
    private volatile Optional<Simulation> second = Optional.empty();
    private final List<String> besides = new ArrayList<>();
    private final CountDownLatch thaw = new CountDownLatch(1);
    private final AtomicInteger looksUntilFrozen = new AtomicInteger(Integer.MAX_VALUE);
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
        thaw.countDown();
        thread.join();
        simulation.close();
        second.ifPresent(Simulation::close);
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

    /** One more cluster and Prometheus, named {@code second} and {@code prometheus-second}; before anything is released. */
    Simulation startSecond(Scenario scenario) {
        second = Optional.of(Simulation.start(scenario, Scenery.checkout("shop"), 2));
        return second.get();
    }

    /** Whoever drives a release will stand still when it looks at the clock that often from now on, and never go on. */
    void freezeAtLook(int number) {
        looksUntilFrozen.set(number);
    }

    /** Whether somebody stands still. */
    boolean isFrozen() {
        return looksUntilFrozen.get() <= 0;
    }

    private void look() {
        if (Thread.currentThread().getName().startsWith("canary") && looksUntilFrozen.decrementAndGet() == 0) {
            try {
                thaw.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("the Jenkins that did this is gone");
        }
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
        return canaryWeight(simulation.traffic());
    }

    private static long canaryWeight(TrafficMap traffic) {
        return Math.round(100
                * traffic.shares().stream()
                        .filter(share -> share.destination().contains("-canary"))
                        .mapToDouble(TrafficMap.Share::part)
                        .sum());
    }

    /** As many namespaces more with the same in them, {@code shop-1} and so on, that nobody sends requests to. */
    void besides(int number) {
        for (int i = 1; i <= number; i++) {
            Scenery scenery = Scenery.checkout("shop-" + i);
            scenery.build(simulation.cluster(), simulation.clock().instant().minus(Scenery.STARTUP));
            besides.add(scenery.namespace());
        }
        settleBesides();
    }

    /** Percent of the traffic that would reach the canary in each of them. */
    List<Long> besides() {
        return besides.stream()
                .map(namespace -> canaryWeight(TrafficMap.of(simulation.cluster(), namespace, Scenery.NAME)))
                .toList();
    }

    private void settleBesides() {
        besides.forEach(namespace ->
                simulation.cluster().settle(namespace, simulation.clock().instant()));
    }

    /** Lets time pass while the watch looks, until something is so. */
    void watchUntil(Callable<Boolean> condition) {
        await().atMost(PATIENCE).until(() -> {
            pass(Duration.ofSeconds(5));
            ExtensionList.lookupSingleton(Watch.class).run();
            return condition.call();
        });
    }

    /** Lets that much time pass while the watch looks. */
    void watchFor(Duration span) {
        Instant end = simulation.clock().instant().plus(span);
        watchUntil(() -> !simulation.clock().instant().isBefore(end));
    }

    /** Nothing that is due later than so long after the release's beginning happens until the test allows more. */
    void holdAfter(Duration sinceRelease) {
        synchronized (lock) {
            horizon = simulation.releaseStart().plus(sinceRelease);
            lock.notifyAll();
        }
    }

    /** So much more may happen than the test allowed before. */
    void allow(Duration more) {
        synchronized (lock) {
            horizon = horizon.plus(more);
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
            advanceTo(simulation.clock().instant().plus(span));
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
        List<Cluster> clusters =
                new ArrayList<>(List.of(cluster(NAME, simulation.cluster().kubeconfig())));
        List<Source> sources = new ArrayList<>(List.of(new PrometheusServer("prometheus", simulation.prometheusUrl())));
        second.ifPresent(other -> {
            clusters.add(cluster("second", other.cluster().kubeconfig()));
            sources.add(new PrometheusServer("prometheus-second", other.prometheusUrl()));
        });
        configure(clusters, sources);
    }

    /** The same with names of their own for two clusters, whose sources are named {@code prometheus-} and so. */
    void configureAs(String first, String other) throws IOException {
        Simulation beside = second.orElseThrow();
        configure(
                List.of(
                        cluster(first, simulation.cluster().kubeconfig()),
                        cluster(other, beside.cluster().kubeconfig())),
                List.of(
                        new PrometheusServer("prometheus-" + first, simulation.prometheusUrl()),
                        new PrometheusServer("prometheus-" + other, beside.prometheusUrl())));
    }

    private static void configure(List<Cluster> clusters, List<Source> sources) throws IOException {
        SystemCredentialsProvider.getInstance().save();
        CanaryGlobalConfiguration configuration = CanaryGlobalConfiguration.get();
        configuration.setClusters(clusters);
        configuration.setSources(sources);
    }

    /** Says to a Jenkins where a world of any kind is. */
    static void configure(String kubeconfig, String prometheus) throws IOException {
        configure(List.of(cluster(NAME, kubeconfig)), List.of(new PrometheusServer("prometheus", prometheus)));
    }

    private static Cluster cluster(String name, String kubeconfig) {
        List<Credentials> credentials = SystemCredentialsProvider.getInstance().getCredentials();
        credentials.removeIf(
                known -> known instanceof IdCredentials named && named.getId().equals(name));
        credentials.add(new StringCredentialsImpl(CredentialsScope.GLOBAL, name, "", Secret.fromString(kubeconfig)));
        return new Cluster(name, new KubeconfigAccess(name));
    }

    private void advanceTo(Instant now) {
        simulation.advanceTo(now);
        settleBesides();
        second.ifPresent(other -> other.advanceTo(now));
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
                    advanceTo(next.when());
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

    /** The world's clock, as Jenkins looks at it. */
    private static final class LookedAt extends Clock {
        private final World world;

        LookedAt(World world) {
            this.world = world;
        }

        @Override
        public Instant instant() {
            world.look();
            return world.simulation.clock().instant();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return world.simulation.clock().withZone(zone);
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
            return new LookedAt(world);
        }

        @Override
        public void at(Instant when, Runnable work) {
            world.add(when, work, this);
        }
    }
}

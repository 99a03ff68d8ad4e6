package io.jenkins.plugins.canary.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import io.jenkins.plugins.canary.kubernetes.FabricKubernetesApi;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.target.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;

/**
 * What the configured clusters and metric sources are reached by. Safe for use by several threads.
 *
 * <p>What is handed out can be kept as long as a release lasts: each call goes to the entry as it is configured then. A
 * cluster's client is kept between calls, and made anew when the configuration changes and every ten minutes, because tokens
 * expire and credentials are replaced.
 */
@Extension
public final class Connections {
    private static final Duration LIFE = Duration.ofMinutes(10);

    private final Map<String, OpenCluster> open = new ConcurrentHashMap<>();
    private final Clock clock = Clock.systemUTC();

    /** The one there is. */
    public static Connections get() {
        return ExtensionList.lookupSingleton(Connections.class);
    }

    /**
     * Whether releases on that cluster which nothing drives any more are taken back, and not only reported.
     *
     * @throws RefusedException if there is none of that name
     */
    public boolean takesAbandonedBack(String name) {
        return configuration().cluster(name).isTakeAbandonedBack();
    }

    /**
     * The API of a cluster, whichever job asks: {@link Offers} says who may. Its methods throw {@link RefusedException} if there is
     * no such entry, or once the entry or its credentials are gone.
     */
    public KubernetesApi cluster(String name) {
        String calls = "canary.clusters." + Meters.word(name) + ".calls";
        return new ConfiguredCluster(() -> {
            Meters.count(calls);
            return api(name);
        });
    }

    /**
     * A metric source, whichever job asks: {@link Offers} says who may. Its methods throw {@link RefusedException} if there is no
     * such entry, or once the entry or its credentials are gone.
     *
     * @param name empty for a release that began when there was only one
     */
    public MetricSource source(String name) {
        return new ConfiguredSource(
                name, () -> (name.isEmpty() ? onlySource() : configuration().source(name)).open());
    }

    private static Source onlySource() {
        List<Source> all = configuration().getSources();
        if (all.size() != 1) {
            throw new RefusedException("the source must be named, because there are " + all.size());
        }
        return all.get(0);
    }

    private static CanaryGlobalConfiguration configuration() {
        return CanaryGlobalConfiguration.get();
    }

    /** Without locks: a client that is slow to make must not keep others waiting. */
    private KubernetesApi api(String name) {
        Cluster entry = configuration().cluster(name);
        OpenCluster found = open.get(name);
        if (found != null && found.serves(entry, clock.instant().minus(LIFE))) {
            return found.api();
        }
        OpenCluster fresh = opened(entry);
        OpenCluster replaced = open.put(name, fresh);
        if (replaced != null) {
            retire(replaced);
        }
        return fresh.api();
    }

    private OpenCluster opened(Cluster entry) {
        try {
            return OpenCluster.of(entry, clock.instant());
        } catch (RefusedException e) {
            throw new RefusedException("cluster '" + entry.getName() + "': " + e.getMessage());
        }
    }

    /** Closes all clients; what is called next is opened anew. */
    void forget() {
        open.forEach((name, cluster) -> {
            if (open.remove(name, cluster)) {
                retire(cluster);
            }
        });
    }

    /** Calls that are under way may end. */
    private static void retire(OpenCluster cluster) {
        long grace = 2 * FabricKubernetesApi.CALL_TIMEOUT.toSeconds();
        Timer.get().schedule(cluster::close, grace, TimeUnit.SECONDS);
    }

    /** Closes everything when Jenkins ends. */
    @Terminator
    public void close() {
        open.values().forEach(OpenCluster::close);
        open.clear();
    }
}

package io.jenkins.plugins.canary.safety;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.jenkins.plugins.canary.simulation.Routing;
import io.jenkins.plugins.canary.simulation.SimulatedClock;
import io.jenkins.plugins.canary.simulation.SimulatedCluster;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** One simulated cluster in which case after case is tried, each in a namespace of its own. For one thread. */
final class Lab {
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
    private static final ThreadLocal<Lab> OF_THIS_THREAD = ThreadLocal.withInitial(Lab::new);

    private final SimulatedClock clock = SimulatedClock.at(START);
    private final SimulatedCluster cluster = SimulatedCluster.start(clock);
    private final AtomicInteger cases = new AtomicInteger();
    private Recording latest;
    private volatile Interceptor disturbance = chain -> chain.proceed(chain.request());
    private final KubernetesClient client = newClient();

    private Lab() {}

    static Lab ofThisThread() {
        return OF_THIS_THREAD.get();
    }

    /** Tries something in a new world, and forgets that world. */
    void tryIn(Routing routing, Consumer<World> deed) {
        World world = new World(cluster, clock, "case-" + cases.incrementAndGet(), routing);
        try {
            deed.accept(world);
        } finally {
            cluster.forget(world.namespace);
        }
    }

    /** The undisturbed run of an act, to try cases in; the run of another one is forgotten. */
    Recording recording(Act act, Routing routing) {
        if (latest == null || latest.act != act || latest.routing != routing) {
            if (latest != null) {
                cluster.forget(latest.world.namespace);
                latest = null;
            }
            World world = new World(cluster, clock, "case-" + cases.incrementAndGet(), routing);
            latest = new Recording(act, world, routing);
        }
        return latest;
    }

    /** The way to the cluster. */
    KubernetesClient client() {
        return client;
    }

    /** Lets something happen to the calls that are made while the deed is done. */
    void disturbed(Interceptor how, Runnable deed) {
        Interceptor before = disturbance;
        disturbance = how;
        try {
            deed.run();
        } finally {
            disturbance = before;
        }
    }

    private KubernetesClient newClient() {
        return new KubernetesClientBuilder()
                .withConfig(cluster.config())
                .withHttpClientFactory(new OkHttpClientFactory() {
                    @Override
                    protected void additionalConfig(OkHttpClient.Builder builder) {
                        builder.addInterceptor(Lab.this::intercept);
                    }
                })
                .build();
    }

    private Response intercept(Interceptor.Chain chain) throws IOException {
        return disturbance.intercept(chain);
    }
}

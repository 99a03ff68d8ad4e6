package io.jenkins.plugins.canary.metrics;

import java.time.Clock;
import okhttp3.OkHttpClient;

/**
 * A source at an address with everything that keeps a release safe from it: answers are shared, failures tried again, few calls are under way
 * at a time, and its clock is watched. Keep one for each source, so that all who ask it share that.
 */
public final class Opened {
    private final SharedAnswers shared;
    private final Retries retries;
    private final Bulkhead bulkhead;
    private final Clock clock;

    /** What all who ask one source share. */
    public Opened(Clock clock) {
        this.clock = clock;
        this.shared = new SharedAnswers(clock);
        this.retries = new Retries(clock);
        this.bulkhead = new Bulkhead(clock);
    }

    /**
     * The source. Nothing is sent yet.
     *
     * @param kind one that is found at an address
     * @param client whose connections are used
     */
    public MetricSource source(SourceKind kind, PrometheusAccess access, ClientTls tls, OkHttpClient.Builder client) {
        OkHttpClient.Builder safe = tls.on(client);
        if (kind == SourceKind.WEB) {
            return new WebSource(
                    access,
                    safe.addInterceptor(retries).addInterceptor(bulkhead).build());
        }
        PrometheusSource source = new PrometheusSource(
                access,
                safe.addInterceptor(shared)
                        .addInterceptor(retries)
                        .addInterceptor(bulkhead)
                        .build());
        return new PunctualSource(access.name(), source, source::serverTime, clock);
    }
}

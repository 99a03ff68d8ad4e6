package io.jenkins.plugins.canary.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A whole world in virtual time: a cluster with a service in it, users who send requests, and a Prometheus that watches. Time
 * stands still until {@link #advanceTo}; the world has had a little more than an hour before the release can begin. The same
 * scenery, scenario, seed and calls always give the same numbers. Drive it from one thread; its servers take calls from many.
 */
public final class Simulation implements AutoCloseable {
    private static final Instant RELEASE_START = Instant.parse("2026-01-05T10:00:00Z");
    private static final Duration HISTORY = Duration.ofMinutes(65);
    private static final String SPEC = """
            cluster: simulation
            namespace: %s
            workload: %s
            image: %s
            traffic: %s
            weights: %s
            source: prometheus
            metrics:
              - errorRatio:
                  total: 'http_requests_total{namespace="{{namespace}}",pod=~"{{pods}}"}'
                  bad: 'http_requests_total{namespace="{{namespace}}",pod=~"{{pods}}",code=~"5.."}'
                  critical: true
              - latency:
                  histogram: 'http_request_duration_seconds_bucket{namespace="{{namespace}}",pod=~"{{pods}}"}'
                  slo: 500ms
            """;

    private final SimulatedClock clock;
    private final SimulatedCluster cluster;
    private final Scenery scenery;
    private final SimulatedService service;
    private final Scraper scraper;
    private final SimulatedPrometheus prometheus;
    private final Instant releaseStart;
    private final long grid;

    private Simulation(Scenario scenario, Scenery scenery, Watching watching, long seed, Instant releaseStart) {
        this.releaseStart = releaseStart;
        this.clock = SimulatedClock.at(releaseStart.minus(HISTORY));
        this.cluster = SimulatedCluster.start(clock);
        this.scenery = scenery;
        this.service = new SimulatedService(cluster, scenery.namespace(), scenario, seed);
        SampleStore store = new SampleStore();
        this.scraper = new Scraper(scenery.namespace(), watching.interval(), store);
        this.grid = Scraper.grid(watching.interval()).toMillis();
        this.prometheus = SimulatedPrometheus.start(new PrometheusAnswers(store, clock, watching.lag()));
    }

    /**
     * How closely the service is watched.
     *
     * @param interval time between two scrapes of a pod, whole seconds
     * @param lag how long a sample takes until it can be queried
     */
    public record Watching(Duration interval, Duration lag) {
        /** Every 15 s, without delay. */
        public static final Watching CLOSELY = new Watching(Duration.ofSeconds(15), Duration.ZERO);
    }

    /** Makes a world that is scraped every 15 s. */
    public static Simulation start(Scenario scenario, Scenery scenery, long seed) {
        return start(scenario, scenery, Watching.CLOSELY, seed);
    }

    /** Makes a world and lets it live until the release may begin. */
    public static Simulation start(Scenario scenario, Scenery scenery, Watching watching, long seed) {
        return start(scenario, scenery, watching, seed, RELEASE_START);
    }

    /** The same, at another time. */
    public static Simulation start(
            Scenario scenario, Scenery scenery, Watching watching, long seed, Instant releaseStart) {
        Simulation simulation = new Simulation(scenario, scenery, watching, seed, releaseStart);
        Instant birth = simulation.clock.instant();
        scenery.build(simulation.cluster, birth);
        simulation.clock.advanceTo(birth.plus(Scenery.STARTUP));
        simulation.advanceTo(releaseStart);
        simulation.service.release();
        return simulation;
    }

    /** What time it is in this world. */
    public Clock clock() {
        return clock;
    }

    /** When the release may begin: the time at which {@link #start} leaves the world. */
    public Instant releaseStart() {
        return releaseStart;
    }

    /** The cluster. */
    public SimulatedCluster cluster() {
        return cluster;
    }

    /** The Prometheus. */
    public SimulatedPrometheus prometheus() {
        return prometheus;
    }

    /** Where the Prometheus listens. */
    public String prometheusUrl() {
        return prometheus.url();
    }

    /** Where the traffic goes at this moment. */
    public TrafficMap traffic() {
        return TrafficMap.of(cluster, scenery.namespace(), Scenery.NAME);
    }

    /**
     * Lets the world live until then: controllers act, requests come, pods are scraped.
     *
     * @throws IllegalArgumentException if that time is over already
     */
    public void advanceTo(Instant until) {
        cluster.settle(scenery.namespace(), clock.instant());
        while (clock.instant().isBefore(until)) {
            long now = clock.instant().toEpochMilli();
            long step = Math.min(grid - Math.floorMod(now, grid), until.toEpochMilli() - now);
            Instant next = step == 0 ? until : Instant.ofEpochMilli(now + step);
            service.serve(Duration.between(clock.instant(), next), sinceRelease());
            clock.advanceTo(next);
            cluster.settle(scenery.namespace(), next);
            if (Math.floorMod(next.toEpochMilli(), grid) == 0) {
                scraper.scrape(service.pods(), next.toEpochMilli(), service.visible(sinceRelease()));
            }
        }
        clock.advanceTo(until);
    }

    private Duration sinceRelease() {
        return Duration.between(releaseStart, clock.instant());
    }

    /** What users met since the release began. */
    public Totals totals() {
        return service.totals();
    }

    /** Requests since the release began that were routed to where no ready pod was. */
    public long lostRequests() {
        return service.totals().lost();
    }

    /** A release specification that fits this world: cluster {@code simulation}, source {@code prometheus}. */
    public String exampleSpecYaml() {
        boolean routed = !scenery.routing().sharesPods();
        return SPEC.formatted(
                scenery.namespace(),
                scenery.routing().workload(),
                Scenery.CANARY_IMAGE,
                scenery.routing().traffic(),
                routed ? "[5, 25, 50]" : "[25, 50]");
    }

    @Override
    public void close() {
        prometheus.close();
        cluster.close();
    }
}

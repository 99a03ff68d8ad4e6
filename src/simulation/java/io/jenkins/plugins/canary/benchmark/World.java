package io.jenkins.plugins.canary.benchmark;

import static io.jenkins.plugins.canary.benchmark.Parameter.*;

import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.simulation.RecordedPrometheus;
import io.jenkins.plugins.canary.simulation.Sampler;
import io.jenkins.plugins.canary.simulation.SimulatedClock;
import io.jenkins.plugins.canary.target.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;

/**
 * One simulated release: a service in two versions, its users, and a Prometheus that scrapes both. Time passes in cells of one
 * scrape interval. The same workload, seed, run and weights give the same world; draws for traffic, for the noise around it and
 * for faults of the data come from streams of their own, so that worlds which differ in one are alike in the others. Not
 * thread-safe.
 */
final class World implements Stage {
    /** When the canary gets its first traffic. */
    static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    /** When a pod is replaced (methods 4: A8). */
    private static final Duration REPLACED_AFTER = Duration.ofMinutes(20);

    private static final double HOUR_MILLIS = 3_600_000;

    private final Workload workload;
    private final long cell;
    private final List<Integer> weights;
    private final long step;
    private final double pods;
    private final double canaryPods;
    private final double missing;
    private final double resets;
    private final double reviving;
    private final boolean replaces;
    private final SimulatedClock clock;
    private final RecordedPrometheus prometheus;
    private final Truth truth;
    private final Climate climate;
    private final Sampler past;
    private final Sampler stableTraffic;
    private final Sampler canaryTraffic;
    private final Sampler noise;
    private final Sampler faults;
    private final List<Instance> instances = new ArrayList<>();
    private int weight;
    private boolean steered;
    private double harm;

    /**
     * A world at the moment when the canary gets its first traffic.
     *
     * @param withPast whether somebody will ask for what was before
     */
    World(Workload workload, long seed, long run, boolean withPast) {
        this.workload = workload;
        cell = workload.millis(SCRAPE);
        weights = workload.weights();
        step = workload.millis(STEP);
        pods = workload.number(PODS);
        canaryPods = workload.number(CANARY_PODS);
        missing = workload.number(MISSING);
        resets = workload.number(RESETS) * cell / HOUR_MILLIS;
        reviving = workload.number(REVIVING) * cell / HOUR_MILLIS;
        replaces = workload.number(REPLACED) > 0;
        long length = withPast ? workload.millis(HISTORY) : 0;
        Instant birth = START.minusMillis(Math.max(length, workload.millis(READY)) / cell * cell + cell);
        clock = SimulatedClock.at(birth);
        prometheus = new RecordedPrometheus(clock, workload.duration(LAG));
        truth = new Truth(workload);
        past = stream(seed, run, 1);
        stableTraffic = stream(seed, run, 2);
        canaryTraffic = stream(seed, run, 3);
        noise = stream(seed, run, 4);
        faults = stream(seed, run, 5);
        climate = new Climate(workload, noise);
        people(birth);
        weight = 0;
        while (clock.instant().isBefore(START)) {
            pass();
        }
        weight = weights.get(0);
    }

    /** Seeds of different streams have nothing to do with each other (mixing function of SplitMix64, Steele et al. 2014). */
    private static Sampler stream(long seed, long run, long stream) {
        long mixed = seed;
        for (long part : new long[] {run, stream}) {
            mixed = (mixed ^ part) * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
            mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
            mixed ^= mixed >>> 31;
        }
        return new Sampler(mixed);
    }

    private void people(Instant birth) {
        for (int i = 0; i < (int) canaryPods; i++) {
            instances.add(instance("checkout-canary-" + i, true, START.minus(workload.duration(READY))));
        }
        for (int i = 0; i < (int) pods; i++) {
            instances.add(instance("checkout-" + i, false, birth.minus(workload.duration(WARM_UP))));
        }
    }

    private Instance instance(String name, boolean canary, Instant readySince) {
        long spread = Math.min(cell - 1, workload.millis(JITTER));
        long phase = cell - (long) (faults.uniform() * spread);
        Map<String, String> labels = Instance.labels(name);
        Meter meter =
                switch (workload.text(METRIC)) {
                    case "latency" -> new LatencyMeter(prometheus, labels);
                    case "memory" -> new GaugeMeter(prometheus, labels);
                    case "restarts" -> new RestartMeter(prometheus, labels);
                    case "conversion" -> new ConversionMeter(prometheus, labels);
                    default -> new ErrorMeter(prometheus, labels, workload.number(LATE_SERIES) > 0);
                };
        return new Instance(name, canary, readySince, phase, meter, new Instance.Temper(workload, noise));
    }

    /** What it was made of. */
    Workload workload() {
        return workload;
    }

    @Override
    public ReleaseSpec spec() {
        return OurSpec.of(workload);
    }

    /** The end of the latest cell. */
    @Override
    public Instant now() {
        return clock.instant();
    }

    /** How long the canary has had traffic. */
    Duration age() {
        return Duration.between(START, now());
    }

    @Override
    public boolean over() {
        return age().compareTo(workload.duration(LENGTH)) >= 0;
    }

    /** Where numbers come from. */
    RecordedPrometheus prometheus() {
        return prometheus;
    }

    @Override
    public OkHttpClient client() {
        return prometheus.client();
    }

    @Override
    public int weight() {
        return weight;
    }

    /** The policy decides about the weights itself. */
    void steer(int percent) {
        steered = true;
        weight = percent;
    }

    @Override
    public List<Pod> pods(boolean canary) {
        return instances.stream()
                .filter(instance -> instance.canary() == canary)
                .map(Instance::pod)
                .toList();
    }

    /** How many of the canary's requests went wrong since its fault began: failed, or took longer than half a second. */
    double harm() {
        return harm;
    }

    /** One cell of time passes. */
    @Override
    public void advance() {
        pass();
        if (!steered) {
            weight = weights.get((int) Math.min(age().toMillis() / step, weights.size() - 1));
        }
    }

    private void pass() {
        Instant begin = clock.instant();
        climate.next(noise);
        if (replaces && begin.equals(START.plus(REPLACED_AFTER))) {
            replaceOne(begin);
        }
        for (Instance instance : instances) {
            live(instance, begin);
        }
        clock.advanceTo(begin.plusMillis(cell));
    }

    private void replaceOne(Instant now) {
        int at = instances.size() - 1;
        Instance old = instances.get(at);
        old.meter().end(now.toEpochMilli());
        instances.set(at, instance("checkout-replaced", false, now));
    }

    private void live(Instance instance, Instant begin) {
        boolean canary = instance.canary();
        Meter meter = instance.meter();
        Meter.Conditions conditions = truth.conditions(instance, climate, begin, weight, noise);
        chance(instance, begin);
        instance.restarted(conditions.restarts());
        meter.serve(expected(canary, begin), conditions, traffic(canary, begin));
        if (canary && truth.counts(begin)) {
            harm += meter.harm();
        }
        meter.count(instance.phase() / (double) cell, faults);
        long scrape = begin.toEpochMilli() + instance.phase();
        boolean there =
                !canary || !begin.isBefore(instance.readySince().truncatedTo(java.time.temporal.ChronoUnit.MINUTES));
        if (there && !(missing > 0 && faults.uniform() < missing)) {
            instance.scrape(scrape);
        }
        meter.count(1, faults);
    }

    private void chance(Instance instance, Instant begin) {
        if (resets > 0 && faults.uniform() < resets) {
            instance.meter().reset();
        }
        if (reviving > 0 && faults.uniform() < reviving) {
            instance.hideUntil(begin.toEpochMilli() + (long) ((2 + 8 * faults.uniform()) * 60_000));
        }
    }

    private Sampler traffic(boolean canary, Instant begin) {
        if (canary) {
            return canaryTraffic;
        }
        return begin.isBefore(START) ? past : stableTraffic;
    }

    private double expected(boolean canary, Instant begin) {
        double requests = climate.rps(begin.toEpochMilli()) * cell / 1000;
        return canary ? requests * weight / 100 / canaryPods : requests * (100 - weight) / 100 / pods;
    }
}

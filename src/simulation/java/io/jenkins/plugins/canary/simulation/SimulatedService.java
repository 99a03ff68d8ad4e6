package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.simulation.Scenario.Fault;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The service and its users: in every step of time requests arrive, go where the routes send them, and are answered by the pods
 * that are ready there. Pods of another template than the one that was there at first are the new version. Not thread-safe.
 */
final class SimulatedService {
    private final SimulatedCluster cluster;
    private final Scenery scenery;
    private final Scenario scenario;
    private final Sampler sampler;
    private final LatencyProfile usual;
    private final LatencyProfile faulty;
    private final TreeMap<String, PodCounters> pods = new TreeMap<>();
    private List<Container> original = List.of();
    private TrafficMap map = new TrafficMap(List.of());
    private long seen = -1;
    private Totals totals = Totals.NONE;

    SimulatedService(SimulatedCluster cluster, Scenery scenery, Scenario scenario, long seed) {
        this.cluster = cluster;
        this.scenery = scenery;
        this.scenario = scenario;
        this.sampler = new Sampler(seed);
        Fault fault = scenario.fault();
        this.usual = LatencyProfile.of(scenario.baseline(), 1, 0, Duration.ZERO);
        this.faulty = LatencyProfile.of(scenario.baseline(), fault.latencyFactor(), fault.slowShare(), fault.slowBy());
    }

    /**
     * Lets users send requests for so long.
     *
     * @param sinceRelease how long ago the release began; negative before
     */
    void serve(Duration step, Duration sinceRelease) {
        look();
        boolean fault = sinceRelease.compareTo(scenario.fault().from()) >= 0 && atWeight();
        boolean outage = scenario.outage()
                .filter(trouble -> sinceRelease.compareTo(trouble.from()) >= 0)
                .isPresent();
        long requests = sampler.poisson(scenario.rps() * step.toNanos() / 1e9);
        double[] parts =
                map.shares().stream().mapToDouble(TrafficMap.Share::part).toArray();
        long[] split = sampler.multinomial(requests, parts);
        for (int i = 0; i < parts.length; i++) {
            List<String> ready = map.shares().get(i).pods();
            if (ready.isEmpty()) {
                totals = totals.lost(split[i]);
                continue;
            }
            double[] even = new double[ready.size()];
            Arrays.fill(even, 1);
            long[] each = sampler.multinomial(split[i], even);
            for (int j = 0; j < each.length; j++) {
                answer(pods.get(ready.get(j)), each[j], fault, outage);
            }
        }
    }

    private void answer(PodCounters pod, long requests, boolean fault, boolean outage) {
        boolean sick = fault && pod.renewed();
        double errors = sick
                ? scenario.fault().errors().orElse(scenario.baseline().errors())
                : scenario.baseline().errors();
        if (outage) {
            errors = Math.max(errors, scenario.outage().get().errors());
        }
        LatencyProfile profile = sick ? faulty : usual;
        long bad = sampler.binomial(requests, errors);
        pod.count(requests, bad, sampler.multinomial(requests, profile.shares()), profile);
        totals = totals.answered(pod, requests, bad);
    }

    private boolean atWeight() {
        Set<String> renewed = pods.values().stream()
                .filter(PodCounters::renewed)
                .map(PodCounters::pod)
                .collect(Collectors.toSet());
        return map.toward(renewed) * 100 >= scenario.fault().weightFrom() - 1e-9;
    }

    /** Reads the cluster again if anything was changed there. */
    private void look() {
        long version = cluster.version(scenery.namespace());
        if (version == seen) {
            return;
        }
        seen = version;
        map = TrafficMap.of(cluster, scenery.namespace(), Scenery.NAME);
        List<Pod> running = cluster.view(Kind.POD, scenery.namespace()).stream()
                .filter(pod -> pod.getStatus() != null)
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                .toList();
        pods.keySet()
                .retainAll(
                        running.stream().map(pod -> pod.getMetadata().getName()).collect(Collectors.toSet()));
        running.forEach(this::meet);
    }

    private void meet(Pod pod) {
        if (original.isEmpty()) {
            original = pod.getSpec().getContainers();
        }
        pods.computeIfAbsent(
                pod.getMetadata().getName(),
                name -> new PodCounters(
                        name,
                        pod.getStatus().getPodIP() + ":8080",
                        !pod.getSpec().getContainers().equals(original)));
    }

    /** The pods that run, by name. */
    Collection<PodCounters> pods() {
        look();
        return pods.values();
    }

    /** Whether the pods can be scraped then. */
    boolean visible(Duration sinceRelease) {
        return scenario.outage()
                .filter(trouble -> sinceRelease.compareTo(trouble.blindFrom()) >= 0)
                .isEmpty();
    }

    /** Begins to count anew: the release starts now. */
    void release() {
        totals = Totals.NONE;
    }

    Totals totals() {
        return totals;
    }
}

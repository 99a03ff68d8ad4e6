package io.jenkins.plugins.canary.simulation;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.jenkins.plugins.canary.kubernetes.Kind;
import io.jenkins.plugins.canary.simulation.Scenario.Fault;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The service {@link Scenery#NAME} and its users: in every step of time requests arrive, go where the routes send them, and are
 * answered by the pods that are ready there. Pods of another template than the one that was there at first are the new version.
 *
 * <p>The scenario says what is wrong with the new version, unless its image does: {@code checkout:errors} has the fault of the
 * scenario {@code errors}, and so has {@code checkout:errors-7}, so that several versions can follow each other in one world.
 * Not thread-safe.
 */
public final class SimulatedService {
    private static final Pattern NUMBER = Pattern.compile("-\\d+$");

    private final ClusterView cluster;
    private final String namespace;
    private final Scenario scenario;
    private final Sampler sampler;
    private final LatencyProfile usual;
    private final Map<String, Fault> faults = new HashMap<>();
    private final Map<Fault, LatencyProfile> faulty = new HashMap<>();
    private final TreeMap<String, PodCounters> pods = new TreeMap<>();
    private List<Container> original = List.of();
    private TrafficMap map = new TrafficMap(List.of());
    private long seen = -1;
    private Totals totals = Totals.NONE;

    /** The service in that namespace, before its first request. */
    public SimulatedService(ClusterView cluster, String namespace, Scenario scenario, long seed) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.scenario = scenario;
        this.sampler = new Sampler(seed);
        this.usual = LatencyProfile.of(scenario.baseline(), 1, 0, Duration.ZERO);
    }

    /**
     * Lets users send requests for so long.
     *
     * @param sinceRelease how long ago the release began; negative before
     */
    public void serve(Duration step, Duration sinceRelease) {
        look();
        double weight = weight();
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
                Optional<PodCounters> pod = Optional.ofNullable(pods.get(ready.get(j)));
                if (pod.isPresent()) {
                    answer(pod.get(), each[j], shows(pod.get().fault(), sinceRelease, weight), outage);
                } else { // a proxy may not have heard yet that a pod is gone
                    totals = totals.lost(each[j]);
                }
            }
        }
    }

    private void answer(PodCounters pod, long requests, boolean sick, boolean outage) {
        double errors = sick
                ? pod.fault().errors().orElse(scenario.baseline().errors())
                : scenario.baseline().errors();
        if (outage) {
            errors = Math.max(errors, scenario.outage().get().errors());
        }
        LatencyProfile profile = sick ? faulty.computeIfAbsent(pod.fault(), this::profile) : usual;
        long bad = sampler.binomial(requests, errors);
        pod.count(requests, bad, sampler.multinomial(requests, profile.shares()), profile);
        totals = totals.answered(pod, requests, bad);
    }

    private LatencyProfile profile(Fault fault) {
        return LatencyProfile.of(scenario.baseline(), fault.latencyFactor(), fault.slowShare(), fault.slowBy());
    }

    private static boolean shows(Fault fault, Duration sinceRelease, double weight) {
        return sinceRelease.compareTo(fault.from()) >= 0 && weight >= fault.weightFrom() - 1e-9;
    }

    /** Percent of the traffic that the new version has. */
    private double weight() {
        Set<String> renewed = pods.values().stream()
                .filter(PodCounters::renewed)
                .map(PodCounters::pod)
                .collect(Collectors.toSet());
        return map.toward(renewed) * 100;
    }

    /** Reads the cluster again if anything was changed there. */
    private void look() {
        long version = cluster.version(namespace);
        if (version == seen) {
            return;
        }
        seen = version;
        // A cluster that goes on meanwhile: whom the routes name was there before they were read, or is there after it.
        List<Pod> before = running();
        map = TrafficMap.of(cluster, namespace, Scenery.NAME);
        List<Pod> met = Stream.concat(before.stream(), running().stream()).toList();
        pods.keySet()
                .retainAll(met.stream().map(pod -> pod.getMetadata().getName()).collect(Collectors.toSet()));
        met.forEach(this::meet);
    }

    private List<Pod> running() {
        return cluster.view(Kind.POD, namespace).stream()
                .filter(pod -> pod.getStatus() != null)
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                .toList();
    }

    private void meet(Pod pod) {
        if (original.isEmpty()) {
            original = pod.getSpec().getContainers();
        }
        List<Container> containers = pod.getSpec().getContainers();
        boolean renewed = !containers.equals(original);
        Fault fault = renewed ? fault(containers.get(0).getImage()) : Fault.NONE;
        pods.computeIfAbsent(
                pod.getMetadata().getName(),
                name -> new PodCounters(name, pod.getStatus().getPodIP() + ":8080", renewed, fault));
    }

    /** What is wrong with an image, also after its tag was replaced by its digest. */
    private Fault fault(String image) {
        return faults.computeIfAbsent(Images.id(image), id -> Images.tag(image)
                .map(tag -> NUMBER.matcher(tag).replaceFirst(""))
                .flatMap(name -> Optional.ofNullable(Scenario.named().get(name)))
                .orElse(scenario)
                .fault());
    }

    /** The pods that run, by name. */
    Collection<PodCounters> pods() {
        look();
        return pods.values();
    }

    /** The {@code /metrics} page of each pod that runs, by the pod's name. */
    public Map<String, String> pages() {
        look();
        Map<String, String> pages = new TreeMap<>();
        pods.forEach((pod, counters) -> pages.put(pod, Exposition.of(counters)));
        return pages;
    }

    /** Whether the pods can be scraped then. */
    boolean visible(Duration sinceRelease) {
        return scenario.outage()
                .filter(trouble -> sinceRelease.compareTo(trouble.blindFrom()) >= 0)
                .isEmpty();
    }

    /** Begins to count anew: the release starts now. */
    public void release() {
        totals = Totals.NONE;
    }

    /** What users met since then. */
    public Totals totals() {
        return totals;
    }
}

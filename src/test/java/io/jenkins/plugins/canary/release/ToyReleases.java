package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.target.TrafficSpec;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Releases for tests of the order of things. */
final class ToyReleases {
    static final Holder ME = new Holder("jenkins-1", "https://ci.example/", "https://ci.example/job/checkout/7/");
    static final Holder OTHER = new Holder("jenkins-2", "https://ci2.example/", "https://ci2.example/job/checkout/3/");
    static final TrafficSpec ISTIO = new TrafficSpec(RouterKind.ISTIO, Map.of("virtualService", "checkout"));

    private ToyReleases() {}

    static ReleaseSpec spec(List<Metric> metrics) {
        Duration hold = Duration.ofMinutes(5);
        return new ReleaseSpec(
                new Target("prod", "shop", WorkloadName.parse("checkout")),
                Changes.image("shop/checkout:2"),
                ISTIO,
                List.of(
                        new Step(Exposure.of(5), hold),
                        new Step(Exposure.of(25), hold),
                        new Step(Exposure.of(50), hold)),
                "prom",
                metrics,
                AnalysisSpec.DEFAULTS,
                Policies.DEFAULTS,
                Times.DEFAULTS);
    }

    static Release in(ToyWorld world, Journal journal) {
        Adapters adapters = adapters(world, journal);
        return new Release("r1", ME, spec(List.of()), adapters);
    }

    static Adapters adapters(ToyWorld world, Journal journal) {
        return new Adapters(
                world.claim(),
                world.workload(),
                traffic -> world.router(),
                name -> {
                    throw new RefusedException("no source " + name);
                },
                journal);
    }

    static ClaimRecord opening(Holder holder) {
        return opening(holder, Duration.ZERO);
    }

    static ClaimRecord opening(Holder holder, Duration forensics) {
        return ClaimRecord.opening(
                "r1",
                holder,
                ToyWorld.START,
                ToyWorld.START.plus(Duration.ofHours(24)),
                ISTIO,
                new RoutePlan(Separation.OWN_SERVICE, List.of("checkout"), Originals.NONE),
                new Originals("{\"template\":\"old\"}"),
                Duration.ofSeconds(30),
                forensics);
    }

    /** Keeps everything, as often as it is said. */
    static final class Notes implements Journal {
        private final List<Entry> entries = new ArrayList<>();

        @Override
        public boolean append(Entry entry) {
            return entries.add(entry);
        }

        @Override
        public List<Entry> story() {
            return entries.stream().filter(entry -> !entry.isNumbers()).toList();
        }

        @Override
        public void tell(int known, Consumer<Entry> listener) {
            entries.stream().skip(known).forEach(listener);
        }

        @Override
        public void flush() {}
    }
}

package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.simulation.ImageBehaviour;
import io.jenkins.plugins.canary.simulation.Routing;
import io.jenkins.plugins.canary.simulation.Scenario;
import io.jenkins.plugins.canary.simulation.Scenery;
import io.jenkins.plugins.canary.simulation.ServedKind;
import io.jenkins.plugins.canary.simulation.SimulatedPrometheus;
import io.jenkins.plugins.canary.simulation.Simulation;
import io.jenkins.plugins.canary.simulation.Simulation.Watching;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the simulated world is like. */
final class WorldOptions {
    private static final Watching LIVE = new Watching(Duration.ofSeconds(5), Duration.ZERO);
    private static final double BUSY = 2_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "healthy",
            description =
                    "healthy, errors, small-errors, slow-tail, late or outage: names for settings of the options below")
    private String scenario;

    @Option(names = "--errors", paramLabel = "RATIO", description = "share of the new version's requests that fail")
    private Optional<Double> errors;

    @Option(names = "--latency-factor", paramLabel = "FACTOR", description = "what its latencies are multiplied by")
    private Optional<Double> latencyFactor;

    @Option(names = "--slow-share", paramLabel = "RATIO", description = "share of its requests that take 800 ms longer")
    private Optional<Double> slowShare;

    @Option(names = "--from", paramLabel = "TIME", description = "when its fault begins, such as 17m")
    private Optional<Duration> from;

    @Option(names = "--weight-from", paramLabel = "PERCENT", description = "the weight from which its fault shows")
    private Optional<Double> weightFrom;

    @Option(
            names = "--outage",
            paramLabel = "TIME",
            description = "when both versions begin to fail; four minutes later the metrics vanish")
    private Optional<Duration> outage;

    @Option(names = "--rps", paramLabel = "RATE", description = "requests per second")
    private Optional<Double> rps;

    @Option(
            names = "--replicas",
            paramLabel = "PODS",
            defaultValue = "10",
            description = "pods of the running version; default: ${DEFAULT-VALUE}")
    private int replicas;

    @Option(
            names = "--routing",
            defaultValue = "HOST",
            description =
                    "host and subset: an Istio VirtualService, with a DestinationRule for subset; httproute: a Gateway API"
                            + " HTTPRoute; nginx: an Ingress of ingress-nginx; replicas: no router; partition and"
                            + " on_delete: no router, and a StatefulSet or DaemonSet")
    private Routing routing;

    @Option(
            names = "--trouble",
            description = "never-ready, no-route, no-rights (to change routes), html (Prometheus shows a login page)")
    private Optional<Trouble> trouble;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "the same seed gives the same run; default: ${DEFAULT-VALUE}")
    private long seed;

    /** Things that go wrong around a release. */
    enum Trouble {
        NEVER_READY {
            @Override
            void befall(Simulation simulation, Scenery scenery) {
                simulation
                        .cluster()
                        .behave(Scenery.CANARY_IMAGE, ImageBehaviour.SOUND.fated(ImageBehaviour.Fate.CANNOT_BE_PULLED));
            }
        },
        NO_ROUTE {
            @Override
            void befall(Simulation simulation, Scenery scenery) {
                simulation.cluster().remove(ServedKind.VIRTUAL_SERVICE, scenery.namespace(), Scenery.NAME);
            }
        },
        NO_RIGHTS {
            @Override
            void befall(Simulation simulation, Scenery scenery) {
                simulation.cluster().deny("update", "virtualservices");
                simulation.cluster().deny("create", "leases");
            }
        },
        HTML {
            @Override
            void befall(Simulation simulation, Scenery scenery) {
                simulation.prometheus().mood(SimulatedPrometheus.Mood.HTML_PAGE);
            }
        };

        abstract void befall(Simulation simulation, Scenery scenery);

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** Makes the world. */
    Simulation start() {
        return befallen(Simulation.start(scenario(), scenery(), seed));
    }

    /** Makes a world in which it is that time, and so much happens that minutes are enough for a verdict. */
    Simulation start(Instant now) {
        Scenario busy = rps.isPresent() ? scenario() : scenario().withRps(BUSY);
        return befallen(Simulation.start(busy, scenery(), LIVE, seed, now));
    }

    private Scenery scenery() {
        return Scenery.checkout("shop").routed(routing).replicas(replicas);
    }

    private Simulation befallen(Simulation simulation) {
        trouble.ifPresent(what -> what.befall(simulation, scenery()));
        return simulation;
    }

    private Scenario scenario() {
        try {
            Scenario made = Scenario.named(scenario);
            made = errors.map(made::withErrors).orElse(made);
            made = latencyFactor.map(made::withLatencyFactor).orElse(made);
            made = slowShare.map(made::withSlowShare).orElse(made);
            made = from.map(made::withFrom).orElse(made);
            made = weightFrom.map(made::withWeightFrom).orElse(made);
            made = rps.map(made::withRps).orElse(made);
            return outage.map(WorldOptions::outage).map(made::withOutage).orElse(made);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage());
        }
    }

    private static Scenario.Outage outage(Duration begin) {
        return new Scenario.Outage(begin, 0.6, begin.plus(Duration.ofMinutes(4)));
    }

    /** The weights that fit the routing where none are given. */
    List<Integer> usualWeights() {
        return routing.sharesPods() ? List.of(25, 50) : List.of(5, 25, 50);
    }
}

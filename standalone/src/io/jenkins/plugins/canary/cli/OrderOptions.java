package io.jenkins.plugins.canary.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.release.GiveOrder;
import io.jenkins.plugins.canary.target.Order;
import io.jenkins.plugins.canary.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every verb takes that orders something of an open release, whoever drives it. */
final class OrderOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private TargetOptions target;

    @Option(
            names = {"-w", "--workload"},
            paramLabel = "NAME",
            description = "the workload; default: the specification's")
    private Optional<String> workload;

    @Option(names = "--reason", paramLabel = "SENTENCE", defaultValue = "", description = "why, for the record")
    private String reason;

    @Mixin
    private ClusterOptions cluster;

    /** Makes the order. */
    interface Maker {
        Order order(Instant now, String who, String why);
    }

    /** Gives an order: writes it into the release's claim, and nothing else. */
    int give(Maker maker) throws InterruptedException {
        return give(maker, GiveOrder.Meant.ANY);
    }

    /** The same, refused if the claim shows anything else than was meant. */
    int give(Maker maker, GiveOrder.Meant meaning) throws InterruptedException {
        Console console = new Console(command.commandLine().getOut(), System.console() != null);
        KubernetesClient client = cluster.connect();
        Target meant = target.target(client, workload);
        Surroundings surroundings = Canary.surroundings(command);
        try (Session session = new Session(client, meant, surroundings)) {
            Order order =
                    maker.order(surroundings.clock().instant(), Session.holder().controller(), reason);
            Journal unkept = new MemoryJournal();
            try (Course course = session.course(console, unkept, Announcer.SILENT, Duration.ZERO)) {
                return course.run(
                                new GiveOrder(session.adapters(OrderOptions::noSource, unkept), meant, order, meaning))
                        .code();
            }
        }
    }

    private static MetricSource noSource(String name) {
        throw new IllegalStateException("an order reads no metrics, but it asked for " + name);
    }
}

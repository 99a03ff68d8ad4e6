package io.jenkins.plugins.canary.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.journal.FileJournal;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.notify.Destination;
import io.jenkins.plugins.canary.notify.Subject;
import io.jenkins.plugins.canary.notify.Told;
import io.jenkins.plugins.canary.release.Adapters;
import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.release.Rollback;
import io.jenkins.plugins.canary.release.RollbackFound;
import io.jenkins.plugins.canary.release.Undo;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RollbackTo;
import io.jenkins.plugins.canary.target.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes a release back, from any machine: what stands in the cluster is enough. */
@Command(
        name = "rollback",
        description = {
            "Takes the open release back: traffic home first, then the new version gone. Needs nothing but what stands in"
                    + " the cluster, so it works on any machine, whoever began the release.",
            "Exit code 0: the target is as it was before the release, or no release was open."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class RollbackVerb implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private TargetOptions target;

    @Option(
            names = {"-w", "--workload"},
            paramLabel = "NAME",
            description = "the workload; default: the specification's")
    private Optional<String> workload;

    @Option(
            names = "--reason",
            paramLabel = "SENTENCE",
            defaultValue = "rolled back on the command line",
            description = "why, for the record; default: ${DEFAULT-VALUE}")
    private String reason;

    @Option(
            names = "--undo",
            description =
                    "take back the last promotion: the running version becomes the one before, while its window lasts")
    private boolean undo;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private NotifyOptions notify;

    @Override
    public Integer call() throws InterruptedException {
        Console console = new Console(command.commandLine().getOut(), System.console() != null);
        KubernetesClient client = cluster.connect();
        Target meant = target.target(client, workload);
        try (Session session = new Session(client, meant, Canary.surroundings(command))) {
            Optional<ClaimRecord> claim = session.claim().map(ClaimState::claim);
            Journal journal = journal(claim);
            Duration drain = claim.map(ClaimRecord::drain).orElse(Duration.ZERO);
            Adapters adapters = session.adapters(RollbackVerb::noSource, journal);
            Subject subject = session.subject(claim.map(ClaimRecord::release).orElse(""));
            Told told = kept(claim).map(Told::beside).map(Told::in).orElseGet(Told::inMemory);
            try (Announcer announcer = notify.open(subject, told, listeners(session), session.clock());
                    Course course = session.course(console, journal, announcer, drain)) {
                ExitCode code = course.runUndisturbed(operation(adapters, meant, session));
                return (code == ExitCode.ROLLED_BACK ? ExitCode.OK : code).code();
            }
        }
    }

    /** Gates of the specification, where one was given, that are told of the end. */
    private List<Destination> listeners(Session session) {
        return target.read().map(session::listeners).orElse(List.of());
    }

    private Operation operation(Adapters adapters, Target meant, Session session) {
        if (undo) {
            return new Undo(adapters, meant, Session.holder(), reason);
        }
        return unclaimed(session)
                .<Operation>map(spec -> new RollbackFound(
                        new Release(session.begin(spec), Session.holder(), spec, adapters),
                        Outcome.ROLLED_BACK,
                        reason))
                .orElseGet(() -> new Rollback(adapters, Session.holder(), Outcome.ROLLED_BACK, reason));
    }

    /** The specification of a canary that something else made, which no release has, and from which all traffic is to go. */
    private Optional<ReleaseSpec> unclaimed(Session session) {
        boolean open = session.claim()
                .filter(state -> state.claim().phase() != Phase.DONE)
                .isPresent();
        return target.read().filter(spec -> !open && spec.terms().found().equals(Optional.of(RollbackTo.STABLE)));
    }

    private static Journal journal(Optional<ClaimRecord> claim) {
        return kept(claim).<Journal>map(FileJournal::open).orElseGet(MemoryJournal::new);
    }

    private static Optional<Path> kept(Optional<ClaimRecord> claim) {
        return claim.map(ClaimRecord::release).map(ReleaseOptions::journalOf).filter(Files::exists);
    }

    private static MetricSource noSource(String name) {
        throw new IllegalStateException("a rollback reads no metrics, but it asked for " + name);
    }
}

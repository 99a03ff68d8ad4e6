package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.journal.FileJournal;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a whole release against an embedded simulation. */
@Command(
        name = "rehearse",
        description =
                "Runs a whole progressive release against an embedded simulation: a Kubernetes API, users, a Prometheus.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class RehearseVerb implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private WorldOptions world;

    @Mixin
    private RehearsedSpec spec;

    @Option(
            names = "--speed",
            paramLabel = "TIMES",
            description = "how many times faster than life, for the eye; default: as fast as it can")
    private Optional<Double> speed;

    @Option(names = "--json", paramLabel = "FILE", description = "write the journal (JSON Lines) to this file")
    private Optional<Path> json;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            defaultValue = "canary-report.html",
            description = "write the HTML report to this file; default: ${DEFAULT-VALUE}")
    private Path report;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = new Console(command.commandLine().getOut(), System.console() != null);
        try (Simulation simulation = world.start()) {
            ReleaseSpec read = spec.read(simulation, world);
            Journal journal = journal();
            Rehearsal rehearsal = new Rehearsal(simulation, read, journal, console, speed);
            ExitCode code = rehearsal.run();
            console.line("Report: " + Reports.write(report, read, journal));
            return code.code();
        }
    }

    private Journal journal() throws IOException {
        if (json.isEmpty()) {
            return new MemoryJournal();
        }
        Files.deleteIfExists(json.get());
        return FileJournal.open(json.get());
    }
}

package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Keeps a simulated world alive, so that a Jenkins can release into it. */
@Command(
        name = "serve",
        description = {
            "Keeps a simulated world alive in real time until it is interrupted: a Kubernetes API, users, a Prometheus.",
            "Writes a kubeconfig, a Configuration as Code file and a Jenkinsfile that fit it.",
            "An image whose tag is the name of a scenario behaves like it: checkout:healthy, checkout:errors,"
                    + " checkout:slow-tail-7."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ServeVerb implements Callable<Integer> {
    private static final long STRIDE_MILLIS = 200;

    @Spec
    private CommandSpec command;

    @Mixin
    private WorldOptions options;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            defaultValue = "canary-world",
            description = "write the files into this folder; default: ${DEFAULT-VALUE}")
    private Path folder;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Clock clock = Clock.systemUTC();
        Console console = new Console(command.commandLine().getOut(), System.console() != null);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        try (Simulation simulation = options.start(now);
                Interruption interruption = Interruption.awaited(Duration.ofSeconds(5))) {
            LiveWorld world = new LiveWorld(simulation, clock);
            world.catchUp();
            world.write(folder.toAbsolutePath().normalize()).forEach(console::line);
            while (!interruption.requested()) {
                Thread.sleep(STRIDE_MILLIS);
                world.catchUp();
            }
            return ExitCode.INTERRUPTED.code();
        }
    }
}

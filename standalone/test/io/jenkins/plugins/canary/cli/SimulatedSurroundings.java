package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.simulation.Simulation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A simulated world in which the command runs as if the world were real: by kubeconfig, files and addresses. */
final class SimulatedSurroundings implements Surroundings {
    private final Simulation simulation;
    private final Path folder;
    private Optional<Instant> interruptedAt = Optional.empty();
    private final NavigableMap<Instant, Runnable> meanwhile = new TreeMap<>();

    SimulatedSurroundings(Simulation simulation, Path folder) {
        this.simulation = simulation;
        this.folder = folder;
        write("kubeconfig", simulation.cluster().kubeconfig());
        write("canary.yaml", simulation.exampleSpecYaml());
    }

    /** Somebody presses Ctrl-C that long after the release began. */
    void interruptAfter(Duration time) {
        interruptedAt = Optional.of(simulation.releaseStart().plus(time));
    }

    /** Somebody does something that long after the release began, while a command is running. */
    void after(Duration time, Runnable deed) {
        meanwhile.put(simulation.releaseStart().plus(time), deed);
    }

    /** A file in the folder. */
    String write(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a verb with the world's specification, sources and journal. */
    Said release(String verb, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                verb,
                folder.resolve("canary.yaml").toString(),
                "--source",
                "prometheus=" + simulation.prometheusUrl(),
                "--journal",
                folder.resolve("journal.jsonl").toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    /** Runs a command in the world's cluster. */
    Said run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--kubeconfig", folder.resolve("kubeconfig").toString()));
        return runAlone(all.toArray(String[]::new));
    }

    /** Runs a command as it is given. */
    Said runAlone(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Canary.run(new PrintWriter(out), new PrintWriter(err), this, arguments);
        return new Said(code, out.toString(), err.toString());
    }

    @Override
    public Clock clock() {
        return simulation.clock();
    }

    @Override
    public Time time(Interruption interruption) {
        Time time = undisturbedTime();
        return new Time() {
            @Override
            public Instant now() {
                return time.now();
            }

            @Override
            public void waitUntil(Instant instant) throws InterruptedException {
                time.waitUntil(instant);
                while (!meanwhile.isEmpty() && !meanwhile.firstKey().isAfter(now())) {
                    meanwhile.pollFirstEntry().getValue().run();
                }
                if (interruptedAt.filter(at -> !at.isAfter(now())).isPresent()) {
                    interruption.request();
                }
            }
        };
    }

    @Override
    public Time undisturbedTime() {
        return new SimulatedTime(simulation, Optional.empty());
    }

    /** What a command ended with. */
    record Said(int code, String out, String err) {}
}

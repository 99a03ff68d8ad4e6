package io.jenkins.plugins.canary.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The command {@code canary} as a process of its own. */
final class Command implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private final Process process;
    private final Path output;

    private Command(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it.
     *
     * @param directory where it runs, and leaves what it says
     */
    static Command start(Path directory, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m"));
        command.addAll(program());
        command.addAll(arguments);
        try {
            Path output = Files.createTempFile(directory, arguments.get(0) + "-", ".out");
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new Command(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What users run, where it is built; else the same classes. */
    private static List<String> program() {
        return Optional.ofNullable(System.getProperty("canary.jar"))
                .map(jar -> List.of("-jar", jar))
                .orElseGet(() ->
                        List.of("-cp", System.getProperty("java.class.path"), "io.jenkins.plugins.canary.cli.Canary"));
    }

    /** Waits for its end and returns its exit code. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("no end after " + LONGEST + ": " + said());
        }
        return process.exitValue();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Everything it said so far. */
    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

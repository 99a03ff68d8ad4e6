package io.jenkins.plugins.canary.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** One of the servers that {@code e2e/servers} makes, as a process of ours that can be stopped and started again. */
final class Server {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final List<String> command = new ArrayList<>();
    private final Path log;
    private final Callable<Boolean> answers;
    private Optional<Process> process = Optional.empty();

    /**
     * A server that is not started yet.
     *
     * @param home where its log is written
     * @param answers whether it is there, once it was started; anything thrown means no
     */
    Server(String program, Path home, Callable<Boolean> answers, String... arguments) {
        this.command.add(program(program).toString());
        this.command.addAll(List.of(arguments));
        this.log = home.resolve(program + ".log");
        this.answers = answers;
    }

    private static Path program(String name) {
        String cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .orElseGet(() -> System.getProperty("user.home") + "/.cache");
        Path program = Path.of(Optional.ofNullable(System.getenv("CANARY_E2E_SERVERS"))
                        .orElse(cache + "/canary-pipeline/servers"))
                .resolve(name);
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException("there is no " + program + "; e2e/servers makes it");
        }
        return program;
    }

    /** Starts it and waits until it answers. It does not outlive this process. */
    synchronized Server start() {
        Process started = begin();
        process = Optional.of(started);
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        Awaitility.await(command.get(0) + " answers (its log is " + log + ")")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .failFast(command.get(0) + " ended; see " + log, () -> !isRunning())
                .ignoreExceptions()
                .until(answers);
        return this;
    }

    private Process begin() {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isRunning() {
        return process.filter(Process::isAlive).isPresent();
    }

    /** Ends it as a machine that breaks does, without a word to anybody. */
    synchronized void kill() {
        process.ifPresent(running -> {
            running.destroyForcibly();
            ended(running);
        });
        process = Optional.empty();
    }

    private static void ended(Process running) {
        try {
            running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A port that nobody listens on. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

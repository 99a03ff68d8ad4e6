package io.jenkins.plugins.canary.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A Chromium of this machine without a window, started for tests and gone after them. */
public final class Chromium implements AutoCloseable {
    private static final List<String> PLACES = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path profile;
    private final Process process;
    private final DevTools wire;

    private Chromium(Path executable) {
        try {
            profile = Files.createTempDirectory("canary-chromium");
            process = new ProcessBuilder(command(executable))
                    .redirectErrorStream(true)
                    .redirectOutput(profile.resolve("output.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(executable + " cannot be started: " + e.getMessage(), e);
        }
        wire = new DevTools(address());
    }

    /** Where it is on this machine: where the variable CHROMIUM of the environment says, or where packages put it. */
    public static Optional<Path> installed() {
        return Stream.concat(Stream.ofNullable(System.getenv("CHROMIUM")), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts one. */
    public static Chromium start() {
        return new Chromium(installed()
                .orElseThrow(() -> new IllegalStateException("no Chromium here: install it, or set CHROMIUM")));
    }

    private List<String> command(Path executable) {
        List<String> command = new ArrayList<>(List.of(
                executable.toString(),
                "--headless=new",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-dev-shm-usage",
                "--disable-extensions",
                "--disable-gpu",
                "--disable-sync",
                "--font-render-hinting=none",
                "--force-color-profile=srgb",
                "--hide-scrollbars",
                "--lang=en-US"));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--no-sandbox"); // it refuses to start otherwise, as in a container
        }
        command.add("about:blank");
        return command;
    }

    private URI address() {
        Path port = profile.resolve("DevToolsActivePort");
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> Files.exists(port) && lines(port).size() >= 2);
        List<String> lines = lines(port);
        return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tab with cookies of its own that nobody else sees. */
    public Tab open() {
        String context = wire.send("", "Target.createBrowserContext", Map.of())
                .path("browserContextId")
                .asText();
        String target = wire.send("", "Target.createTarget", Map.of("url", "about:blank", "browserContextId", context))
                .path("targetId")
                .asText();
        String session = wire.send("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asText();
        return new Tab(wire, session, context);
    }

    @Override
    public void close() {
        wire.close();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        sweep();
    }

    /** What it still writes while it dies stays where temporary files are. */
    private void sweep() {
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            profile.toFile().deleteOnExit();
        }
    }
}

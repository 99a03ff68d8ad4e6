package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.simulation.Simulation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** A simulated world in which it is as late as on another clock. Not thread-safe. */
final class LiveWorld {
    private final Simulation simulation;
    private final Clock clock;

    LiveWorld(Simulation simulation, Clock clock) {
        this.simulation = simulation;
        this.clock = clock;
    }

    /** Lets everything happen that was due until now; nothing where the clock was put back. */
    void catchUp() {
        Instant now = clock.instant();
        if (now.isAfter(simulation.clock().instant())) {
            simulation.advanceTo(now);
        }
    }

    /**
     * Writes what a Jenkins needs into that folder.
     *
     * @return what to tell the person who asked, line by line
     */
    List<String> write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path kubeconfig = folder.resolve("kubeconfig.yaml");
        Path configuration = folder.resolve("jenkins.yaml");
        Path jenkinsfile = folder.resolve("Jenkinsfile");
        Files.writeString(kubeconfig, simulation.cluster().kubeconfig());
        Files.writeString(
                configuration,
                example("jenkins.yaml")
                        .replace("/etc/jenkins/kubeconfig.yaml", kubeconfig.toString())
                        .replace("http://prometheus.example:9090", simulation.prometheusUrl()));
        Files.writeString(jenkinsfile, example("Jenkinsfile"));
        return List.of(
                "A simulated cluster with a service in it, until you interrupt:",
                "  kubeconfig             " + kubeconfig,
                "  Prometheus             " + simulation.prometheusUrl(),
                "  Configuration as Code  " + configuration,
                "  Jenkinsfile            " + jenkinsfile);
    }

    private static String example(String name) throws IOException {
        try (InputStream text = LiveWorld.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

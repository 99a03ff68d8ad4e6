package io.jenkins.plugins.canary.steps;

import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.canary.simulation.Scenario;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/**
 * Writes what this version keeps in a JENKINS_HOME, as test data for later ones: {@code mvn test -Dtest=HomeOfToday} makes
 * {@code target/home.zip}. No test, and not run among the tests.
 */
class HomeOfToday {
    @RegisterExtension
    private final World world = new World();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TestExtension
    public static final class Time extends World.Time {}

    @Test
    void isWritten() throws Throwable {
        sessions.then(jenkins -> {
            finished(jenkins, "promoted", Scenario.HEALTHY, Scripts.ROLLOUT);
            finished(jenkins, "rejected", Scenario.HEALTHY.withErrors(0.2), Scripts.ROLLOUT);
            finished(jenkins, "held", Scenario.HEALTHY.withRps(0.01), Scripts.hasty(Scripts.ROLLOUT));
            world.start(Scenario.HEALTHY);
            world.configure();
            world.holdAfter(Duration.ofMinutes(4));
            Scripts.start(jenkins, "running", Scripts.ROLLOUT);
            await().atMost(World.PATIENCE).until(world::isHeld);
        });
        zip(sessions.getHome().toPath(), Path.of("target", "home.zip"));
    }

    private void finished(JenkinsRule jenkins, String job, Scenario scenario, String script) throws Exception {
        world.start(scenario);
        world.configure();
        jenkins.waitForCompletion(Scripts.start(jenkins, job, script));
    }

    /** What is ours, and what Pipeline needs beside it. */
    private static void zip(Path home, Path archive) throws IOException {
        try (OutputStream file = Files.newOutputStream(archive);
                ZipOutputStream out = new ZipOutputStream(file);
                Stream<Path> files = Files.walk(home)) {
            for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = home.relativize(path).toString();
                boolean ours = name.startsWith("jobs/") || name.startsWith("io.jenkins.plugins.canary.");
                if (ours || name.equals("org.jenkinsci.plugins.workflow.flow.FlowExecutionList.xml")) {
                    out.putNextEntry(new ZipEntry(name));
                    Files.copy(path, out);
                    out.closeEntry();
                }
            }
        }
    }
}

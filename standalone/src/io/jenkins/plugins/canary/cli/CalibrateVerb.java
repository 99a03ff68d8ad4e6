package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.metrics.SourceException;
import io.jenkins.plugins.canary.release.Calibrator;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.target.RefusedException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says how noisy the metrics are, and how often releases that never were would have failed. */
@Command(
        name = "calibrate",
        description = {
            "Replays the judge over the past of the running version, with each of its pods in turn as the canary. Says",
            "how noisy each metric is, how many false alarms there would have been, and how long a release takes."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class CalibrateVerb implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private SpecFile spec;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private SourceOptions sources;

    @Override
    public Integer call() {
        ReleaseSpec read = spec.read();
        Surroundings surroundings = Canary.surroundings(command);
        try (Session session = new Session(cluster.connect(), read.target(), surroundings)) {
            Release release = new Release(
                    "calibration", Session.holder(), read, session.adapters(sources.open(), new MemoryJournal()));
            PrintWriter out = command.commandLine().getOut();
            Calibrator.lines(release, surroundings.clock().instant())
                    .forEach(line -> out.println(Console.printable(line)));
            out.flush();
            return ExitCode.OK.code();
        } catch (SourceException e) {
            throw new RefusedException(e.getMessage());
        }
    }
}

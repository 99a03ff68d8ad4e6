package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.metrics.SourceException;
import io.jenkins.plugins.canary.release.Calibrator;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
    @Mixin
    private Inquiry inquiry;

    @Override
    public Integer call() {
        try {
            return inquiry.ask((session, spec) -> "calibration", (release, session, now, out) -> {
                Calibrator.lines(release, now).forEach(line -> out.println(Console.printable(line)));
                return ExitCode.OK;
            });
        } catch (SourceException e) {
            throw new RefusedException(e.getMessage());
        }
    }
}

package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.release.Shift;
import io.jenkins.plugins.canary.target.RefusedException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives the new version another weight. */
@Command(
        name = "shift",
        description = "Gives the new version another weight.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ShiftVerb implements Callable<Integer> {
    @Mixin
    private ReleaseOptions options;

    @Option(names = "--weight", required = true, paramLabel = "PERCENT", description = "percent of traffic, 1 to 100")
    private int weight;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (weight < 1 || weight > 100) {
            throw new RefusedException("--weight: " + weight + " is not within 1 to 100");
        }
        return options.with(Session::last, (release, course) -> course.run(new Shift(release, weight)));
    }
}

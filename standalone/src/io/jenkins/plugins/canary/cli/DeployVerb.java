package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.release.Deploy;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Puts the new version beside the running one and gives it its first weight. */
@Command(
        name = "deploy",
        description = "Puts the new version beside the running one and gives it its first weight.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class DeployVerb implements Callable<Integer> {
    @Mixin
    private ReleaseOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return options.with(
                Session::begin, (release, course) -> course.run(new Deploy(release), new RollbackOf(release)));
    }
}

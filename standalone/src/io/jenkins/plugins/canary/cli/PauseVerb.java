package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.release.GiveOrder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Keeps the new version at its weight until somebody resumes. */
@Command(
        name = "pause",
        description =
                "Keeps the new version at its weight until somebody resumes: it goes on to be judged, a FAIL still takes it back, and the release still expires.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class PauseVerb implements Callable<Integer> {
    @Mixin
    private OrderOptions options;

    @Override
    public Integer call() throws InterruptedException {
        return options.give(GiveOrder::pause);
    }
}

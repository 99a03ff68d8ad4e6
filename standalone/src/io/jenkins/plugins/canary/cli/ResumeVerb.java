package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.release.GiveOrder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets a paused release go on. */
@Command(
        name = "resume",
        description = "Lets a paused release go on. The time of the pause does not count against maxDuration.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ResumeVerb implements Callable<Integer> {
    @Mixin
    private OrderOptions options;

    @Override
    public Integer call() throws InterruptedException {
        return options.give(GiveOrder::resume);
    }
}

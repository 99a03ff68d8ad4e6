package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.release.GiveOrder;
import io.jenkins.plugins.canary.target.RefusedException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives a release more time. */
@Command(
        name = "extend",
        description =
                "Gives a release more time: an undecided analysis ends later, a person is waited for longer, and the release expires later.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ExtendVerb implements Callable<Integer> {
    @Mixin
    private OrderOptions options;

    @Option(names = "--by", required = true, paramLabel = "TIME", description = "how much longer, such as 30m")
    private Duration by;

    @Override
    public Integer call() throws InterruptedException {
        if (by.isZero()) {
            throw new RefusedException("--by: 0 is no more time; give one such as 30m");
        }
        return options.give((now, who, why) -> GiveOrder.extend(now, who, why, by));
    }
}

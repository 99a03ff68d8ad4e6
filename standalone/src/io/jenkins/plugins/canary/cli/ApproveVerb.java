package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.release.GiveOrder;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Approves that the new version leaves the weight that it has. */
@Command(
        name = "approve",
        description =
                "Approves that the new version leaves the weight that it has, where a step of the specification says approval. It counts for that weight alone, and the numbers must allow it too.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ApproveVerb implements Callable<Integer> {
    @Mixin
    private OrderOptions options;

    @Option(
            names = "--weight",
            paramLabel = "PERCENT",
            description = "refuse if the new version has another weight by now; default: whatever it has")
    private Optional<Integer> weight;

    @Override
    public Integer call() throws InterruptedException {
        OptionalInt meant = weight.map(OptionalInt::of).orElseGet(OptionalInt::empty);
        return options.give(GiveOrder::approve, new GiveOrder.Meant(Optional.empty(), meant));
    }
}

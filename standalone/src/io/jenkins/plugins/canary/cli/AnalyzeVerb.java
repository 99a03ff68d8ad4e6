package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.release.Analyze;
import io.jenkins.plugins.canary.release.AnalyzeFound;
import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Release;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Watches the new version at its weight until there is a verdict; takes it back at once if it harms. */
@Command(
        name = "analyze",
        description =
                "Watches the new version at its weight until there is a verdict; takes it back at once if it harms.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class AnalyzeVerb implements Callable<Integer> {
    @Mixin
    private ReleaseOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return options.with(Session::current, (release, course) -> verdict(course.run(operation(release)), release));
    }

    private static Operation operation(Release release) {
        return release.spec().changes().found().isPresent() ? new AnalyzeFound(release) : new Analyze(release);
    }

    private static ExitCode verdict(ExitCode code, Release release) {
        return code != ExitCode.OK
                ? code
                : release.adapters().journal().story().stream()
                        .filter(Entry.Judged.class::isInstance)
                        .map(Entry.Judged.class::cast)
                        .reduce((earlier, later) -> later)
                        .map(judged -> ExitCode.of(judged.verdict()))
                        .orElse(ExitCode.UNDECIDED);
    }
}

package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.release.Rollout;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a whole release: deploys it, raises its weights while it is judged, and promotes it or takes it back. */
@Command(
        name = "run",
        description =
                "Runs a whole release: deploys it, raises its weights while it is judged, and promotes it or takes it back.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class RunVerb implements Callable<Integer> {
    @Mixin
    private ReleaseOptions options;

    @Mixin
    private PromotionFile promotion;

    @Option(
            names = "--resume",
            description = "go on with the release that is open, after the command that began it died")
    private boolean resume;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return options.with(
                resume ? Session::last : Session::begin,
                (release, course) ->
                        course.run(promotion.written(release, new Rollout(release)), new RollbackOf(release)));
    }
}

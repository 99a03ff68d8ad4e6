package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.release.Adopt;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the new version the stable one. Refuses unless the last verdict at its weight is as good as the specification requires. */
@Command(
        name = "promote",
        description =
                "Makes the new version the stable one. Refuses unless the last verdict at its weight is as good as the specification requires.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class PromoteVerb implements Callable<Integer> {
    @Mixin
    private ReleaseOptions options;

    @Mixin
    private PromotionFile promotion;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return options.with(
                Session::current,
                (release, course) ->
                        course.run(promotion.written(release, Adopt.promoting(release)), new RollbackOf(release)));
    }
}

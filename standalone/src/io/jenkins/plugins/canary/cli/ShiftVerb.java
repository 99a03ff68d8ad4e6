package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.release.Adopt;
import io.jenkins.plugins.canary.release.Exposures;
import io.jenkins.plugins.canary.release.Shift;
import io.jenkins.plugins.canary.release.SpecReader;
import io.jenkins.plugins.canary.target.Exposure;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
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

    @Option(names = "--weight", paramLabel = "PERCENT", description = "percent of traffic, 0 to 100")
    private Integer weight;

    @Option(
            names = "--cohort",
            paramLabel = "COHORT",
            description = "users who all get the canary, as in a specification: '{header: x-user-group, value: beta}'")
    private String cohort;

    @Option(
            names = "--mirror",
            paramLabel = "PERCENT",
            description = "percent of requests that a canary which serves nobody gets copies of, 1 to 100")
    private Integer mirror;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Exposure exposure = Exposures.of(given());
        return options.with(
                Session::current, (release, course) -> course.run(new Adopt(release, new Shift(release, exposure))));
    }

    private Map<String, Object> given() {
        Map<String, Object> given = new LinkedHashMap<>();
        if (weight != null) {
            given.put("weight", weight);
        }
        if (cohort != null) {
            given.put("cohort", SpecReader.parse(cohort));
        }
        if (mirror != null) {
            given.put("mirror", mirror);
        }
        return given;
    }
}

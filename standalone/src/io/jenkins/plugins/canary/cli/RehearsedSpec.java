package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.release.SpecReader;
import io.jenkins.plugins.canary.simulation.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is released. */
final class RehearsedSpec {
    @Option(
            names = "--spec",
            paramLabel = "FILE",
            description = "release what this canary.yaml says, instead of a specification that fits the simulation")
    private Optional<Path> file;

    @Option(names = "--weights", paramLabel = "PERCENT", split = ",", description = "weights, such as 5,25,50")
    private List<Integer> weights;

    @Option(names = "--hold", paramLabel = "TIME", description = "how long each weight is watched, such as 5m")
    private Optional<String> hold;

    /** Reads the specification. */
    ReleaseSpec read(Simulation simulation, WorldOptions world) throws IOException {
        if (file.isPresent()) {
            return SpecReader.read(Files.readString(file.get()));
        }
        List<Integer> asked = weights == null ? world.usualWeights() : weights;
        String example = simulation
                .exampleSpecYaml()
                .replaceFirst(
                        "(?m)^weights: .*$",
                        "weights: " + asked
                                + hold.map(time -> "\nhold: " + time).orElse(""));
        return SpecReader.read(example);
    }
}

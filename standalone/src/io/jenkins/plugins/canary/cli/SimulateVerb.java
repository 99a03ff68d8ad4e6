package io.jenkins.plugins.canary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.canary.benchmark.Benchmark;
import io.jenkins.plugins.canary.benchmark.Policies;
import io.jenkins.plugins.canary.benchmark.ResultPage;
import io.jenkins.plugins.canary.benchmark.Scenarios;
import io.jenkins.plugins.canary.benchmark.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the detection benchmark. */
@Command(
        name = "simulate",
        description = "Lets a policy decide about many simulated releases of which the truth is known.",
        abbreviateSynopsis = true,
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class SimulateVerb implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            split = ",",
            description = "ours, ours-plain (without a look for faults that begin late), flagger, argo or kayenta")
    private List<Policies> policies = List.of();

    @Option(
            names = "--scenario",
            paramLabel = "ID",
            split = ",",
            description = "A1 to A13, where nothing is wrong with the canary, and F1 to F16, where something is")
    private List<String> scenarios = List.of();

    @Option(names = "--runs", paramLabel = "NUMBER", defaultValue = "1000", description = "default: ${DEFAULT-VALUE}")
    private int runs;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "the same seed gives the same releases, to every policy; default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--json", description = "one JSON object per policy and scenario, each on a line")
    private boolean json;

    @Option(
            names = "--dump",
            paramLabel = "DIR",
            description = "also write what Prometheus would answer in each release, and the truth; see 'judge --from'")
    private Optional<Path> dump;

    @Option(
            names = "--page",
            paramLabel = "DIR",
            description = "also write the results as a table (benchmark-table.md) and a chart (benchmark.svg)")
    private Optional<Path> page;

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description = "with --page: results of earlier runs, one JSON object per line; they are shown too")
    private Optional<Path> earlier;

    @Mixin
    private ParameterOptions parameters;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (earlier.isEmpty() && (policies.isEmpty() || scenarios.isEmpty())) {
            throw new ParameterException(command.commandLine(), "say which --policy and which --scenario");
        }
        if (runs < 1) {
            throw new ParameterException(command.commandLine(), "--runs: " + runs + " is not a number of at least 1");
        }
        PrintWriter out = command.commandLine().getOut();
        List<JsonNode> results = earlier.isPresent() ? read(earlier.get()) : new ArrayList<>();
        for (String name : scenarios) {
            for (Policies policy : policies) {
                Scenarios scenario = scenario(name);
                Workload workload = parameters.applied(scenario.workload());
                Benchmark benchmark = Benchmark.of(policy, scenario, workload);
                if (dump.isPresent()) {
                    benchmark.dump(dump.get(), runs, seed);
                }
                Benchmark.Result result = benchmark.run(runs, seed);
                results.add(result.json());
                out.println(json ? result.json().toString() : result.json().toPrettyString());
                out.flush();
            }
        }
        if (page.isPresent()) {
            ResultPage shown = new ResultPage(results);
            Files.createDirectories(page.get());
            Files.writeString(page.get().resolve("benchmark-table.md"), shown.markdown());
            Files.writeString(page.get().resolve("benchmark.svg"), shown.svg());
        }
        return ExitCode.OK.code();
    }

    private Scenarios scenario(String name) {
        try {
            return Scenarios.named(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--scenario: " + e.getMessage());
        }
    }

    private static List<JsonNode> read(Path file) throws IOException {
        List<JsonNode> results = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            results.add(new ObjectMapper().readTree(line));
        }
        return results;
    }
}

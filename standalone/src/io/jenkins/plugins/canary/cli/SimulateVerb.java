package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.benchmark.Benchmark;
import io.jenkins.plugins.canary.benchmark.Policies;
import io.jenkins.plugins.canary.benchmark.Scenarios;
import io.jenkins.plugins.canary.benchmark.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
            required = true,
            description = "ours, ours-plain (without a look for faults that begin late), flagger, argo or kayenta")
    private List<Policies> policies;

    @Option(
            names = "--scenario",
            paramLabel = "ID",
            split = ",",
            required = true,
            description = "A1 to A13, where nothing is wrong with the canary, and F1 to F16, where something is")
    private List<String> scenarios;

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

    @Mixin
    private ParameterOptions parameters;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        for (String name : scenarios) {
            for (Policies policy : policies) {
                Scenarios scenario = Scenarios.named(name);
                Workload workload = parameters.applied(scenario.workload());
                Benchmark benchmark = Benchmark.of(policy, scenario, workload);
                if (dump.isPresent()) {
                    benchmark.dump(dump.get(), runs, seed);
                }
                Benchmark.Result result = benchmark.run(runs, seed);
                out.println(json ? result.json().toString() : result.json().toPrettyString());
                out.flush();
            }
        }
        return ExitCode.OK.code();
    }
}

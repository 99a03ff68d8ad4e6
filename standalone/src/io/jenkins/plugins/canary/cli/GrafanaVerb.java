package io.jenkins.plugins.canary.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes dashboards of Grafana for what a specification measures. */
@Command(
        name = "grafana",
        description = {
            "Writes three dashboards for Grafana, executive.json, on-call.json and debug.json, with canary beside baseline"
                    + " in everything that the specification measures. Asks no cluster.",
            "Import them by Dashboards » New » Import, or from a provisioned folder."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class GrafanaVerb implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private SpecFile spec;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "where they are written, default: the current directory")
    private Path folder;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = command.commandLine().getOut();
        Dashboards dashboards = new Dashboards(spec.read());
        Files.createDirectories(folder);
        for (Map.Entry<String, ObjectNode> dashboard : dashboards.all().entrySet()) {
            Path file = folder.resolve(dashboard.getKey() + ".json");
            Files.writeString(
                    file,
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(dashboard.getValue())
                            + "\n");
            out.println(file);
        }
        dashboards.left().forEach(name -> out.println("Not drawn, because no Prometheus has it: " + name));
        return ExitCode.OK.code();
    }
}

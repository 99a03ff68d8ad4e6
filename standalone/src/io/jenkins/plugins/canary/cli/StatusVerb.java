package io.jenkins.plugins.canary.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.kubernetes.Claims;
import io.jenkins.plugins.canary.kubernetes.FabricKubernetesApi;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the releases of a namespace. */
@Command(
        name = "status",
        description = "Shows the releases of a namespace, open and over, as their claims tell.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class StatusVerb implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private TargetOptions target;

    @Option(names = "--json", description = "as a JSON array")
    private boolean json;

    @Mixin
    private ClusterOptions cluster;

    @Override
    public Integer call() throws JsonProcessingException {
        try (KubernetesClient client = cluster.connect()) {
            String namespace = target.namespace(client);
            List<Claims.Found> found = Claims.list(new FabricKubernetesApi(client), namespace);
            PrintWriter out = command.commandLine().getOut();
            ClaimTable table = new ClaimTable(
                    namespace, found, Canary.surroundings(command).clock().instant());
            out.print(json ? table.json() : table.text());
            out.flush();
            return ExitCode.OK.code();
        }
    }
}

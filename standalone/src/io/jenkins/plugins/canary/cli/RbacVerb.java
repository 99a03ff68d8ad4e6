package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.kubernetes.CanaryNames;
import io.jenkins.plugins.canary.kubernetes.ClusterPods;
import io.jenkins.plugins.canary.kubernetes.DeploymentRights;
import io.jenkins.plugins.canary.kubernetes.LeastRole;
import io.jenkins.plugins.canary.kubernetes.Right;
import io.jenkins.plugins.canary.kubernetes.Workloads;
import io.jenkins.plugins.canary.metrics.ClusterSource;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.traffic.Routers;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what a release must be allowed to do. */
@Command(
        name = "rbac",
        description =
                "Prints the least Role that lets a service account make the release, and its RoleBinding, as YAML for"
                        + " kubectl apply. Asks no cluster.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class RbacVerb implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private SpecFile spec;

    @Option(
            names = "--service-account",
            paramLabel = "[NAMESPACE/]NAME",
            defaultValue = "canary",
            description = "who gets the Role; default: ${DEFAULT-VALUE}, in the specification's namespace")
    private String account;

    @Override
    public Integer call() {
        ReleaseSpec read = spec.read();
        String namespace = read.target().namespace();
        List<Right> rights = new ArrayList<>(Workloads.rights(
                read.target().workload(), read.terms(), read.times().keepForensics(), read.changes()));
        rights.addAll(Routers.rights(read.traffic(), Optional.empty()));
        if (read.metrics().stream().anyMatch(metric -> asksForUsage(metric, read.source()))) {
            rights.addAll(ClusterPods.rights());
        }
        rights.addAll(DeploymentRights.useful());
        int slash = account.indexOf('/');
        PrintWriter out = command.commandLine().getOut();
        out.print(new LeastRole(namespace, CanaryNames.lease(read.target().workload()), rights)
                .yaml(slash < 0 ? namespace : account.substring(0, slash), account.substring(slash + 1)));
        out.flush();
        return ExitCode.OK.code();
    }

    private static boolean asksForUsage(Metric metric, String usual) {
        String own = metric.settings().source();
        return (own.isEmpty() ? usual : own).equals(ClusterSource.NAME) && ClusterSource.needsUsage(metric);
    }
}

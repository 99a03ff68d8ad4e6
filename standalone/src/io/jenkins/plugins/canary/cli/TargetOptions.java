package io.jenkins.plugins.canary.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which target, by its specification or by its name. */
final class TargetOptions {
    @Parameters(
            arity = "0..1",
            paramLabel = "SPEC",
            description = "the release's specification; not needed where the options say what is meant")
    private Optional<Path> spec;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "the namespace; default: the specification's, else the context's")
    private Optional<String> namespace;

    /** The namespace that is meant. */
    String namespace(KubernetesClient client) {
        return namespace
                .or(() -> spec.map(SpecFile::read).map(read -> read.target().namespace()))
                .orElseGet(() -> ClusterOptions.namespace(client));
    }

    /** The target that is meant, in a namespace that {@link #namespace} tells. */
    Target target(KubernetesClient client, Optional<String> workload) {
        WorkloadName name = workload.map(TargetOptions::workload)
                .or(() -> spec.map(SpecFile::read).map(read -> read.target().workload()))
                .orElseThrow(
                        () -> new RefusedException("say which workload: by a specification, or by --workload NAME"));
        return new Target("", namespace(client), name);
    }

    /** The specification, if there is one. */
    Optional<ReleaseSpec> read() {
        return spec.map(SpecFile::read);
    }

    private static WorkloadName workload(String text) {
        try {
            return WorkloadName.parse(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--workload: " + e.getMessage());
        }
    }
}

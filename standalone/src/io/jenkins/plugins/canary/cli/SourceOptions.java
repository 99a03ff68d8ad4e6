package io.jenkins.plugins.canary.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where the specification's metric sources are. */
final class SourceOptions {
    @Option(
            names = "--source",
            paramLabel = "NAME=URL",
            description = "address of the Prometheus that the specification calls NAME; once for each")
    private final Map<String, URI> addresses = new LinkedHashMap<>();

    @Option(
            names = "--source-token",
            paramLabel = "NAME=FILE",
            description = "file with the bearer token of that source; default: the environment variable"
                    + " CANARY_SOURCE_NAME_TOKEN, or CANARY_SOURCE_NAME_USER and CANARY_SOURCE_NAME_PASSWORD"
                    + " (NAME in capitals, _ for anything but letters and digits)")
    private final Map<String, Path> tokens = new LinkedHashMap<>();

    @Option(
            names = "--sources",
            paramLabel = "FILE",
            description =
                    "file with metric sources of any kind, with tenants, headers and certificates; see docs/metrics.md")
    private Path file;

    Sources open() {
        return new Sources(addresses, tokens, file == null ? Map.of() : SourceFile.read(file), System::getenv);
    }
}

package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.release.SpecReader;
import io.jenkins.plugins.canary.target.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** What is released, as a file says it. */
final class SpecFile {
    @Parameters(paramLabel = "SPEC", description = "the release's specification, such as canary.yaml")
    private Path file;

    ReleaseSpec read() {
        return read(file);
    }

    static ReleaseSpec read(Path file) {
        try {
            return SpecReader.read(Files.readString(file));
        } catch (IOException e) {
            throw new RefusedException(
                    "SPEC: " + file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }
}

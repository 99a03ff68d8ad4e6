package io.jenkins.plugins.canary.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Progress;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The file that tells other programs which version becomes the stable one, as soon as that is decided. */
final class PromotionFile {
    @Option(
            names = "--promotion",
            paramLabel = "FILE",
            description =
                    "when the promotion begins, write the judged images to this file (JSON); with promote: external"
                            + " something else reads it, sets them, and is waited for")
    private Optional<Path> file = Optional.empty();

    /** The operation, with the file written on its way. */
    Operation written(Release release, Operation operation) {
        return file.<Operation>map(path -> new Writing(release, operation, path))
                .orElse(operation);
    }

    private static final class Writing implements Operation {
        private final Release release;
        private final Operation operation;
        private final Path path;
        private boolean written;

        Writing(Release release, Operation operation, Path path) {
            this.release = release;
            this.operation = operation;
            this.path = path;
        }

        @Override
        public Progress tick(Instant now) {
            Progress progress = operation.tick(now);
            if (!written) {
                release.adapters()
                        .claim()
                        .read()
                        .map(ClaimState::claim)
                        .filter(claim -> claim.release().equals(release.id()))
                        .ifPresent(this::write);
            }
            return progress;
        }

        private void write(ClaimRecord claim) {
            claim.promotion().ifPresent(promotion -> {
                ObjectNode json = new ObjectMapper()
                        .createObjectNode()
                        .put("release", release.id())
                        .put("target", release.spec().target().toString());
                ObjectNode images = json.putObject("images");
                new TreeMap<>(promotion.images()).forEach(images::put);
                try {
                    Files.writeString(path, json.toPrettyString() + "\n");
                } catch (IOException e) {
                    throw new UncheckedIOException(path + " cannot be written", e);
                }
                written = true;
            });
        }
    }
}

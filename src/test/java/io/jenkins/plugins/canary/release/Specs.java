package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.canary.target.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Specifications for tests. */
final class Specs {
    /** Where the sources are, in both builds. */
    static final Path ROOT = Path.of(System.getProperty("canary.root", "."));

    /** The least that can be said. */
    static final String SMALL = """
            namespace: shop
            workload: checkout
            image: shop/checkout:2
            traffic: replicas
            weights: [5, 25, 50]
            """;

    /** The least that can be said with a metric, which is the last line. */
    static final String WITH_METRICS = SMALL + "metrics:\n";

    private Specs() {}

    /** The smallest specification with one line (that begins alike) put in the place of another, or at the end. */
    static String with(String line) {
        String key = line.substring(0, line.indexOf(':') + 1);
        String others = SMALL.lines().filter(old -> !old.startsWith(key)).reduce("", (all, old) -> all + old + "\n");
        return others + line + "\n";
    }

    /** The smallest specification without a line. */
    static String without(String key) {
        return SMALL.lines().filter(old -> !old.startsWith(key + ":")).reduce("", (all, old) -> all + old + "\n");
    }

    static List<String> problems(String text) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> SpecReader.read(text));
        return refused == null ? List.of() : refused.problems();
    }

    static String file(String path) {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

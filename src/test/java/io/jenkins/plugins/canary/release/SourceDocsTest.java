package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.metrics.DataKind;
import io.jenkins.plugins.canary.metrics.SourceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of sources says what the code says. To write it anew: {@code -Dtest=SourceDocsTest -Dcanary.write-docs=true}. */
class SourceDocsTest {
    private static final String PAGE = "docs/metrics.md";
    private static final String BEGIN = "<!-- written by SourceDocsTest: begin -->\n";
    private static final String END = "<!-- written by SourceDocsTest: end -->\n";

    @Test
    void theTableIsThatOfTheCode() throws IOException {
        String page = Specs.file(PAGE);
        String expected = page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                + "| source | kind | "
                + Stream.of(DataKind.values()).map(DataKind::toString).collect(Collectors.joining(" | "))
                + " | credentials | tested with | what to know |\n|---|---|"
                + "---|".repeat(DataKind.values().length) + "---|---|---|\n"
                + Stream.of(SourceKind.values()).map(SourceDocsTest::row).collect(Collectors.joining())
                + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("canary.write-docs")) {
            Files.writeString(Specs.ROOT.resolve(PAGE), expected);
        }

        assertThat(Specs.file(PAGE))
                .as("%s is out of date; write it anew with -Dtest=SourceDocsTest -Dcanary.write-docs=true", PAGE)
                .isEqualTo(expected);
    }

    private static String row(SourceKind kind) {
        return "| " + kind.title() + " | `" + kind.word() + "` | "
                + Stream.of(DataKind.values())
                        .map(data -> kind.kinds().contains(data) ? "yes" : "–")
                        .collect(Collectors.joining(" | "))
                + " | " + credentials(kind) + " | " + kind.proof() + " | " + kind.note() + " |\n";
    }

    private static String credentials(SourceKind kind) {
        return kind.isRemote()
                ? "none, basic, bearer, client certificate, headers" + (kind.hasTenants() ? ", tenant" : "")
                : "–";
    }
}

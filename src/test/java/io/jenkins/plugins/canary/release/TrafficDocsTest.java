package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.target.RouterKind;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of routers says what the code says. To write it anew: {@code -Dtest=TrafficDocsTest -Dcanary.write-docs=true}. */
class TrafficDocsTest {
    private static final String PAGE = "docs/traffic.md";
    private static final String BEGIN = "<!-- written by TrafficDocsTest: begin -->\n";
    private static final String END = "<!-- written by TrafficDocsTest: end -->\n";

    @Test
    void theTableOfRoutersIsThatOfTheCode() throws IOException {
        String page = Specs.file(PAGE);
        String expected =
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table() + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("canary.write-docs")) {
            Files.writeString(Specs.ROOT.resolve(PAGE), expected);
        }

        assertThat(Specs.file(PAGE)).isEqualTo(expected);
    }

    private static String table() {
        return Stream.of(RouterKind.values())
                .map(TrafficDocsTest::row)
                .collect(Collectors.joining(
                        "",
                        "| router | weight | cohort | a user stays with a version | mirror | TCP |\n|---|---|---|---|---|---|\n",
                        ""));
    }

    private static String row(RouterKind kind) {
        RouterKind.Abilities can = kind.abilities();
        return Stream.of(can.weight(), can.cohort(), can.affinity(), can.mirror(), can.tcp())
                .map(cell -> Optional.ofNullable(cell).orElse("–"))
                .collect(Collectors.joining(" | ", "| `" + kind.word() + "` | ", " |\n"));
    }
}

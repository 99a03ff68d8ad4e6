package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** {@code docs/gates.md} says what the code says. To write it anew: {@code -Dtest=GateDocsTest -Dcanary.write-docs=true}. */
class GateDocsTest {
    private static final String BEGIN = "<!-- types: begin -->\n";
    private static final String END = "<!-- types: end -->";

    @Test
    void theTableIsThatOfTheCode() throws IOException {
        String page = Specs.file("docs/gates.md");
        String expected = page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                + GateReference.types()
                + "\n"
                + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("canary.write-docs")) {
            Files.writeString(Specs.ROOT.resolve("docs/gates.md"), expected);
        }

        assertThat(Specs.file("docs/gates.md")).isEqualTo(expected);
    }
}

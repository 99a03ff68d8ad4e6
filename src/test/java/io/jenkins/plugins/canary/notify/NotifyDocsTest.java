package io.jenkins.plugins.canary.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/notifications.md} says what the code says. To write it anew: {@code -Dtest=NotifyDocsTest -Dcanary.write-docs=true}. */
class NotifyDocsTest {
    private static final Path PAGE = Path.of(System.getProperty("canary.root", "."), "docs/notifications.md");

    @ParameterizedTest
    @ValueSource(strings = {"occasions", "severities", "kinds"})
    void theTablesAreThoseOfTheCode(String name) throws IOException {
        String table =
                switch (name) {
                    case "occasions" -> NotifyReference.occasions();
                    case "severities" -> NotifyReference.severities();
                    default -> NotifyReference.kinds();
                };
        String begin = "<!-- " + name + ": begin -->\n";
        String end = "<!-- " + name + ": end -->";
        String page = Files.readString(PAGE);
        String expected = page.substring(0, page.indexOf(begin) + begin.length())
                + table
                + "\n"
                + page.substring(page.indexOf(end));
        if (Boolean.getBoolean("canary.write-docs")) {
            Files.writeString(PAGE, expected);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    @Test
    void theRecipeNamesTheHeadersThatAreSent() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains("X-Canary-Event", "X-Canary-Delivery", "X-Canary-Timestamp", "X-Canary-Signature");
    }
}

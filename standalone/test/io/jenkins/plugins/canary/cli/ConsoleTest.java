package io.jenkins.plugins.canary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private static final Instant TEN = Instant.parse("2026-01-05T10:00:00Z");

    private final StringWriter written = new StringWriter();

    @Test
    void aStatusInALogIsALineAndNoMoreThanOneAMinute() {
        Console log = new Console(new PrintWriter(written), false);
        log.status(TEN, "waiting for 1 pod");
        log.status(TEN.plusSeconds(15), "waiting for 2 pods");
        log.status(TEN.plusSeconds(60), "waiting for 3 pods");
        assertThat(written.toString())
                .isEqualToNormalizingNewlines("10:00:00  … waiting for 1 pod\n10:01:00  … waiting for 3 pods\n");
    }

    @Test
    void aStatusOnATerminalIsWrittenOverItself() {
        Console terminal = new Console(new PrintWriter(written), true);
        terminal.status(TEN, "one");
        terminal.status(TEN, "two");
        terminal.event(TEN, "Happened");
        assertThat(written.toString()).contains("\r\u001b[2K10:00:00  … two").endsWith("10:00:00  Happened\n");
    }

    @Test
    void noControlCharacterOfAPodsMessageReachesTheTerminal() {
        new Console(new PrintWriter(written), true).event(TEN, "crash\u001b[31m\nloop\u0007");
        assertThat(written.toString()).isEqualToNormalizingNewlines("10:00:00  crash [31m loop \n");
    }
}

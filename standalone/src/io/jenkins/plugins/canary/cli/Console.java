package io.jenkins.plugins.canary.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Talks to the person in front of the terminal: what happened, line by line, and below it one status that is written over
 * itself. Where nobody looks (a pipe, a build log) the status is a plain line, and no more than one a minute.
 */
final class Console {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final String ERASE_LINE = "\r\u001b[2K";
    private static final int WIDTH = 160;
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final PrintWriter out;
    private final boolean terminal;
    private String shown = "";
    private Instant nextLine = Instant.MIN;

    Console(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Something happened. */
    void event(Instant at, String sentence) {
        erase();
        out.println(TIME.format(at) + "  " + printable(sentence));
        out.flush();
    }

    /** What is waited for. */
    void status(Instant at, String sentence) {
        String text = shorten(printable(sentence));
        if (terminal) {
            out.print(ERASE_LINE + TIME.format(at) + "  … " + text);
            out.flush();
        } else if (!at.isBefore(nextLine)) {
            out.println(TIME.format(at) + "  … " + text);
            out.flush();
            nextLine = at.plus(QUIET);
        }
        shown = text;
    }

    /** A line of its own, without a time. */
    void line(String text) {
        erase();
        out.println(text);
        out.flush();
    }

    private void erase() {
        if (terminal && !shown.isEmpty()) {
            out.print(ERASE_LINE);
            shown = "";
        }
    }

    /** Pod messages and labels are hostile text: no control character of theirs reaches the terminal. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private static String shorten(String text) {
        return text.length() <= WIDTH ? text : text.substring(0, WIDTH - 1) + "…";
    }
}

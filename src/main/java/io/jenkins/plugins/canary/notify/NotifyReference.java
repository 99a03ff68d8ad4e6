package io.jenkins.plugins.canary.notify;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of {@code docs/notifications.md}, made from the code. */
public final class NotifyReference {
    private NotifyReference() {}

    /** What is told when, and how grave it is. */
    public static String occasions() {
        return Stream.concat(
                        Stream.of("| `occasions` | what has happened | severity |", "|---|---|---|"),
                        Stream.of(Occasion.values())
                                .map(occasion -> "| `" + occasion.word() + "` | " + occasion.meaning() + " | "
                                        + occasion.severity() + " |"))
                .collect(Collectors.joining("\n"));
    }

    /** Severities and what they mean. */
    public static String severities() {
        return Stream.concat(
                        Stream.of("| severity | is |", "|---|---|"),
                        Stream.of(Severity.values())
                                .map(severity -> "| `" + severity.word() + "` | " + severity.meaning() + " |"))
                .collect(Collectors.joining("\n"));
    }

    /** Kinds of destination and what has to be said of them. */
    public static String kinds() {
        return Stream.concat(
                        Stream.of("| kind | what arrives | from | needs | may have |", "|---|---|---|---|---|"),
                        Stream.of(Kind.values())
                                .map(kind -> "| `" + kind.word() + "` | " + kind.meaning() + " | `"
                                        + kind.least().word() + "` | " + options(kind, kind.needed()) + " | "
                                        + options(kind, kind.optional()) + " |"))
                .collect(Collectors.joining("\n"));
    }

    private static String options(Kind kind, List<Option> options) {
        return options.isEmpty()
                ? "–"
                : options.stream()
                        .map(option -> "`" + option.word() + "`: " + kind.explained(option))
                        .collect(Collectors.joining("<br>"));
    }
}

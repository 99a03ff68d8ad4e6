package io.jenkins.plugins.canary.release;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of {@code docs/gates.md}, made from the code. */
public final class GateReference {
    private GateReference() {}

    /** Kinds of gates, when they are asked, and what their answers do. */
    public static String types() {
        return Stream.concat(
                        Stream.of("| `type` | is asked | 2xx: | anything else: |", "|---|---|---|---|"),
                        Stream.of(GateType.values())
                                .map(type -> "| `" + type.word() + "` | " + type.when() + " | " + type.yes() + " | "
                                        + type.no() + " |"))
                .collect(Collectors.joining("\n"));
    }
}

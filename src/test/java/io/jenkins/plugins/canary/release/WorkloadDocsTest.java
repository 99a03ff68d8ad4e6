package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.target.WorkloadKind;
import io.jenkins.plugins.canary.target.WorkloadKind.Manner;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The table in {@code docs/workloads.md} says what the code says. To write it anew: {@code -Dcanary.write-docs=true}. */
class WorkloadDocsTest {
    private static final String PAGE = "docs/workloads.md";
    private static final String BEGIN = "<!-- written by WorkloadDocsTest: begin -->\n";
    private static final String END = "<!-- written by WorkloadDocsTest: end -->\n";

    @Test
    void theTableIsThatOfTheCode() throws IOException {
        String page = Specs.file(PAGE);
        String expected =
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table() + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("canary.write-docs")) {
            Files.writeString(Specs.ROOT.resolve(PAGE), expected);
        }
        assertThat(Specs.file(PAGE))
                .as("write it anew with -Dtest=WorkloadDocsTest -Dcanary.write-docs=true")
                .isEqualTo(expected);
    }

    private static String table() {
        StringBuilder table =
                new StringBuilder("| workload | write | clone | in place | fresh baseline |\n|---|---|---|---|---|\n");
        for (WorkloadKind kind : WorkloadKind.values()) {
            table.append("| ").append(kind.kind());
            table.append(" | `").append(kind == WorkloadKind.DEPLOYMENT ? "checkout" : kind.word() + "/checkout");
            table.append("` | ").append(mark(kind.manner() == Manner.CLONE));
            table.append(" | ").append(mark(kind.manner() == Manner.IN_PLACE));
            table.append(" | ")
                    .append(mark(SpecFields.ROOT.fields().stream()
                                    .filter(field -> field.name().equals("baseline"))
                                    .anyMatch(field ->
                                            field.type().schema().toString().contains("\"fresh\""))
                            && kind.manner() == Manner.CLONE));
            table.append(" |\n");
        }
        return table.toString();
    }

    private static String mark(boolean offered) {
        return offered ? "yes" : "–";
    }
}

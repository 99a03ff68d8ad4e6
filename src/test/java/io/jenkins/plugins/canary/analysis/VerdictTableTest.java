package io.jenkins.plugins.canary.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.analysis.Findings.Said;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTableTest {
    /** A letter where something was found: Alarm, Trouble, Unpassed, uNripe, Suspicion, Due, Over. */
    @ParameterizedTest
    @CsvSource({
        "A,      FAIL,         WORSE,        true",
        "ATUNSO, FAIL,         WORSE,        true",
        "T,      INCONCLUSIVE, SOURCE_DOWN,  false",
        "TUNS,   INCONCLUSIVE, SOURCE_DOWN,  false",
        "TO,     INCONCLUSIVE, SOURCE_DOWN,  true",
        "'',     PASS,         ALL_PASSED,   true",
        "O,      PASS,         ALL_PASSED,   true",
        "S,      INCONCLUSIVE, TOO_FEW,      false",
        "SO,     MARGINAL,     SUSPECT,      true",
        "SD,     MARGINAL,     SUSPECT,      true",
        "UD,     INCONCLUSIVE, TOO_FEW,      false",
        "USD,    INCONCLUSIVE, TOO_FEW,      false",
        "TD,     INCONCLUSIVE, SOURCE_DOWN,  false",
        "U,      INCONCLUSIVE, TOO_FEW,      false",
        "N,      INCONCLUSIVE, TOO_FEW,      false",
        "UO,     INCONCLUSIVE, TOO_FEW,      true",
        "NO,     INCONCLUSIVE, TOO_FEW,      true",
        "USO,    INCONCLUSIVE, SUSPECT,      true"
    })
    void theFirstRowThatHoldsCounts(String found, Verdict.Kind kind, Reason reason, boolean decided) {
        VerdictTable.Row row = VerdictTable.decide(findings(found), () -> "all is well");
        assertThat(row.kind()).isEqualTo(kind);
        assertThat(row.said().reason()).isEqualTo(reason);
        assertThat(row.decided()).isEqualTo(decided);
    }

    @Test
    void allThatIsMissingIsSaid() {
        VerdictTable.Row row = VerdictTable.decide(findings("UN"), () -> "all is well");
        assertThat(row.said().sentence()).isEqualTo("not decided yet: unpassed; unripe");
    }

    private static Findings findings(String found) {
        return new Findings(
                said(found, "A", Reason.WORSE, "alarm"),
                said(found, "T", Reason.SOURCE_DOWN, "trouble"),
                said(found, "U", Reason.TOO_FEW, "unpassed"),
                said(found, "N", Reason.TOO_FEW, "unripe"),
                said(found, "S", Reason.SUSPECT, "suspicion"),
                found.contains("D") || found.contains("O"),
                found.contains("O"));
    }

    private static Optional<Said> said(String found, String letter, Reason reason, String sentence) {
        return found.contains(letter) ? Optional.of(new Said(reason, sentence)) : Optional.empty();
    }
}

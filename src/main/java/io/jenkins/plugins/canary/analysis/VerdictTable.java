package io.jenkins.plugins.canary.analysis;

import io.jenkins.plugins.canary.analysis.Findings.Said;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * From findings to a verdict; the first row that holds counts.
 *
 * <table>
 * <caption>Rows</caption>
 * <tr><td>an alarm</td><td>FAIL, at once</td></tr>
 * <tr><td>trouble with the data</td><td>INCONCLUSIVE</td></tr>
 * <tr><td>all required metrics passed long enough, nothing suspicious</td><td>PASS, at once</td></tr>
 * <tr><td>the time is over; all passed, something is suspicious</td><td>MARGINAL</td></tr>
 * <tr><td>the time is over: extended instead of guessed</td><td>INCONCLUSIVE, not decided</td></tr>
 * <tr><td>the extensions are over too</td><td>INCONCLUSIVE, decided</td></tr>
 * <tr><td>otherwise</td><td>INCONCLUSIVE, not decided</td></tr>
 * </table>
 *
 * <p>MARGINAL is better than INCONCLUSIVE, so it too needs that harm is excluded.
 */
final class VerdictTable {
    private VerdictTable() {}

    /** What is decided, and with which words. */
    record Row(Verdict.Kind kind, Said said, boolean decided) {}

    /** The row for these findings; {@code allPassed} is said if nothing is wrong. */
    static Row decide(Findings findings, Supplier<String> allPassed) {
        if (findings.alarm().isPresent()) {
            return new Row(Verdict.Kind.FAIL, findings.alarm().get(), true);
        }
        if (findings.trouble().isPresent()) {
            return new Row(Verdict.Kind.INCONCLUSIVE, findings.trouble().get(), findings.over());
        }
        boolean passed = findings.unpassed().isEmpty() && findings.unripe().isEmpty();
        if (passed && findings.suspicion().isEmpty()) {
            return new Row(Verdict.Kind.PASS, new Said(Reason.ALL_PASSED, allPassed.get()), true);
        }
        if (passed && findings.due()) {
            return new Row(Verdict.Kind.MARGINAL, findings.suspicion().get(), true);
        }
        return undecided(findings);
    }

    private static Row undecided(Findings findings) {
        List<Said> reasons = Stream.of(findings.suspicion(), findings.unpassed(), findings.unripe())
                .flatMap(Optional::stream)
                .toList();
        String why = reasons.stream().map(Said::sentence).collect(Collectors.joining("; "));
        String when = findings.over()
                ? "undecided at the end of the time: "
                : findings.due() ? "undecided, so it goes on for longer: " : "not decided yet: ";
        Reason reason = findings.over() ? reasons.get(0).reason() : Reason.TOO_FEW;
        return new Row(Verdict.Kind.INCONCLUSIVE, new Said(reason, when + why), findings.over());
    }
}

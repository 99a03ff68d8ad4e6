package io.jenkins.plugins.canary.cli;

import io.jenkins.plugins.canary.metrics.Finding;
import io.jenkins.plugins.canary.release.Examination;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says which series the sources have for a target, and what is missing. */
@Command(
        name = "doctor",
        description = {
            "Says which series exist for the target, what is missing for its metrics, and what to do. Changes nothing.",
            "Exit code 0: nothing is missing."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class DoctorVerb implements Callable<Integer> {
    @Mixin
    private Inquiry inquiry;

    @Override
    public Integer call() {
        return inquiry.ask(
                (session, spec) ->
                        session.claim().map(state -> state.claim().release()).orElse("doctor"),
                (release, session, now, out) -> {
                    Map<String, List<Finding>> findings = Examination.of(release, now);
                    if (findings.isEmpty()) {
                        out.println("The specification has no metrics.");
                    }
                    findings.values().stream()
                            .flatMap(List::stream)
                            .forEach(finding ->
                                    out.println(word(finding.state()) + " " + Console.printable(finding.sentence())));
                    boolean missing = findings.values().stream()
                            .flatMap(List::stream)
                            .anyMatch(finding -> finding.state() == Finding.State.MISSING);
                    out.println(
                            missing
                                    ? "Something is missing: a release would be refused, or not judged."
                                    : "Nothing is missing.");
                    return missing ? ExitCode.REFUSED : ExitCode.OK;
                });
    }

    private static String word(Finding.State state) {
        return switch (state) {
            case THERE -> "ok     ";
            case DOUBTFUL -> "note   ";
            case MISSING -> "missing";
        };
    }
}

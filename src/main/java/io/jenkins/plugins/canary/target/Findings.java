package io.jenkins.plugins.canary.target;

import java.util.List;

/**
 * What was found before a release; each one sentence.
 *
 * @param problems what makes it impossible
 * @param warnings what does not, but people should know
 */
public record Findings(List<String> problems, List<String> warnings) {
    /** Nothing to tell. */
    public static final Findings NONE = new Findings(List.of(), List.of());

    /** Copies the lists. */
    public Findings {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }
}

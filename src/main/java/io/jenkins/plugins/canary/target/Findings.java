package io.jenkins.plugins.canary.target;

import java.util.List;
import java.util.stream.Stream;

/**
 * What was found before a release; each one sentence.
 *
 * @param problems what makes it impossible
 * @param warnings what does not, but people should know
 */
public record Findings(List<String> problems, List<String> warnings) {
    /** Nothing to tell. */
    public static final Findings NONE = new Findings(List.of(), List.of());

    /** The same with more that makes it impossible. */
    public Findings and(List<String> more) {
        return new Findings(Stream.concat(problems.stream(), more.stream()).toList(), warnings);
    }

    /** Copies the lists. */
    public Findings {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }
}

package io.jenkins.plugins.canary.target;

import java.util.List;

/** Something that a person must mend: wrong input, a missing object, a target that somebody else holds. Nothing was changed. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /** Several problems at once, each one sentence. */
    public RefusedException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One problem, in one sentence. */
    public RefusedException(String problem) {
        this(List.of(problem));
    }

    /** The sentences. */
    public List<String> problems() {
        return problems;
    }
}

package io.jenkins.plugins.canary.target;

import java.util.Locale;
import java.util.Objects;

/**
 * Kind and name of the workload that is released, as a user writes it: {@code checkout} is a Deployment, any other kind is
 * written before a slash ({@code statefulset/db}).
 *
 * @param kind lower-case kind, never empty
 * @param name the object's name, never empty
 */
public record WorkloadName(String kind, String name) {
    /** The kind that a bare name stands for. */
    public static final String DEPLOYMENT = "deployment";

    /** Checks that both parts are there. */
    public WorkloadName {
        kind = Objects.requireNonNull(kind, "kind").toLowerCase(Locale.ROOT);
        Objects.requireNonNull(name, "name");
        if (kind.isBlank() || name.isBlank() || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    "workload must be a name such as 'checkout' or a kind and a name such as 'statefulset/db'");
        }
    }

    /**
     * Reads what a user wrote.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static WorkloadName parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new WorkloadName(DEPLOYMENT, text.trim())
                : new WorkloadName(
                        text.substring(0, slash).trim(),
                        text.substring(slash + 1).trim());
    }

    @Override
    public String toString() {
        return kind.equals(DEPLOYMENT) ? name : kind + "/" + name;
    }
}

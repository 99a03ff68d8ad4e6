package io.jenkins.plugins.canary.notify;

import java.util.Objects;

/**
 * Where to read on, and what of the sources is released. Each may be empty.
 *
 * @param page of the release
 * @param runbook what to do when something is wrong
 * @param dashboard its numbers
 * @param commit full id of the commit that is released, for those who show deployments beside it
 * @param ref branch or tag of it
 */
public record Links(String page, String runbook, String dashboard, String commit, String ref) {
    /** Nowhere. */
    public static final Links NONE = new Links("", "", "", "", "");

    /** Checks that nothing is missing. */
    public Links {
        Objects.requireNonNull(page, "page");
        Objects.requireNonNull(runbook, "runbook");
        Objects.requireNonNull(dashboard, "dashboard");
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(ref, "ref");
    }

    /** The same with another runbook. */
    Links with(String runbook) {
        return new Links(page, runbook, dashboard, commit, ref);
    }

    /** The same with what stands for the target put in: {@code {{cluster}}}, {@code {{namespace}}}, {@code {{workload}}}, {@code {{release}}}. */
    public Links of(Subject subject) {
        return new Links(page, subject.expand(runbook), subject.expand(dashboard), commit, ref);
    }
}

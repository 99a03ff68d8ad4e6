package io.jenkins.plugins.canary.target;

import java.util.Objects;

/**
 * Who drives a release.
 *
 * @param controller identity of the Jenkins controller, or user and host of a command line
 * @param rootUrl the controller's root URL; empty for a command line
 * @param build URL of the build, or a description of the command; what another release is told when it is refused
 */
public record Holder(String controller, String rootUrl, String build) {
    /** Checks that nothing is missing. */
    public Holder {
        Objects.requireNonNull(controller, "controller");
        Objects.requireNonNull(rootUrl, "rootUrl");
        Objects.requireNonNull(build, "build");
    }

    /** Whether this is the same controller: only then may a build be resumed without waiting for the claim to lapse. */
    public boolean sameController(Holder other) {
        return controller.equals(other.controller) && rootUrl.equals(other.rootUrl);
    }

    @Override
    public String toString() {
        return build.isEmpty() ? controller : build;
    }
}

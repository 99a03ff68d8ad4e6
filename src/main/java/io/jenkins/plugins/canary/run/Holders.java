package io.jenkins.plugins.canary.run;

import hudson.model.Run;
import io.jenkins.plugins.canary.target.Holder;
import java.util.Objects;
import jenkins.model.Jenkins;

/** Who holds the claims of a build: the same again after a restart. */
public final class Holders {
    private Holders() {}

    /** The holder for that build. */
    public static Holder of(Run<?, ?> build) {
        return new Holder(Jenkins.get().getLegacyInstanceId(), rootUrl(), rootUrl() + build.getUrl());
    }

    /** The holder of what has no build any more. */
    static Holder ofGuard() {
        return new Holder(Jenkins.get().getLegacyInstanceId(), rootUrl(), "the guard of " + rootUrl());
    }

    private static String rootUrl() {
        return Objects.requireNonNullElse(Jenkins.get().getRootUrl(), "");
    }
}

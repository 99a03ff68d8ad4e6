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
        Jenkins jenkins = Jenkins.get();
        String rootUrl = Objects.requireNonNullElse(jenkins.getRootUrl(), "");
        return new Holder(jenkins.getLegacyInstanceId(), rootUrl, rootUrl + build.getUrl());
    }
}

package io.jenkins.plugins.canary.arguments;

import hudson.util.FormValidation;
import io.jenkins.plugins.canary.target.RouterKind;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of a router that can keep users with their version. */
public abstract class KeepingDescriptor extends TrafficDescriptor {
    /** A form of that router. */
    protected KeepingDescriptor(RouterKind kind) {
        super(kind);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckAffinity(@QueryParameter String value) {
        return Checks.duration(value);
    }
}

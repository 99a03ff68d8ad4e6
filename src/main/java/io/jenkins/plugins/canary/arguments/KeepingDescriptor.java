package io.jenkins.plugins.canary.arguments;

import hudson.model.Descriptor;
import hudson.util.FormValidation;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of a router that can keep users with their version. */
public abstract class KeepingDescriptor extends Descriptor<TrafficArgument> {
    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckAffinity(@QueryParameter String value) {
        return Checks.duration(value);
    }
}

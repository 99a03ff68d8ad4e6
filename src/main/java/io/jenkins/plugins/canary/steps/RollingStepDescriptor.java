package io.jenkins.plugins.canary.steps;

import hudson.util.ListBoxModel;
import org.kohsuke.stapler.verb.POST;

/** The choices of a rollout's form. */
abstract class RollingStepDescriptor extends ReleaseStepDescriptor {
    /** The verdicts to choose from. */
    @POST
    public ListBoxModel doFillRequireItems() {
        return Choices.of("", "PASS", "MARGINAL", "NONE");
    }

    /** What can be done. */
    @POST
    public ListBoxModel doFillOnInconclusiveItems() {
        return Choices.of("", "hold", "rollback");
    }

    /** What can be done. */
    @POST
    public ListBoxModel doFillOnNoApprovalItems() {
        return Choices.of("", "hold", "rollback");
    }

    /** What can be done. */
    @POST
    public ListBoxModel doFillOnStableChangedItems() {
        return Choices.of("", "withdraw", "restart");
    }

    /** What can be done. */
    @POST
    public ListBoxModel doFillOnBaselineUnhealthyItems() {
        return Choices.of("", "withdraw", "hold");
    }
}

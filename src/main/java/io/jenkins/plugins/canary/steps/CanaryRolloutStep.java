package io.jenkins.plugins.canary.steps;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A whole release in one call. */
public final class CanaryRolloutStep extends RollingStep {
    /** Creates the step. */
    @DataBoundConstructor
    public CanaryRolloutStep() {}

    /** The form. */
    @Extension(ordinal = 1) // what most begin with, where kinds are listed
    @Symbol("canaryRollout")
    public static final class DescriptorImpl extends RollingStepDescriptor {
        @Override
        public String getFunctionName() {
            return "canaryRollout";
        }

        @Override
        public String getDisplayName() {
            return Messages.CanaryRolloutStep_displayName();
        }
    }
}

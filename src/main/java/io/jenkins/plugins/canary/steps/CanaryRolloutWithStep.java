package io.jenkins.plugins.canary.steps;

import hudson.Extension;
import java.util.Set;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.kohsuke.stapler.DataBoundConstructor;

/** A whole release with a block that runs once at each weight, beside the analysis. */
public final class CanaryRolloutWithStep extends RollingStep {
    /** Creates the step. */
    @DataBoundConstructor
    public CanaryRolloutWithStep() {}

    /** The form. */
    @Extension
    @Symbol("canaryRolloutWith")
    public static final class DescriptorImpl extends RollingStepDescriptor {
        @Override
        public String getFunctionName() {
            return "canaryRolloutWith";
        }

        @Override
        public String getDisplayName() {
            return Messages.CanaryRolloutWithStep_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getProvidedContext() {
            return Set.of(BlockTarget.class, EnvironmentExpander.class);
        }
    }
}

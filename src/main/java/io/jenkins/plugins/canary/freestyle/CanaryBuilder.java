package io.jenkins.plugins.canary.freestyle;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Descriptor;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.canary.arguments.TargetStep;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;

/** One of the steps as a build step of a freestyle job. Holds the executor until the step has ended. */
public final class CanaryBuilder extends Builder {
    private final TargetStep operation;

    /**
     * Creates the build step.
     *
     * @throws IllegalArgumentException if the operation needs a block
     */
    @DataBoundConstructor
    public CanaryBuilder(TargetStep operation) {
        if (operation != null && operation.getDescriptor().takesImplicitBlockArgument()) {
            throw new IllegalArgumentException(
                    operation.getDescriptor().getFunctionName() + " needs a block, which only a Pipeline has");
        }
        this.operation = operation;
    }

    /** What is done, with its arguments. */
    public TargetStep getOperation() {
        return operation;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        new StepRun(build, listener).run(operation);
        return true;
    }

    /** The form. */
    @Extension
    @Symbol("canary")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {
        @Override
        public String getDisplayName() {
            return Messages.CanaryBuilder_displayName();
        }

        @Override
        public boolean isApplicable(Class<? extends AbstractProject> type) {
            return true;
        }

        /** What can be done without a block. */
        public List<? extends Descriptor<?>> getOperations() {
            return ExtensionList.lookup(StepDescriptor.class).stream()
                    .filter(step -> TargetStep.class.isAssignableFrom(step.clazz) && !step.takesImplicitBlockArgument())
                    .toList();
        }
    }
}

package io.jenkins.plugins.canary.steps;

import hudson.Extension;
import io.jenkins.plugins.canary.arguments.AnalyzedStep;
import io.jenkins.plugins.canary.arguments.TargetStepDescriptor;
import java.io.IOException;
import java.io.Serial;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Says target, router, metrics and the settings of their analysis once, for all steps in its block. */
public final class WithCanaryStep extends AnalyzedStep {
    /** Creates the step. */
    @DataBoundConstructor
    public WithCanaryStep() {}

    @Override
    public StepExecution start(StepContext context) throws IOException, InterruptedException {
        return new Execution(
                context,
                BlockTarget.of(toSpec(), context.get(BlockTarget.class)),
                BlockArguments.of(toSpec(), context.get(BlockArguments.class)));
    }

    private static final class Execution extends StepExecution {
        @Serial
        private static final long serialVersionUID = 1L;

        private final BlockTarget target;
        private final BlockArguments arguments;

        Execution(StepContext context, BlockTarget target, BlockArguments arguments) {
            super(context);
            this.target = target;
            this.arguments = arguments;
        }

        @Override
        public boolean start() {
            getContext()
                    .newBodyInvoker()
                    .withContext(target)
                    .withContext(arguments)
                    .withCallback(BodyExecutionCallback.wrap(getContext()))
                    .start();
            return false;
        }
    }

    /** The form. */
    @Extension
    public static final class DescriptorImpl extends TargetStepDescriptor {
        @Override
        public String getFunctionName() {
            return "withCanary";
        }

        @Override
        public String getDisplayName() {
            return Messages.WithCanaryStep_displayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of();
        }

        @Override
        public Set<? extends Class<?>> getProvidedContext() {
            return Set.of(BlockTarget.class, BlockArguments.class);
        }

        @Override
        public String argumentsToString(Map<String, Object> arguments) {
            return Targets.named(arguments);
        }
    }
}

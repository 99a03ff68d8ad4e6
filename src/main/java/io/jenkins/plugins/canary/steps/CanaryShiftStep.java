package io.jenkins.plugins.canary.steps;

import hudson.Extension;
import io.jenkins.plugins.canary.arguments.TargetStep;
import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.ReleaseResult;
import io.jenkins.plugins.canary.release.Shift;
import io.jenkins.plugins.canary.run.LiveRelease;
import java.io.IOException;
import java.io.Serial;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Scales the canary for another weight, and sets it. */
public final class CanaryShiftStep extends TargetStep {
    private final int weight;

    /** Creates the step. */
    @DataBoundConstructor
    public CanaryShiftStep(int weight) {
        if (weight < 1 || weight > 100) {
            throw new IllegalArgumentException("weight: " + weight + " is not within 1 to 100");
        }
        this.weight = weight;
    }

    /** Percent of traffic for the canary. */
    public int getWeight() {
        return weight;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, toSpec(), weight);
    }

    private static final class Execution extends ReleaseStepExecution {
        @Serial
        private static final long serialVersionUID = 1L;

        private final int weight;

        Execution(StepContext context, Map<String, Object> arguments, int weight) {
            super(context, arguments);
            this.weight = weight;
        }

        @Override
        Operation operation(LiveRelease live, Release release) {
            return new Shift(release, weight);
        }

        @Override
        Object conclude(ReleaseResult result) throws IOException, InterruptedException {
            return Conclusion.of(this, result);
        }
    }

    /** The form. */
    @Extension
    @Symbol("canaryShift")
    public static final class DescriptorImpl extends ReleaseStepDescriptor {
        @Override
        public String getFunctionName() {
            return "canaryShift";
        }

        @Override
        public String getDisplayName() {
            return Messages.CanaryShiftStep_displayName();
        }
    }
}

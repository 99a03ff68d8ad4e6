package io.jenkins.plugins.canary.steps;

import hudson.Extension;
import io.jenkins.plugins.canary.arguments.DeployingStep;
import io.jenkins.plugins.canary.release.Deploy;
import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.ReleaseResult;
import io.jenkins.plugins.canary.run.LiveRelease;
import java.io.IOException;
import java.io.Serial;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Puts the canary beside stable and gives it its first weight. */
public final class CanaryDeployStep extends DeployingStep {
    /** Creates the step. */
    @DataBoundConstructor
    public CanaryDeployStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, toSpec(), getFile());
    }

    private static final class Execution extends ReleaseStepExecution {
        @Serial
        private static final long serialVersionUID = 1L;

        Execution(StepContext context, Map<String, Object> arguments, String file) {
            super(context, arguments, file);
        }

        @Override
        boolean opens() {
            return true;
        }

        @Override
        Operation operation(LiveRelease live, Release release) {
            return new Deploy(release);
        }

        @Override
        Object conclude(ReleaseResult result) throws IOException, InterruptedException {
            return Conclusion.of(this, result);
        }
    }

    /** The form. */
    @Extension
    @Symbol("canaryDeploy")
    public static final class DescriptorImpl extends ReleaseStepDescriptor {
        @Override
        public String getFunctionName() {
            return "canaryDeploy";
        }

        @Override
        public String getDisplayName() {
            return Messages.CanaryDeployStep_displayName();
        }
    }
}

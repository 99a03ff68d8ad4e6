package io.jenkins.plugins.canary.steps;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.canary.arguments.TargetStep;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.ReleaseResult;
import io.jenkins.plugins.canary.release.Rollback;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.LiveRelease;
import io.jenkins.plugins.canary.run.Reach;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Target;
import java.io.IOException;
import java.io.Serial;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Takes a release back: traffic home first. Where nothing is open it succeeds and says so. */
public final class CanaryRollbackStep extends TargetStep {
    private String reason;

    /** Creates the step. */
    @DataBoundConstructor
    public CanaryRollbackStep() {}

    /** Why, in one sentence. */
    public String getReason() {
        return reason;
    }

    /** Says why. */
    @DataBoundSetter
    public void setReason(String reason) {
        this.reason = Util.fixEmptyAndTrim(reason);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, toSpec(), reason);
    }

    private static final class Execution extends ReleaseStepExecution {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String reason;

        Execution(StepContext context, Map<String, Object> arguments, String reason) {
            super(context, arguments);
            this.reason = reason == null ? "ordered by the pipeline" : reason;
        }

        @Override
        Operation operation(LiveRelease live, Release release) {
            return new Rollback(release.adapters(), release.holder(), Outcome.ROLLED_BACK, reason);
        }

        @Override
        Optional<LiveRelease> ofAnotherBuild(CanaryRunAction action, Target target) {
            return action.interrupt(target);
        }

        /** Looks whether the target exists, and finds nothing to do. */
        @Override
        Operation withoutRelease(Target target) {
            return new Rollback(Reach.of(target).adapters(new MemoryJournal()), holder(), Outcome.ROLLED_BACK, reason);
        }

        @Override
        Object conclude(ReleaseResult result) throws IOException, InterruptedException {
            listener().getLogger().println(result.reason());
            return ReleaseSummary.of(result);
        }
    }

    /** The form. */
    @Extension
    public static final class DescriptorImpl extends ReleaseStepDescriptor {
        @Override
        public String getFunctionName() {
            return "canaryRollback";
        }

        @Override
        public String getDisplayName() {
            return Messages.CanaryRollbackStep_displayName();
        }
    }
}

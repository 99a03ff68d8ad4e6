package io.jenkins.plugins.canary.steps;

import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.canary.arguments.TargetStep;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.ReleaseResult;
import io.jenkins.plugins.canary.release.Rollback;
import io.jenkins.plugins.canary.release.RollbackFound;
import io.jenkins.plugins.canary.release.Undo;
import io.jenkins.plugins.canary.run.Admission;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.LiveRelease;
import io.jenkins.plugins.canary.run.Reach;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.RollbackTo;
import io.jenkins.plugins.canary.target.Target;
import java.io.IOException;
import java.io.Serial;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Takes a release back: traffic home first. Where nothing is open it succeeds and says so. */
public final class CanaryRollbackStep extends TargetStep {
    private String reason;
    private boolean undo;

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

    /** Whether the last promotion is to be taken back, rather than an open release. */
    public boolean isUndo() {
        return undo;
    }

    /** Says whether the last promotion is to be taken back. */
    @DataBoundSetter
    public void setUndo(boolean undo) {
        this.undo = undo;
    }

    @Override
    public StepExecution start(StepContext context) {
        return undo ? new UndoExecution(context, toSpec(), reason) : new Execution(context, toSpec(), reason);
    }

    private static String said(String reason) {
        return reason == null ? "ordered by the pipeline" : reason;
    }

    /** Acts on what the cluster remembers: the release is over, whichever build made it. */
    private static final class UndoExecution extends ReleaseStepExecution {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String reason;

        UndoExecution(StepContext context, Map<String, Object> arguments, String reason) {
            super(context, arguments);
            this.reason = said(reason);
        }

        @Override
        boolean drivesRelease() {
            return false;
        }

        @Override
        Operation operation(LiveRelease live, Release release) {
            throw new IllegalStateException("an undo drives no open release");
        }

        @Override
        Operation withoutRelease(Target target) {
            return new Undo(Reach.of(target).adapters(new MemoryJournal()), target, holder(), reason);
        }

        @Override
        Object conclude(ReleaseResult result) throws IOException, InterruptedException {
            listener().getLogger().println(result.reason());
            CanaryRunAction.of(build()).note(result);
            if (result.outcome().filter(Outcome.FAILED::equals).isPresent()) {
                throw new AbortException(result.reason());
            }
            return ReleaseSummary.of(result);
        }
    }

    private static final class Execution extends ReleaseStepExecution {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String reason;

        Execution(StepContext context, Map<String, Object> arguments, String reason) {
            super(context, arguments);
            this.reason = said(reason);
        }

        @Override
        void admit(Admission admission, Target target) {
            admission.toTakeHome(target);
        }

        @Override
        Operation operation(LiveRelease live, Release release) {
            return release.spec().terms().found().equals(Optional.of(RollbackTo.STABLE))
                    ? new RollbackFound(release, Outcome.ROLLED_BACK, reason)
                    : new Rollback(release.adapters(), release.holder(), Outcome.ROLLED_BACK, reason);
        }

        /** Without a release the canary is as it was found: that is taken back only where stable is to have all. */
        @Override
        boolean adopts() {
            return super.adopts() && "stable".equals(state().arguments().get("rollbackTo"));
        }

        /** It goes where an earlier attempt's rollback goes, and may be ordered because that one does not come to its end. */
        @Override
        boolean begins() {
            return false;
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
    @Symbol("canaryRollback")
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

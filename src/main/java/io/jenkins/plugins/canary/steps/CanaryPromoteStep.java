package io.jenkins.plugins.canary.steps;

import hudson.Extension;
import hudson.Util;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.canary.arguments.TargetStep;
import io.jenkins.plugins.canary.release.Adopt;
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
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** Makes the canary's version the stable one, if the latest verdict at its present weight is good enough. */
public final class CanaryPromoteStep extends TargetStep {
    private String reason;

    /** Creates the step. */
    @DataBoundConstructor
    public CanaryPromoteStep() {}

    /** The worst verdict that is good enough: PASS, MARGINAL or NONE; null if it was not given. */
    public String getRequire() {
        return given().get("require", String.class);
    }

    /** Says which verdict is good enough. */
    @DataBoundSetter
    public void setRequire(String require) {
        given().set("require", require);
    }

    /** Why, in one sentence, where the verdict is passed over; null if it was not given. */
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
        return new Execution(context, toSpec(), Util.fixNull(reason));
    }

    private static final class Execution extends ReleaseStepExecution {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String reason;

        Execution(StepContext context, Map<String, Object> arguments, String reason) {
            super(context, arguments);
            this.reason = reason;
        }

        @Override
        Operation operation(LiveRelease live, Release release) {
            return guarded(Adopt.promoting(release), release, reason);
        }

        @Override
        Object conclude(ReleaseResult result) throws IOException, InterruptedException {
            return Conclusion.of(this, result);
        }
    }

    /** The form. */
    @Extension
    @Symbol("canaryPromote")
    public static final class DescriptorImpl extends ReleaseStepDescriptor {
        @Override
        public String getFunctionName() {
            return "canaryPromote";
        }

        @Override
        public String getDisplayName() {
            return Messages.CanaryPromoteStep_displayName();
        }

        /** The verdicts that may be required. */
        @POST
        public ListBoxModel doFillRequireItems() {
            return Choices.of("", "PASS", "MARGINAL", "NONE");
        }
    }
}

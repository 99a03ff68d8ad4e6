package io.jenkins.plugins.canary.freestyle;

import hudson.AbortException;
import hudson.Extension;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Result;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Publisher;
import hudson.tasks.Recorder;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.steps.CanaryRollbackStep;
import io.jenkins.plugins.canary.target.Target;
import java.io.IOException;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Takes back, after a build that failed or was aborted, what it released and did not bring to an end. */
public final class CanaryRollbackPublisher extends Recorder {
    private String reason;

    /** Creates the post-build action. */
    @DataBoundConstructor
    public CanaryRollbackPublisher() {}

    /** Why, in one sentence; null for a sentence that says that the build failed. */
    public String getReason() {
        return reason;
    }

    /** Says why. */
    @DataBoundSetter
    public void setReason(String reason) {
        this.reason = Util.fixEmptyAndTrim(reason);
    }

    @Override
    public BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        Result result = build.getResult();
        CanaryRunAction releases = build.getAction(CanaryRunAction.class);
        if (result == null || result.isBetterThan(Result.FAILURE) || releases == null) {
            return true;
        }
        boolean all = true;
        for (Target target : releases.openTargets()) {
            all &= rollBack(target, build, listener);
        }
        return all;
    }

    private boolean rollBack(Target target, AbstractBuild<?, ?> build, BuildListener listener)
            throws InterruptedException, IOException {
        CanaryRollbackStep step = new CanaryRollbackStep();
        step.setCluster(target.cluster());
        step.setNamespace(target.namespace());
        step.setWorkload(target.workload().toString());
        step.setReason(reason == null ? "the build failed" : reason);
        try {
            new StepRun(build, listener).run(step);
            return true;
        } catch (AbortException e) {
            listener.error(target + ": " + e.getMessage());
            return false;
        }
    }

    /** The form. */
    @Extension
    @Symbol("canaryRollbackIfFailed")
    public static final class DescriptorImpl extends BuildStepDescriptor<Publisher> {
        @Override
        public String getDisplayName() {
            return Messages.CanaryRollbackPublisher_displayName();
        }

        @Override
        public boolean isApplicable(Class<? extends AbstractProject> type) {
            return true;
        }
    }
}

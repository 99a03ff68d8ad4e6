package io.jenkins.plugins.canary.freestyle;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Executor;
import hudson.model.Result;
import io.jenkins.plugins.canary.arguments.TargetStep;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A step while a freestyle build waits for it. */
final class StepRun {
    private final AbstractBuild<?, ?> build;
    private final BuildListener listener;

    StepRun(AbstractBuild<?, ?> build, BuildListener listener) {
        this.build = build;
        this.listener = listener;
    }

    /**
     * Runs the step to its end. When the build is aborted the step takes traffic home first, as it does in a Pipeline.
     *
     * @throws AbortException if it fails for a reason that the user can mend
     */
    void run(TargetStep step) throws InterruptedException, IOException {
        EnvVars variables = build.getEnvironment(listener);
        variables.overrideAll(build.getBuildVariables());
        BuildContext context = new BuildContext(build, build.getWorkspace(), listener);
        try {
            StepExecution execution =
                    Expansion.expand(step, variables, listener).start(context);
            execution.start();
            await(context, execution);
        } catch (InterruptedException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void await(BuildContext context, StepExecution execution) throws Exception {
        try {
            context.await();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            execution.stop(aborted());
            settle(context);
            throw e;
        }
    }

    private FlowInterruptedException aborted() {
        Executor executor = build.getExecutor();
        return executor == null
                ? new FlowInterruptedException(Result.ABORTED, true)
                : new FlowInterruptedException(
                        Result.ABORTED, true, executor.getCausesOfInterruption().toArray(new CauseOfInterruption[0]));
    }

    /** It fails with the very reason that it was stopped for; who aborts a second time waits no longer. */
    private static void settle(BuildContext context) throws InterruptedException {
        try {
            context.await();
        } catch (ExecutionException e) {
            return;
        }
    }

    private Exception failure(Throwable why) {
        if (why instanceof FlowInterruptedException stopped) {
            build.setResult(stopped.getResult());
            StringBuilder reasons = new StringBuilder();
            stopped.getCauses().forEach(cause -> reasons.append(cause.getShortDescription()));
            return new AbortException(reasons.toString());
        }
        return why instanceof Exception exception ? exception : new IOException(why.getMessage(), why);
    }
}

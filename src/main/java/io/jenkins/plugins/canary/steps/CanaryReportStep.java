package io.jenkins.plugins.canary.steps;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.target.RefusedException;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Shows a release on the build's page that the command line drove, on an agent that reaches what the controller cannot. */
public final class CanaryReportStep extends Step {
    private final String file;

    /** Creates the step. */
    @DataBoundConstructor
    public CanaryReportStep(String file) {
        this.file = Util.fixNull(Util.fixEmptyAndTrim(file));
    }

    /** The journal, as a path in the workspace. */
    public String getFile() {
        return file;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, file);
    }

    private static final class Execution extends SynchronousNonBlockingStepExecution<VerdictSummary> {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String file;

        Execution(StepContext context, String file) {
            super(context);
            this.file = file;
        }

        @Override
        protected VerdictSummary run() throws IOException, InterruptedException {
            Run<?, ?> build = getContext().get(Run.class);
            Path copy = Files.createTempFile(build.getRootDir().toPath(), "canary-report", ".tmp");
            try {
                WorkspaceFile.of(getContext(), file).copyTo(copy);
                return VerdictSummary.of(CanaryRunAction.of(build).attach(copy));
            } catch (RefusedException e) {
                throw new AbortException("file: '" + file + "': " + e.getMessage());
            } finally {
                Files.deleteIfExists(copy);
            }
        }
    }

    /** The form. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "canaryReport";
        }

        @Override
        public String getDisplayName() {
            return Messages.CanaryReportStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FilePath.class);
        }

        @Override
        public String argumentsToString(Map<String, Object> arguments) {
            return arguments.get("file") instanceof String named ? named : null;
        }
    }
}

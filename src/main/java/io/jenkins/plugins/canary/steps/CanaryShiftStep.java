package io.jenkins.plugins.canary.steps;

import hudson.Extension;
import io.jenkins.plugins.canary.arguments.CohortArgument;
import io.jenkins.plugins.canary.arguments.SpecArguments;
import io.jenkins.plugins.canary.arguments.TargetStep;
import io.jenkins.plugins.canary.release.Adopt;
import io.jenkins.plugins.canary.release.Exposures;
import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.ReleaseResult;
import io.jenkins.plugins.canary.release.Shift;
import io.jenkins.plugins.canary.run.LiveRelease;
import java.io.IOException;
import java.io.Serial;
import java.util.HashMap;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Scales the canary for other requests, and gives it them. */
public final class CanaryShiftStep extends TargetStep {
    private final int weight;
    private CohortArgument cohort;
    private Integer mirror;

    /** Creates the step. */
    @DataBoundConstructor
    public CanaryShiftStep(int weight) {
        if (weight < 0 || weight > 100) {
            throw new IllegalArgumentException("weight: " + weight + " is not within 0 to 100");
        }
        this.weight = weight;
    }

    /** Percent of traffic for the canary. */
    public int getWeight() {
        return weight;
    }

    /** Users who all get the canary; null for none. */
    public CohortArgument getCohort() {
        return cohort;
    }

    /** Sets what {@link #getCohort()} says. */
    @DataBoundSetter
    public void setCohort(CohortArgument cohort) {
        this.cohort = cohort;
    }

    /** Percent of requests that a canary which serves nobody gets copies of; null for none. */
    public Integer getMirror() {
        return mirror;
    }

    /** Sets what {@link #getMirror()} says. */
    @DataBoundSetter
    public void setMirror(Integer mirror) {
        this.mirror = mirror;
    }

    @Override
    public StepExecution start(StepContext context) {
        SpecArguments asked = new SpecArguments();
        asked.set("weight", weight);
        asked.set("cohort", cohort);
        asked.set("mirror", mirror);
        return new Execution(context, toSpec(), asked.toMap());
    }

    private static final class Execution extends ReleaseStepExecution {
        @Serial
        private static final long serialVersionUID = 1L;

        private final HashMap<String, Object> asked;

        Execution(StepContext context, Map<String, Object> arguments, Map<String, Object> asked) {
            super(context, arguments);
            this.asked = new HashMap<>(asked);
        }

        @Override
        Operation operation(LiveRelease live, Release release) {
            return new Adopt(release, new Shift(release, Exposures.of(asked)));
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

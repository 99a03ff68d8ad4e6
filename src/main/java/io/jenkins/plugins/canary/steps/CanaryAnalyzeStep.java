package io.jenkins.plugins.canary.steps;

import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.arguments.AnalyzedStep;
import io.jenkins.plugins.canary.release.Analyze;
import io.jenkins.plugins.canary.release.AnalyzeFound;
import io.jenkins.plugins.canary.release.AnalyzeOnly;
import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.ReleaseResult;
import io.jenkins.plugins.canary.run.Admission;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.KeptRelease;
import io.jenkins.plugins.canary.run.LiveRelease;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Target;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** Watches a canary until there is a verdict. A FAIL takes traffic home at once; anything else leaves the weight. */
public final class CanaryAnalyzeStep extends AnalyzedStep {
    private static final String NONE = "NONE";
    private static final List<String> FAIL_ON = List.of("INCONCLUSIVE", "MARGINAL", "FAIL", NONE);

    private String failOn = FAIL_ON.get(0);

    /** Creates the step. */
    @DataBoundConstructor
    public CanaryAnalyzeStep() {}

    /** The least bad verdict at which the step fails: MARGINAL, INCONCLUSIVE or FAIL, or NONE if it is to return any. */
    public String getFailOn() {
        return failOn;
    }

    /** Says at which verdict the step fails. */
    @DataBoundSetter
    public void setFailOn(String failOn) {
        String said = Util.fixEmptyAndTrim(failOn);
        this.failOn = said == null ? FAIL_ON.get(0) : said;
        if (!FAIL_ON.contains(this.failOn)) {
            throw new IllegalArgumentException("failOn: '" + failOn + "' is none of " + FAIL_ON);
        }
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, toSpec(), failOn);
    }

    private static final class Execution extends ReleaseStepExecution {
        @Serial
        private static final long serialVersionUID = 1L;

        private static final String LOOKS_ONLY = "This build is of an untrusted pull request: it may look at the canary"
                + " and judge it, and changes nothing in the cluster, whatever the verdict is";

        private final String failOn;

        Execution(StepContext context, Map<String, Object> arguments, String failOn) {
            super(context, arguments);
            this.failOn = failOn;
        }

        /** A build that is not trusted may look, at what its job may use. */
        @Override
        void admit(Admission admission, Target target) {
            admission.toLook(target);
            if (!state().hasRelease() && !admission.isTrustedOn(target)) {
                keep(StepState::lookOnly);
            }
        }

        @Override
        boolean rollsBackWhenStopped() {
            return !state().looksOnly();
        }

        @Override
        Optional<LiveRelease> find(Target target) throws IOException, InterruptedException {
            if (!state().looksOnly()) {
                return super.find(target);
            }
            if (!state().hasRelease()) {
                listener().getLogger().println(LOOKS_ONLY);
            }
            return CanaryRunAction.of(build())
                    .lookingAt(target, adopts() ? Optional.of(specification()) : Optional.empty());
        }

        @Override
        Operation operation(LiveRelease live, Release release) {
            if (release.spec().metrics().isEmpty()) {
                throw new RefusedException("metrics: there are none, neither here nor in the step that deployed");
            }
            if (state().looksOnly()) {
                return new AnalyzeOnly(release);
            }
            return release.spec().changes().found().isPresent() ? new AnalyzeFound(release) : new Analyze(release);
        }

        @Override
        Object conclude(ReleaseResult result) throws IOException, InterruptedException {
            if (result.verdict().isEmpty()) {
                return Conclusion.of(this, result);
            }
            Verdict verdict = result.verdict().get();
            if (!failOn.equals(NONE)
                    && !isPromotionOrdered(result)
                    && verdict.kind().atLeast(Verdict.Kind.valueOf(failOn))) {
                throw new AbortException(verdict.kind() + " at " + result.weight() + " %: "
                        + (state().looksOnly() ? result.reason() : verdict.sentence()));
            }
            return state().looksOnly() ? VerdictSummary.ofLook(result) : VerdictSummary.of(result);
        }

        /** What a person has promoted whatever the verdict is, the verdict does not end. */
        private boolean isPromotionOrdered(ReleaseResult result) throws IOException, InterruptedException {
            return CanaryRunAction.of(build()).getReleases().stream()
                    .filter(release -> release.getId().equals(result.release()))
                    .anyMatch(KeptRelease::isPromotionOrdered);
        }
    }

    /** The form. */
    @Extension
    @Symbol("canaryAnalyze")
    public static final class DescriptorImpl extends ReleaseStepDescriptor {
        @Override
        public String getFunctionName() {
            return "canaryAnalyze";
        }

        @Override
        public String getDisplayName() {
            return Messages.CanaryAnalyzeStep_displayName();
        }

        /** The verdicts to choose from. */
        @POST
        public ListBoxModel doFillFailOnItems() {
            return Choices.of(FAIL_ON.toArray(String[]::new));
        }
    }
}

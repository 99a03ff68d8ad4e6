package io.jenkins.plugins.canary.steps;

import hudson.AbortException;
import hudson.model.Result;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.release.ReleaseResult;
import io.jenkins.plugins.canary.target.Outcome;
import java.io.IOException;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** From the outcome of a release to the result of a build. */
final class Conclusion {
    private Conclusion() {}

    /**
     * What a step returns that wanted the release to go on or to be promoted.
     *
     * @throws AbortException if it was rolled back or has failed
     * @throws FlowInterruptedException if a person stopped it elsewhere
     */
    static ReleaseSummary of(ReleaseStepExecution step, ReleaseResult result) throws IOException, InterruptedException {
        Outcome outcome = result.outcome().orElse(null);
        if (outcome == Outcome.ROLLED_BACK || outcome == Outcome.FAILED) {
            throw new AbortException(outcome + ": " + result.reason());
        }
        if (outcome == Outcome.ABORTED) {
            throw new FlowInterruptedException(Result.ABORTED, false, new Stopped(result.reason()));
        }
        boolean marginal = result.verdict().map(Verdict::kind).orElse(Verdict.Kind.PASS) == Verdict.Kind.MARGINAL;
        if (outcome == Outcome.HELD || outcome == Outcome.PROMOTED && marginal) {
            step.unstable(outcome + ": " + result.reason());
        }
        return ReleaseSummary.of(result);
    }

    /** Somebody stopped the release, not the build. */
    static final class Stopped extends CauseOfInterruption {
        private static final long serialVersionUID = 1L;

        private final String reason;

        Stopped(String reason) {
            this.reason = reason;
        }

        @Override
        public String getShortDescription() {
            return "The release was stopped: " + reason;
        }
    }
}

package io.jenkins.plugins.canary.steps;

import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.release.ReleaseResult;
import io.jenkins.plugins.canary.target.Outcome;
import java.io.Serial;
import java.io.Serializable;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What {@code canaryAnalyze} and {@code canaryReport} return: words and numbers. */
public final class VerdictSummary implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String verdict;
    private final String reasonCode;
    private final String reason;
    private final boolean uncalibrated;
    private final int weight;
    private final String outcome;

    private VerdictSummary(ReleaseResult result, String reason) {
        this.verdict = result.verdict().map(judged -> judged.kind().name()).orElse("");
        this.reasonCode = result.verdict().map(judged -> judged.reason().name()).orElse("");
        this.reason = reason;
        this.uncalibrated = result.verdict().map(Verdict::uncalibrated).orElse(false);
        this.weight = result.weight();
        this.outcome = result.outcome().map(Outcome::name).orElse("");
    }

    static VerdictSummary of(ReleaseResult result) {
        return new VerdictSummary(
                result, result.verdict().map(Verdict::sentence).orElse(result.reason()));
    }

    /** The same of a build that might only look: its reason says that, too. */
    static VerdictSummary ofLook(ReleaseResult result) {
        return new VerdictSummary(result, result.reason());
    }

    /** PASS, MARGINAL, INCONCLUSIVE or FAIL; empty where nothing was judged. */
    @Whitelisted
    public String getVerdict() {
        return verdict;
    }

    /** Why, in one word for programs, such as WORSE or TOO_FEW. */
    @Whitelisted
    public String getReasonCode() {
        return reasonCode;
    }

    /** Why, in one sentence with numbers in it. */
    @Whitelisted
    public String getReason() {
        return reason;
    }

    /** Whether it was made without history of how noisy the metrics are. */
    @Whitelisted
    public boolean isUncalibrated() {
        return uncalibrated;
    }

    /** Percent of traffic that the canary has now. */
    @Whitelisted
    public int getWeight() {
        return weight;
    }

    /** How the release ended, such as ROLLED_BACK; empty while it goes on. */
    @Whitelisted
    public String getOutcome() {
        return outcome;
    }

    @Override
    @Whitelisted
    public String toString() {
        return (verdict.isEmpty() ? "not judged" : verdict) + ": " + reason;
    }
}

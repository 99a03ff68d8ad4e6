package io.jenkins.plugins.canary.steps;

import io.jenkins.plugins.canary.release.ReleaseResult;
import io.jenkins.plugins.canary.target.Outcome;
import java.io.Serial;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What a step that drives a release returns: words and numbers. */
public final class ReleaseSummary implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String release;
    private final String phase;
    private final int weight;
    private final String outcome;
    private final String verdict;
    private final String reason;
    private final TreeMap<String, String> images;

    private ReleaseSummary(ReleaseResult result) {
        this.release = result.release();
        this.phase = result.phase().name();
        this.weight = result.weight();
        this.outcome = result.outcome().map(Outcome::name).orElse("");
        this.verdict = result.verdict().map(latest -> latest.kind().name()).orElse("");
        this.reason = result.reason();
        this.images = new TreeMap<>(result.images());
    }

    static ReleaseSummary of(ReleaseResult result) {
        return new ReleaseSummary(result);
    }

    /** The release's id; empty if there was none. */
    @Whitelisted
    public String getRelease() {
        return release;
    }

    /** PREPARING, SERVING, PROMOTING, ROLLING_BACK or DONE. */
    @Whitelisted
    public String getPhase() {
        return phase;
    }

    /** Percent of traffic that the canary has. */
    @Whitelisted
    public int getWeight() {
        return weight;
    }

    /** PROMOTED, HELD, ROLLED_BACK, FAILED or ABORTED; empty while the release goes on. */
    @Whitelisted
    public String getOutcome() {
        return outcome;
    }

    /** The latest verdict: PASS, MARGINAL, INCONCLUSIVE or FAIL; empty before the first. */
    @Whitelisted
    public String getVerdict() {
        return verdict;
    }

    /** One sentence with numbers in it. */
    @Whitelisted
    public String getReason() {
        return reason;
    }

    /** Container name to the image that becomes stable, or has become it; empty before a promotion. */
    @Whitelisted
    public Map<String, String> getImages() {
        return images == null ? Map.of() : Map.copyOf(images); // of a step that an older version started
    }

    @Override
    @Whitelisted
    public String toString() {
        return (outcome.isEmpty() ? phase : outcome) + ": " + reason;
    }
}

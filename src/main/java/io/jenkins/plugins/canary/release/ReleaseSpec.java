package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.target.Terms;
import io.jenkins.plugins.canary.target.TrafficSpec;
import java.util.List;
import java.util.Objects;

/**
 * Everything a person says about a release. Immutable and valid: {@link SpecReader} makes it and finds all mistakes at once.
 *
 * @param steps the weights, rising
 * @param source name of the metric source for metrics that name none
 */
public record ReleaseSpec(
        Target target,
        Changes changes,
        TrafficSpec traffic,
        List<Step> steps,
        String source,
        List<Metric> metrics,
        AnalysisSpec analysis,
        Policies policies,
        Times times) {
    /** Copies the lists. */
    public ReleaseSpec {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(changes, "changes");
        Objects.requireNonNull(traffic, "traffic");
        steps = List.copyOf(steps);
        Objects.requireNonNull(source, "source");
        metrics = List.copyOf(metrics);
        Objects.requireNonNull(analysis, "analysis");
        Objects.requireNonNull(policies, "policies");
        Objects.requireNonNull(times, "times");
    }

    /** What is agreed of the release when it begins. */
    public Terms terms() {
        return new Terms(times.undoWindow(), policies.promote() == Policies.Promoter.EXTERNAL, "", analysis.fresh());
    }
}

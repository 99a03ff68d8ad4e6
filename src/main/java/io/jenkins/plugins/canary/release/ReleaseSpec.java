package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.target.Terms;
import io.jenkins.plugins.canary.target.TrafficSpec;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything a person says about a release. Immutable and valid: {@link SpecReader} makes it and finds all mistakes at once.
 *
 * @param steps what the canary gets one after the other: no weight falls, and no two are alike; none where a canary that
 *     something else made keeps what it has
 * @param source name of the metric source for metrics that name none
 * @param gates who is asked by HTTP whether it may go on
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
        Times times,
        List<GateSpec> gates) {
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
        gates = List.copyOf(gates);
    }

    /** A release without gates. */
    public ReleaseSpec(
            Target target,
            Changes changes,
            TrafficSpec traffic,
            List<Step> steps,
            String source,
            List<Metric> metrics,
            AnalysisSpec analysis,
            Policies policies,
            Times times) {
        this(target, changes, traffic, steps, source, metrics, analysis, policies, times, List.of());
    }

    /** What is agreed of the release when it begins. */
    public Terms terms() {
        return new Terms(
                times.undoWindow(),
                policies.promote() == Policies.Promoter.EXTERNAL,
                "",
                analysis.fresh(),
                changes.found().map(canary -> policies.rollbackTo()));
    }

    /**
     * The step after the one in which the canary has that. What no step gives, because somebody else shifted, is taken for as
     * far as its weight.
     *
     * @return empty at the last step
     */
    public Optional<Step> nextAfter(Exposure exposure) {
        int at = at(exposure);
        return at < 0
                ? steps.stream()
                        .filter(step -> step.weight() > exposure.weight())
                        .findFirst()
                : steps.stream().skip(at + 1L).findFirst();
    }

    /** How long that is watched before the next. */
    public Duration holdAt(Exposure exposure) {
        int at = at(exposure);
        if (at < 0 && exposure.isNothing()) {
            return Duration.ZERO; // a canary that something else made waits for its first weight
        }
        return steps.stream()
                .skip(Math.max(at, 0))
                .filter(step -> step.weight() >= exposure.weight())
                .findFirst()
                .map(Step::hold)
                .orElse(Duration.ZERO);
    }

    /**
     * How long a person is waited for who approves that the canary leaves that. What no step gives, because somebody else
     * shifted, is left as the step below it.
     *
     * @return empty where nobody is asked
     */
    public Optional<Duration> approvalAt(Exposure exposure) {
        int at = at(exposure);
        return steps.stream()
                .filter(step -> at < 0
                        ? step.weight() <= exposure.weight()
                        : step.exposure().equals(exposure))
                .reduce((lower, higher) -> higher)
                .flatMap(Step::approval);
    }

    private int at(Exposure exposure) {
        return steps.stream().map(Step::exposure).toList().indexOf(exposure);
    }
}

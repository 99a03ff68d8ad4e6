package io.jenkins.plugins.canary.analysis.kayenta;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Kayenta's judge, as a release asks for it ({@code CanaryConfig} and {@code CanaryClassifierThresholdsConfig} of Kayenta). Scores
 * are 0 to 100.
 *
 * @param pass least score at the end that passes
 * @param marginal least score at the end that is marginal; a score at or below it ends the canary at any look
 * @param interval how often the growing window is looked at ({@code analysisIntervalMins})
 * @param groupWeights percentages by group; groups that are not named share what is left of 100 equally
 * @param metrics those that are not as {@link KayentaMetric#of} makes them
 */
public record KayentaSettings(
        double pass,
        double marginal,
        Duration interval,
        Map<String, Double> groupWeights,
        List<KayentaMetric> metrics) {
    /** Copies the collections. */
    public KayentaSettings {
        Objects.requireNonNull(interval, "interval");
        groupWeights = Map.copyOf(groupWeights);
        metrics = List.copyOf(metrics);
    }

    /** How a metric is judged. */
    KayentaMetric metric(String name) {
        return metrics.stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .orElseGet(() -> KayentaMetric.of(name));
    }
}

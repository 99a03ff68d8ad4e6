package io.jenkins.plugins.canary.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.analysis.GaugeSample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A gauge of both arms over time, as columns. */
record Gauges(List<GaugeSample> samples, Instant opened) {
    ObjectNode columns(int limit) {
        double[] time = samples.stream()
                .mapToDouble(sample -> Duration.between(opened, sample.at()).toMillis() / 1000.0)
                .toArray();
        double[] canary = values(GaugeSample::canary);
        double[] baseline = values(GaugeSample::baseline);
        int[] kept = Thinning.keep(time.length, limit, List.of(canary, baseline));
        ObjectNode columns = JsonNodeFactory.instance.objectNode();
        columns.set("time", Columns.exact(Thinning.pick(time, kept)));
        columns.set("value", Columns.rounded(Thinning.pick(canary, kept)));
        columns.set("baseline", Columns.rounded(Thinning.pick(baseline, kept)));
        return columns;
    }

    private double[] values(Function<GaugeSample, OptionalDouble> arm) {
        return samples.stream()
                .mapToDouble(sample -> arm.apply(sample).orElse(Double.NaN))
                .toArray();
    }
}

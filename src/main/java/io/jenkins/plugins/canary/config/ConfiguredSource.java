package io.jenkins.plugins.canary.config;

import io.jenkins.plugins.canary.analysis.PastInterval;
import io.jenkins.plugins.canary.metrics.DataKind;
import io.jenkins.plugins.canary.metrics.History;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.metrics.Question;
import io.jenkins.plugins.canary.metrics.ReadRequest;
import io.jenkins.plugins.canary.metrics.Reading;
import io.jenkins.plugins.canary.metrics.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A metric source by its name: every call goes to what is configured under that name then.
 *
 * @param name by which it is measured
 * @param current makes the source
 */
record ConfiguredSource(String name, Supplier<MetricSource> current) implements MetricSource {
    @Override
    public Set<DataKind> kinds() {
        return current.get().kinds();
    }

    @Override
    public History history(Metric metric, Scope baseline, Instant from, Instant to) {
        return Meters.asked(name, () -> current.get().history(metric, baseline, from, to));
    }

    @Override
    public List<PastInterval> past(Metric metric, Scope baseline, History known, Instant from, Instant to) {
        return Meters.asked(name, () -> current.get().past(metric, baseline, known, from, to));
    }

    @Override
    public List<Question> questions(Metric metric, ReadRequest request) {
        return current.get().questions(metric, request);
    }

    @Override
    public Reading read(Metric metric, ReadRequest request) {
        return Meters.asked(name, () -> current.get().read(metric, request));
    }
}

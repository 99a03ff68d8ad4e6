package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.metrics.Question;
import io.jenkins.plugins.canary.metrics.ReadRequest;
import io.jenkins.plugins.canary.target.Arm;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.Pod;
import io.jenkins.plugins.canary.target.WorkloadState;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What is written into the journal only so that people can see it. Nothing is decided by it. */
final class Shown {
    private Shown() {}

    /** Which versions both arms run. */
    static void versions(WorkloadState state, Journal journal, Instant now) {
        Map<String, String> canary =
                images(state.canary().map(CanaryState::pods).orElse(List.of()));
        if (!canary.isEmpty()) {
            journal.append(new Entry.Versions(now, images(state.stable().pods()), canary));
        }
    }

    /** As the first pod says; a canary's pods are all alike, and so are stable's unless somebody changes it. */
    private static Map<String, String> images(List<Pod> pods) {
        return pods.stream().findFirst().map(Pod::images).orElse(Map.of());
    }

    /** What a metric's source is asked. */
    static void questions(Metric metric, MetricSource source, ReadRequest request, Journal journal) {
        List<Entry.Query> queries =
                source.questions(metric, request).stream().map(Shown::query).toList();
        if (!queries.isEmpty()) {
            journal.append(new Entry.Asked(request.to(), metric.name(), request.weight(), queries));
        }
    }

    private static Entry.Query query(Question question) {
        String arm = question.arm().map(Arm::track).orElse("");
        return new Entry.Query(question.label(), arm, question.text(), question.link());
    }
}

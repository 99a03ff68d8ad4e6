package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.metrics.DataKind;
import io.jenkins.plugins.canary.metrics.Finding;
import io.jenkins.plugins.canary.metrics.Finding.State;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.metrics.SourceException;
import io.jenkins.plugins.canary.target.RefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says of every metric of a specification which series there are for its target, and what is missing. Changes nothing. */
public final class Examination {
    private Examination() {}

    /**
     * Looks.
     *
     * @return metric to what was found of it
     * @throws RefusedException if the target cannot be released
     */
    public static Map<String, List<Finding>> of(Release release, Instant now) {
        Arms arms = Arms.ahead(release, now);
        Map<String, List<Finding>> findings = new LinkedHashMap<>();
        release.spec().metrics().forEach(metric -> findings.put(metric.name(), of(release, metric, arms, now)));
        return findings;
    }

    private static List<Finding> of(Release release, Metric metric, Arms arms, Instant now) {
        try {
            MetricSource source = new Baselines(release).source(metric);
            DataKind kind = DataKind.of(metric);
            if (!source.kinds().contains(kind)) {
                return List.of(new Finding(
                        State.MISSING,
                        metric.name() + ": its source serves " + DataKind.list(source.kinds()) + ", but no " + kind
                                + "; name another one in source"));
            }
            List<Finding> found = new ArrayList<>(source.examine(metric, arms.canary(), arms.baseline(), now));
            if (found.isEmpty()) {
                new Baselines(release).askAndNote(metric, arms, now);
                found.add(new Finding(State.THERE, metric.name() + ": its source answers"));
            }
            return found;
        } catch (SourceException e) {
            return List.of(new Finding(State.MISSING, metric.name() + ": " + e.getMessage()));
        } catch (RefusedException e) {
            return e.problems().stream()
                    .map(problem -> new Finding(State.MISSING, metric.name() + ": " + problem))
                    .toList();
        }
    }
}

package io.jenkins.plugins.canary.notify;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.canary.analysis.Evidence;
import io.jenkins.plugins.canary.analysis.Verdict;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where it stands what to do for each metric of a specification that says so.
 *
 * @param addresses by the metric's name
 */
record Runbooks(Map<String, String> addresses) {
    /** No metric says so. */
    static final Runbooks NONE = new Runbooks(Map.of());

    /** Keeps them. */
    Runbooks {
        addresses = Map.copyOf(addresses);
    }

    /** Those of a specification, as a journal has it. */
    static Runbooks of(JsonNode spec) {
        Map<String, String> addresses = new HashMap<>();
        for (JsonNode metric : spec.path("metrics")) {
            for (JsonNode fields : metric) {
                if (fields.path("runbook").isTextual()) {
                    addresses.put(
                            fields.path("name").asText(), fields.path("runbook").textValue());
                }
            }
        }
        return new Runbooks(addresses);
    }

    /** That of the metric for which the verdict is FAIL: of several the one with most evidence beyond what is needed. */
    Optional<String> of(Verdict verdict) {
        return verdict.evidence().stream()
                .filter(evidence -> verdict.kind() == Verdict.Kind.FAIL && evidence.logFail() >= evidence.failAt())
                .max(Comparator.comparingDouble(evidence -> evidence.logFail() - evidence.failAt()))
                .map(Evidence::metric)
                .map(addresses::get);
    }
}

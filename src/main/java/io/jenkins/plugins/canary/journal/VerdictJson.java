package io.jenkins.plugins.canary.journal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.analysis.Evidence;
import io.jenkins.plugins.canary.analysis.Verdict;

/** Writes verdicts as JSON, as journals have them. */
public final class VerdictJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private VerdictJson() {}

    /** The fields {@code kind}, {@code reason}, {@code sentence}, {@code uncalibrated} and {@code evidence}. */
    public static ObjectNode of(Verdict verdict) {
        ObjectNode json = NODES.objectNode()
                .put("kind", verdict.kind().name())
                .put("reason", verdict.reason().name())
                .put("sentence", verdict.sentence())
                .put("uncalibrated", verdict.uncalibrated());
        ArrayNode evidence = json.putArray("evidence");
        verdict.evidence().forEach(item -> evidence.add(evidence(item)));
        return json;
    }

    private static ObjectNode evidence(Evidence evidence) {
        ObjectNode line = NODES.objectNode().put("metric", evidence.metric()).put("channel", evidence.channel());
        pair(line, "canary", evidence.canaryTotal(), evidence.canaryEvents());
        pair(line, "baseline", evidence.baselineTotal(), evidence.baselineEvents());
        pair(line, "fail", evidence.logFail(), evidence.failAt());
        pair(line, "pass", evidence.logPass(), evidence.passAt());
        line.putArray("ratio").add(Numbers.of(evidence.ratioLow())).add(Numbers.of(evidence.ratioHigh()));
        line.set("value", Numbers.of(evidence.value()));
        return line;
    }

    private static void pair(ObjectNode line, String name, double first, double second) {
        line.putArray(name).add(Numbers.of(first)).add(Numbers.of(second));
    }
}

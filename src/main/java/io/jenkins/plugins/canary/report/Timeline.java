package io.jenkins.plugins.canary.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.journal.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The weights of a release, what was said at each of them, and everything that happened, in order. */
final class Timeline {
    private static final class Step {
        private final Entry.WeightSet since;
        private Optional<Instant> until = Optional.empty();
        private Optional<Entry.Judged> verdict = Optional.empty();

        Step(Entry.WeightSet since) {
            this.since = since;
        }
    }

    private final List<Step> steps = new ArrayList<>();
    private final ArrayNode log = JsonNodeFactory.instance.arrayNode();

    void add(Entry entry) {
        if (entry instanceof Entry.Opened opened) {
            log(entry, "opened", "Opened by " + opened.holder() + " as release " + opened.release() + ".");
        } else if (entry instanceof Entry.Event event) {
            log(entry, "event", event.sentence()).put("kind", event.kind());
        } else if (entry instanceof Entry.WeightSet set) {
            last().ifPresent(step -> step.until = Optional.of(set.at()));
            steps.add(new Step(set));
            log(entry, "weight", set.percent() + " % of traffic to the canary, read back from the route.");
        } else if (entry instanceof Entry.Judged judged) {
            last().ifPresent(step -> step.verdict = Optional.of(judged));
            log(entry, "verdict", judged.verdict().sentence())
                    .put("kind", judged.verdict().kind().name());
        } else if (entry instanceof Entry.Ended ended) {
            log(entry, "ended", ended.reason()).put("kind", ended.outcome());
        }
    }

    /** Adds {@code weights}, {@code steps} and {@code log}. */
    void describe(ObjectNode json, Instant end) {
        ArrayNode weights = json.putArray("weights");
        ArrayNode rows = json.putArray("steps");
        for (Step step : steps) {
            long since = step.since.at().toEpochMilli();
            weights.addArray().add(since).add(step.since.percent());
            if (step.since.percent() > 0) {
                ObjectNode row = rows.addObject()
                        .put("weight", step.since.percent())
                        .put("since", since)
                        .put("until", step.until.orElse(end).toEpochMilli());
                step.verdict.ifPresent(judged -> row.set("verdict", verdict(judged)));
            }
        }
        json.set("log", log);
    }

    static ObjectNode verdict(Entry.Judged judged) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("at", judged.at().toEpochMilli())
                .put("weight", judged.weight())
                .put("kind", judged.verdict().kind().name())
                .put("reason", judged.verdict().reason().name())
                .put("sentence", judged.verdict().sentence())
                .put("uncalibrated", judged.verdict().uncalibrated());
    }

    private Optional<Step> last() {
        return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
    }

    private ObjectNode log(Entry entry, String type, String sentence) {
        return log.addObject()
                .put("at", entry.at().toEpochMilli())
                .put("type", type)
                .put("sentence", sentence);
    }
}

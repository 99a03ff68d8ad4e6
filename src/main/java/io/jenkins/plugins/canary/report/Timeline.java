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
    /** The kind of event by which traffic goes home. */
    private static final String HOME = "home";

    /** The kind of events by which a canary's pods are remembered that are no more. */
    private static final String LAST_WORDS = "evidence";

    private static final class Step {
        private final Entry.WeightSet since;
        private Optional<Instant> until = Optional.empty();
        private Optional<Entry.Judged> verdict = Optional.empty();

        Step(Entry.WeightSet since) {
            this.since = since;
        }

        boolean saw(Entry.Judged look) {
            return !look.at().isBefore(since.at())
                    && until.map(look.at()::isBefore).orElse(true);
        }
    }

    private final List<Step> steps = new ArrayList<>();
    private final ArrayNode lastWords = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode log = JsonNodeFactory.instance.arrayNode();
    private Optional<Entry.Judged> verdict = Optional.empty();
    private boolean isOver;

    void add(Entry entry) {
        if (entry instanceof Entry.Opened opened) {
            log(entry, "opened", "Opened by " + opened.holder() + " as release " + opened.release() + ".");
        } else if (entry instanceof Entry.Event event) {
            if (event.kind().equals(HOME)) {
                weigh(new Entry.WeightSet(event.at(), 0));
            }
            if (event.kind().equals(LAST_WORDS)) {
                lastWords.add(event.sentence());
                return;
            }
            ObjectNode line = log(entry, "event", event.sentence()).put("kind", event.kind());
            if (!event.who().isEmpty()) {
                line.put("who", event.who()).put("why", event.why());
            }
        } else if (entry instanceof Entry.WeightSet set) {
            weigh(set);
            log(
                    entry,
                    "weight",
                    set.percent() + " % of traffic to the canary"
                            + (set.besides().isEmpty() ? "" : ", and " + set.besides())
                            + ", read back from the route.");
        } else if (entry instanceof Entry.Judged judged) {
            last().ifPresent(step -> step.verdict = Optional.of(judged));
            verdict = Optional.of(judged);
            log(entry, "verdict", judged.verdict().sentence())
                    .put("kind", judged.verdict().kind().name());
        } else if (entry instanceof Entry.Ended ended) {
            isOver = true;
            log(entry, "ended", ended.reason()).put("kind", ended.outcome());
        }
    }

    private void weigh(Entry.WeightSet set) {
        last().ifPresent(step -> step.until = Optional.of(set.at()));
        steps.add(new Step(set));
    }

    /**
     * Takes in what the judge said after a round. It is the same verdict with newer numbers, or it was not the verdict that the
     * release went by.
     */
    void look(Entry.Judged look) {
        boolean sameStep = steps.stream()
                .noneMatch(step -> step.saw(look) && verdict.filter(step::saw).isEmpty());
        verdict = isOver || !sameStep ? verdict : newer(verdict, look);
        steps.stream().filter(step -> step.saw(look)).forEach(step -> step.verdict = newer(step.verdict, look));
    }

    private static Optional<Entry.Judged> newer(Optional<Entry.Judged> said, Entry.Judged look) {
        return said.filter(judged -> look.at().isAfter(judged.at()))
                .filter(judged -> look.weight() == judged.weight())
                .filter(judged -> look.verdict().kind() == judged.verdict().kind())
                .filter(judged -> look.verdict().reason() == judged.verdict().reason())
                .map(judged -> look)
                .or(() -> said);
    }

    /** The latest verdict; empty before the first. */
    Optional<Entry.Judged> verdict() {
        return verdict;
    }

    /** Adds {@code weights}, {@code steps}, {@code log} and {@code lastWords}. */
    void describe(ObjectNode json, Instant end) {
        ArrayNode weights = json.putArray("weights");
        ArrayNode rows = json.putArray("steps");
        for (Step step : steps) {
            long since = step.since.at().toEpochMilli();
            weights.addArray().add(since).add(step.since.percent());
            if (step.since.percent() > 0 || !step.since.besides().isEmpty()) {
                ObjectNode row = rows.addObject()
                        .put("weight", step.since.percent())
                        .put("since", since)
                        .put("until", step.until.orElse(end).toEpochMilli());
                besides(step, row);
                step.verdict.ifPresent(judged -> row.set("verdict", verdict(judged)));
            }
        }
        json.set("log", log);
        if (!lastWords.isEmpty()) {
            json.set("lastWords", lastWords);
        }
    }

    /** The latest verdict, with what the canary had when it was said. */
    Optional<ObjectNode> described() {
        return verdict.map(said -> {
            ObjectNode json = verdict(said);
            steps.stream().filter(step -> step.saw(said)).forEach(step -> besides(step, json));
            return json;
        });
    }

    private static void besides(Step step, ObjectNode json) {
        if (!step.since.besides().isEmpty()) {
            json.put("besides", step.since.besides());
        }
    }

    private static ObjectNode verdict(Entry.Judged judged) {
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

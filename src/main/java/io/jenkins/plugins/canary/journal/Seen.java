package io.jenkins.plugins.canary.journal;

import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a journal knows already, so that nothing is told twice: one opening and one end, an event by its key, a weight and a
 * verdict (kind, reason, weight) if they differ from the last ones, like what both arms run, a metric's past once, what its source
 * is asked once per weight, intervals and samples if they are
 * later than the metric's last.
 */
final class Seen {
    private record Said(int weight, Verdict.Kind kind, Reason reason) {
        static Said of(Entry.Judged judged) {
            return new Said(
                    judged.weight(), judged.verdict().kind(), judged.verdict().reason());
        }
    }

    private final Set<String> events = new HashSet<>();
    private final Set<String> known = new HashSet<>();
    private final Map<String, Instant> counted = new HashMap<>();
    private final Map<String, Instant> sampled = new HashMap<>();
    private final Map<String, Instant> compared = new HashMap<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private Optional<Entry.Versions> versions = Optional.empty();
    private boolean opened;
    private boolean ended;
    private Optional<Entry.WeightSet> weight = Optional.empty();
    private Said said;

    /** Whether the entry says something new. Changes nothing. */
    boolean isNew(Entry entry) {
        if (entry instanceof Entry.Opened) {
            return !opened;
        } else if (entry instanceof Entry.Event event) {
            return !events.contains(event.key());
        } else if (entry instanceof Entry.WeightSet set) {
            return weight.filter(last ->
                            last.percent() == set.percent() && last.besides().equals(set.besides()))
                    .isEmpty();
        } else if (entry instanceof Entry.Known past) {
            return !known.contains(past.metric());
        } else if (entry instanceof Entry.Asked asking) {
            return !Integer.valueOf(asking.weight()).equals(asked.get(asking.metric()));
        } else if (entry instanceof Entry.Versions running) {
            return versions.filter(last -> last.stable().equals(running.stable())
                            && last.canary().equals(running.canary()))
                    .isEmpty();
        } else if (entry instanceof Entry.Counted count) {
            return isLater(counted.get(count.metric()), count.at());
        } else if (entry instanceof Entry.Sampled sample) {
            return isLater(sampled.get(sample.metric()), sample.at());
        } else if (entry instanceof Entry.Compared sample) {
            return isLater(compared.get(sample.metric()), sample.at());
        } else if (entry instanceof Entry.Judged judged) {
            return !Said.of(judged).equals(said);
        }
        return !ended;
    }

    /** From now on the entry is known. */
    void remember(Entry entry) {
        if (entry instanceof Entry.Opened) {
            opened = true;
        } else if (entry instanceof Entry.Event event) {
            events.add(event.key());
        } else if (entry instanceof Entry.WeightSet set) {
            weight = Optional.of(set);
            said = null; // what is said of the next requests is news even if it is the same
        } else if (entry instanceof Entry.Known past) {
            known.add(past.metric());
        } else if (entry instanceof Entry.Asked asking) {
            asked.put(asking.metric(), asking.weight());
        } else if (entry instanceof Entry.Versions running) {
            versions = Optional.of(running);
        } else if (entry instanceof Entry.Counted count) {
            counted.put(count.metric(), count.at());
        } else if (entry instanceof Entry.Sampled sample) {
            sampled.put(sample.metric(), sample.at());
        } else if (entry instanceof Entry.Compared sample) {
            compared.put(sample.metric(), sample.at());
        } else if (entry instanceof Entry.Judged judged) {
            said = Said.of(judged);
        } else {
            ended = true;
        }
    }

    private static boolean isLater(Instant last, Instant at) {
        return last == null || at.isAfter(last);
    }
}

package io.jenkins.plugins.canary.run;

import io.jenkins.plugins.canary.journal.Entry;
import java.util.List;

/** What of a journal fits into one line; a fold that goes on from where it was. Not thread-safe. */
final class Headline {
    private int seen;
    private int weight;
    private String verdict = "";
    private String sentence = "";

    /** Takes in what was added to the journal since the last time. */
    void follow(List<Entry> entries) {
        entries.subList(seen, entries.size()).forEach(this::take);
        seen = entries.size();
    }

    private void take(Entry entry) {
        if (entry instanceof Entry.WeightSet set) {
            weight = set.percent();
        } else if (entry instanceof Entry.Judged judged) {
            verdict = judged.verdict().kind().name();
            sentence = judged.verdict().sentence();
        } else if (entry instanceof Entry.Event event && event.kind().equals("home")) {
            weight = 0;
        }
    }

    /** Percent that was last read back from the route. */
    int weight() {
        return weight;
    }

    /** Name of the latest verdict; empty before the first. */
    String verdict() {
        return verdict;
    }

    /** The latest verdict's sentence. */
    String sentence() {
        return sentence;
    }
}

package io.jenkins.plugins.canary.run;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.target.Phase;
import java.util.List;

/** What of a journal fits into one line; a fold that goes on from where it was. Not thread-safe. */
final class Headline {
    private int seen;
    private int weight;
    private String verdict = "";
    private String sentence = "";
    private Phase phase = Phase.PREPARING;

    /**
     * Takes in what was added to the journal since the last time.
     *
     * @return whether anything was
     */
    boolean follow(List<Entry> entries) {
        boolean news = seen < entries.size();
        entries.subList(seen, entries.size()).forEach(this::take);
        seen = entries.size();
        return news;
    }

    private void take(Entry entry) {
        if (entry instanceof Entry.WeightSet set) {
            takeWeight(set.percent());
        } else if (entry instanceof Entry.Judged judged) {
            verdict = judged.verdict().kind().name();
            sentence = judged.verdict().sentence();
        } else if (entry instanceof Entry.Event event) {
            take(event);
        }
    }

    /** What was found at one weight says nothing of the next. */
    private void takeWeight(int percent) {
        if (percent != weight) {
            verdict = "";
            sentence = "";
        }
        weight = percent;
        phase = Phase.SERVING;
    }

    private void take(Entry.Event event) {
        switch (event.kind()) {
            case "home" -> weight = 0;
            case "promoting" -> phase = Phase.PROMOTING;
            case "rollback" -> phase = Phase.ROLLING_BACK;
            default -> phase = event.key().equals("promotion-failed") ? Phase.SERVING : phase;
        }
    }

    /** As far as the release has come; whether it is over is said by its result alone. */
    Phase phase() {
        return phase;
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

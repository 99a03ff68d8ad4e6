package io.jenkins.plugins.canary.run;

import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.config.Meters;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Kinds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Counts what a release comes to; a fold over its journal that goes on from where it was. Not thread-safe. */
final class Tally {
    private final Instant since;
    private int seen;
    private Instant served = Instant.EPOCH;

    /** @param since what happened before was counted by whoever drove the release then */
    Tally(Instant since) {
        this.since = since;
    }

    /** Counts what was added to the journal since the last time. */
    void follow(List<Entry> story) {
        for (; seen < story.size(); seen++) {
            take(story.get(seen));
        }
    }

    private void take(Entry entry) {
        if (entry instanceof Entry.WeightSet set) {
            served = set.at();
        }
        if (entry.at().isBefore(since)) {
            return;
        }
        if (entry instanceof Entry.Judged judged) {
            judged(judged);
        } else if (entry instanceof Entry.Ended ended) {
            Meters.count("canary.releases." + word(ended.outcome()));
        } else if (entry instanceof Entry.Opened) {
            Meters.count("canary.releases.opened");
        } else if (entry instanceof Entry.Event event) {
            switch (event.kind()) {
                case Kinds.HELD -> Meters.count("canary.releases.held");
                case Kinds.UNTOLD -> Meters.count("canary.notifications.failed");
                default -> {}
            }
        }
    }

    private void judged(Entry.Judged judged) {
        Meters.count("canary.verdicts." + word(judged.verdict().kind().name()));
        if (judged.verdict().kind() == Verdict.Kind.FAIL && served.isAfter(Instant.EPOCH)) {
            Meters.time("canary.detection", Duration.between(served, judged.at()));
        }
    }

    private static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }
}

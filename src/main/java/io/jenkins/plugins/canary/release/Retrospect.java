package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.Judge;
import io.jenkins.plugins.canary.journal.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Judges a journal again, as the judge of today would have at each of its intervals. */
public final class Retrospect {
    private Retrospect() {}

    /** What the judge would have said at each time at which numbers came in; empty if nothing was ever judged. */
    public static List<Entry.Judged> looks(ReleaseSpec spec, List<Entry> entries) {
        List<Entry.Judged> looks = new ArrayList<>();
        Fold fold = new Fold(spec);
        int weight = 0;
        Instant last = Instant.MIN;
        for (Entry entry : entries) {
            if (isNumbers(entry) && entry.at().isAfter(last)) {
                if (fold.isReady() && last.isAfter(Instant.MIN)) {
                    looks.add(look(fold.judge(), weight, last));
                }
                last = entry.at();
            }
            weight = entry instanceof Entry.WeightSet set ? set.percent() : weight;
            fold.add(entry);
        }
        if (fold.isReady() && last.isAfter(Instant.MIN)) {
            looks.add(look(fold.judge(), weight, last));
        }
        return looks;
    }

    private static boolean isNumbers(Entry entry) {
        return entry instanceof Entry.Counted || entry instanceof Entry.Compared || entry instanceof Entry.Sampled;
    }

    private static Entry.Judged look(Judge judge, int weight, Instant at) {
        return new Entry.Judged(at, weight, judge.judge(at).verdict());
    }
}

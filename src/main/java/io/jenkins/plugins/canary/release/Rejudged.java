package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.Reason;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A verdict of a release, made again from its journal alone.
 *
 * @param at the time that it is about
 * @param recorded what was said then, if anything was
 * @param fromNumbers whether the numbers say it; otherwise it was seen in the cluster, or a source had never answered, and it
 *     is repeated as it was recorded
 */
public record Rejudged(Instant at, Optional<Verdict> recorded, Verdict verdict, boolean fromNumbers) {
    private static final Set<Reason> SEEN_IN_THE_CLUSTER = Set.of(Reason.GUARD_TRIPPED, Reason.STABLE_CHANGED);

    /** Checks that nothing is missing. */
    public Rejudged {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(recorded, "recorded");
        Objects.requireNonNull(verdict, "verdict");
    }

    /**
     * The last verdict of the journal, judged again with what was known then. With the specification of the run it is the same,
     * to the last bit. Empty if nothing was ever judged.
     */
    public static Optional<Rejudged> asItWas(ReleaseSpec spec, List<Entry> entries) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i) instanceof Entry.Judged judged) {
                return Optional.of(again(spec, entries.subList(0, i + 1), judged));
            }
        }
        return Optional.empty();
    }

    private static Rejudged again(ReleaseSpec spec, List<Entry> entries, Entry.Judged judged) {
        Fold fold = folded(spec, entries);
        Optional<Verdict> recorded = Optional.of(judged.verdict());
        return !fold.isReady() || SEEN_IN_THE_CLUSTER.contains(judged.verdict().reason())
                ? new Rejudged(judged.at(), recorded, judged.verdict(), false)
                : new Rejudged(judged.at(), recorded, verdict(fold, judged.at()), true);
    }

    /** What is to be said of all numbers of the journal, when the last of them came. Empty if there are none. */
    public static Optional<Rejudged> atTheEnd(ReleaseSpec spec, List<Entry> entries) {
        Fold fold = folded(spec, entries);
        return entries.stream()
                .filter(entry -> entry instanceof Entry.Counted
                        || entry instanceof Entry.Sampled
                        || entry instanceof Entry.Compared
                        || entry instanceof Entry.Judged)
                .map(Entry::at)
                .max(Instant::compareTo)
                .filter(at -> fold.isReady())
                .map(at -> new Rejudged(at, Optional.empty(), verdict(fold, at), true));
    }

    private static Fold folded(ReleaseSpec spec, List<Entry> entries) {
        Fold fold = new Fold(spec);
        entries.forEach(fold::add);
        return fold;
    }

    private static Verdict verdict(Fold fold, Instant at) {
        return fold.judge().judge(at).verdict();
    }
}

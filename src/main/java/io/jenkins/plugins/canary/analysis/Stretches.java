package io.jenkins.plugins.canary.analysis;

import io.jenkins.plugins.canary.analysis.RatioLikelihood.Term;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One channel's counts, summed between the starts of its {@link StartMixture}: enough to say which start a fault belongs to,
 * and what was counted since. Not thread-safe.
 */
final class Stretches {
    private final List<Stretch> stretches = new ArrayList<>();

    private record Stretch(Instant since, int weight, Counts counts, Term term) {
        Stretch plus(Counts more, Counts asked, double information) {
            Term added = new Term(
                    asked.canaryTotal(),
                    asked.baselineTotal(),
                    asked.canaryEvents() * information,
                    asked.events() * information);
            return new Stretch(since, weight, counts.plus(more), term.plus(added));
        }
    }

    /**
     * Everything from one time to now.
     *
     * @param trust part of the allowed errors that the limits of this window may use
     */
    record Window(double trust, Instant since, Counts counts, RatioLikelihood likelihood) {
        /** Confidence limits of the ratio in this window; each side may be wrong in a share alpha of cases, as FAIL may. */
        RatioLikelihood.Limits limits(double alpha) {
            return likelihood.limits(2 * alpha * trust);
        }
    }

    /** A new stretch begins. */
    void begin(Instant since, int weight) {
        stretches.add(new Stretch(since, weight, Counts.NONE, new Term(0, 0, 0, 0)));
    }

    /**
     * Counts one interval in the latest stretch.
     *
     * @param asked the same as the question whether the canary has too many events
     */
    void add(Counts counts, Counts asked, double dispersion) {
        int last = stretches.size() - 1;
        double divisor = asked.crowded() ? dispersion * asked.crowding() : dispersion;
        double information = divisor > 0 ? 1 / divisor : 0;
        stretches.set(last, stretches.get(last).plus(counts, asked, information));
    }

    /** All that was counted; nothing may have been yet. */
    Window all() {
        return from(0, StartMixture.weight(0));
    }

    /** All stretches that began at that time or later. */
    Window since(Instant time) {
        int start = 0;
        while (start < stretches.size() && stretches.get(start).since().isBefore(time)) {
            start++;
        }
        return from(start, StartMixture.weight(0));
    }

    /**
     * The window since the start that explains best why the ratio is above this one. As it is chosen for what it shows, its
     * limits may use only that start's part of the allowed errors.
     */
    Window worst(double ratio) {
        Window best = all();
        double highest = Double.NEGATIVE_INFINITY;
        for (int start = 0; start < stretches.size(); start++) {
            Window window = from(start, StartMixture.weight(start));
            double score = StrictMath.log(window.trust()) + window.likelihood().gainOver(ratio);
            if (score > highest) {
                highest = score;
                best = window;
            }
        }
        return best;
    }

    private Window from(int start, double trust) {
        List<Term> terms = new ArrayList<>();
        Counts counts = Counts.NONE;
        for (int i = start; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            counts = counts.plus(stretch.counts());
            if (i > start && stretch.weight() == stretches.get(i - 1).weight()) {
                terms.set(terms.size() - 1, terms.get(terms.size() - 1).plus(stretch.term()));
            } else {
                terms.add(stretch.term());
            }
        }
        Instant since = start < stretches.size() ? stretches.get(start).since() : Instant.MAX;
        return new Window(trust, since, counts, new RatioLikelihood(terms));
    }
}

package io.jenkins.plugins.canary.analysis;

import io.jenkins.plugins.canary.analysis.RatioLikelihood.Term;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One channel's counts, summed between the starts of its {@link StartMixture}: enough to say which start a fault belongs to,
 * and what was counted since. Not thread-safe.
 */
final class Stretches {
    private final List<Stretch> stretches = new ArrayList<>();

    /** Sums of a stretch, or of several. One flat object: a day of fifty metrics has many thousands. */
    private static final class Stretch {
        private static final double[] NO_OTHERS = {};
        /** Both arms' totals, the canary's events, and those of both. */
        private static final int FIGURES = 4;

        private final long since;
        private final int weight;
        private double canaryTotal;
        private double canaryEvents;
        private double baselineTotal;
        private double baselineEvents;
        private double askedCanary;
        private double askedBaseline;
        private double askedCanaryEvents;
        private double askedEvents;

        /** The same four figures for each stratum after the first. */
        private double[] others = NO_OTHERS;

        Stretch(long since, int weight) {
            this.since = since;
            this.weight = weight;
        }

        void add(Counts counts, Tables asked, double dispersion) {
            canaryTotal += counts.canaryTotal();
            canaryEvents += counts.canaryEvents();
            baselineTotal += counts.baselineTotal();
            baselineEvents += counts.baselineEvents();
            Counts first = asked.strata().get(0);
            double information = information(first, dispersion);
            askedCanary += first.canaryTotal();
            askedBaseline += first.baselineTotal();
            askedCanaryEvents += first.canaryEvents() * information;
            askedEvents += first.events() * information;
            for (int i = 1; i < asked.strata().size(); i++) {
                addOther(
                        asked.strata().get(i),
                        (i - 1) * FIGURES,
                        information(asked.strata().get(i), dispersion));
            }
        }

        private static double information(Counts asked, double dispersion) {
            double divisor = asked.crowded() ? dispersion * asked.crowding() : dispersion;
            return divisor > 0 ? 1 / divisor : 0;
        }

        private void addOther(Counts asked, int at, double information) {
            others = others.length > at ? others : Arrays.copyOf(others, at + FIGURES);
            others[at] += asked.canaryTotal();
            others[at + 1] += asked.baselineTotal();
            others[at + 2] += asked.canaryEvents() * information;
            others[at + 3] += asked.events() * information;
        }

        void add(Stretch other) {
            canaryTotal += other.canaryTotal;
            canaryEvents += other.canaryEvents;
            baselineTotal += other.baselineTotal;
            baselineEvents += other.baselineEvents;
            askedCanary += other.askedCanary;
            askedBaseline += other.askedBaseline;
            askedCanaryEvents += other.askedCanaryEvents;
            askedEvents += other.askedEvents;
            if (others.length < other.others.length) {
                others = Arrays.copyOf(others, other.others.length);
            }
            for (int i = 0; i < other.others.length; i++) {
                others[i] += other.others[i];
            }
        }

        Counts counts() {
            return new Counts(canaryTotal, canaryEvents, baselineTotal, baselineEvents);
        }

        /** One term per stratum that both arms served, or a single one where nothing is stratified. */
        List<Term> terms() {
            Term first = new Term(askedCanary, askedBaseline, askedCanaryEvents, askedEvents);
            if (others.length == 0) {
                return List.of(first);
            }
            List<Term> terms = new ArrayList<>(List.of(first));
            for (int at = 0; at < others.length; at += FIGURES) {
                terms.add(new Term(others[at], others[at + 1], others[at + 2], others[at + 3]));
            }
            terms.removeIf(term -> term.canaryTotal() <= 0 || term.baselineTotal() <= 0);
            return terms;
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
        stretches.add(new Stretch(Recent.nanos(since), weight));
    }

    /**
     * Counts one interval in the latest stretch.
     *
     * @param asked the same as the question whether the canary has too many events
     */
    void add(Counts counts, Tables asked, double dispersion) {
        stretches.get(stretches.size() - 1).add(counts, asked, dispersion);
    }

    /** All that was counted; nothing may have been yet. */
    Window all() {
        return from(0, StartMixture.weight(0));
    }

    /** All stretches that began at that time or later. */
    Window since(Instant time) {
        int start = 0;
        while (start < stretches.size() && stretches.get(start).since < Recent.nanos(time)) {
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

    /** Neighbours of the same weight are one term. */
    private Window from(int start, double trust) {
        long since = start < stretches.size() ? stretches.get(start).since : Long.MAX_VALUE;
        List<Term> terms = new ArrayList<>();
        Stretch all = new Stretch(since, 0);
        Stretch alike = all;
        for (int i = start; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            if (i == start || stretch.weight != stretches.get(i - 1).weight) {
                if (i > start) {
                    terms.addAll(alike.terms());
                }
                alike = new Stretch(stretch.since, stretch.weight);
            }
            alike.add(stretch);
            all.add(stretch);
        }
        if (start < stretches.size()) {
            terms.addAll(alike.terms());
        }
        return new Window(trust, Recent.time(since), all.counts(), new RatioLikelihood(terms));
    }
}

package io.jenkins.plugins.canary.analysis;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The logarithm of the likelihood of the ratio canary:baseline, as a function of u = log ratio, and confidence limits from it.
 *
 * <p>The limits are those of a confidence sequence: {u : log M − l(u) < log(1/alpha)} with M the likelihood's mean over a
 * fixed prior, normal with mean 0 and standard deviation 1.5. They hold at all times at once (S. Howard, A. Ramdas,
 * J. McAuliffe, J. Sekhon, Ann. Stat. 49, 2021; methods 1.1), for a ratio that does not change within the window.
 */
final class RatioLikelihood {
    /** Of the logarithm: two in three ratios that are thought of before lie between a fifth and fivefold. */
    private static final double PRIOR_DEVIATION = 1.5;

    /** Logarithms of ratios are looked for up to this: three million times, and one part of it. */
    private static final double FARTHEST = 15;

    /** Halvings of that range until it is as small as a double's rounding. */
    private static final int HALVINGS = 60;

    /** The prior's mean of the likelihood is taken over so many steps, within so many standard deviations around its mode. */
    private static final int POINTS = 120;

    /** Sixteen: beyond, a normal density is less than a double's rounding. */
    private static final double AROUND = 16;

    private final List<Term> terms;
    private final double canaryEvents;
    private final double events;

    RatioLikelihood(List<Term> terms) {
        this.terms = List.copyOf(terms);
        canaryEvents = terms.stream().mapToDouble(Term::canaryEvents).sum();
        events = terms.stream().mapToDouble(Term::events).sum();
    }

    /**
     * Intervals of nearly the same split, summed.
     *
     * @param canaryEvents of the canary, each interval's divided by its dispersion
     * @param events of both arms, likewise
     */
    record Term(double canaryTotal, double baselineTotal, double canaryEvents, double events) {
        Term plus(Term other) {
            return new Term(
                    canaryTotal + other.canaryTotal,
                    baselineTotal + other.baselineTotal,
                    canaryEvents + other.canaryEvents,
                    events + other.events);
        }
    }

    /** Limits of the ratio; empty where there is none. */
    record Limits(OptionalDouble low, OptionalDouble high) {
        static final Limits NONE = new Limits(OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** The most likely ratio: 0 without events in the canary, infinite without any in the baseline, empty without both. */
    OptionalDouble best() {
        if (events <= 0) {
            return OptionalDouble.empty();
        }
        if (canaryEvents <= 0) {
            return OptionalDouble.of(0);
        }
        if (canaryEvents >= events) {
            return OptionalDouble.of(Double.POSITIVE_INFINITY);
        }
        return OptionalDouble.of(Elementary.exp(root(0)));
    }

    /** How much likelier the best ratio above this one is, as a logarithm; 0 if none is. */
    double gainOver(double ratio) {
        double at = Elementary.log(ratio);
        double best = StrictMath.max(at, root(0));
        return log(best) - log(at);
    }

    /** Confidence limits that hold at all times at once, both together, but for a share alpha of cases. */
    Limits limits(double alpha) {
        if (events <= 0) {
            return Limits.NONE;
        }
        double floor = logMean() - Elementary.log(1 / alpha);
        double best = root(0);
        OptionalDouble low = OptionalDouble.of(0);
        OptionalDouble high = OptionalDouble.empty();
        if (log(-FARTHEST) < floor) {
            low = OptionalDouble.of(Elementary.exp(crossing(-FARTHEST, best, floor)));
        }
        if (log(FARTHEST) < floor) {
            high = OptionalDouble.of(Elementary.exp(crossing(FARTHEST, best, floor)));
        }
        return new Limits(low, high);
    }

    private double log(double u) {
        double sum = canaryEvents * u;
        double ratio = Elementary.exp(u);
        for (Term term : terms) {
            sum -= term.events * Elementary.log(term.canaryTotal * ratio + term.baselineTotal);
        }
        return sum;
    }

    private double slope(double u) {
        double sum = canaryEvents;
        double ratio = Elementary.exp(u);
        for (Term term : terms) {
            double canary = term.canaryTotal * ratio;
            sum -= term.events * canary / (canary + term.baselineTotal);
        }
        return sum;
    }

    private double curvature(double u) {
        double sum = 0;
        double ratio = Elementary.exp(u);
        for (Term term : terms) {
            double share = term.canaryTotal * ratio / (term.canaryTotal * ratio + term.baselineTotal);
            sum += term.events * share * (1 - share);
        }
        return sum;
    }

    /** Where the slope, less u times the prior's precision, is zero; the likelihood is concave. */
    private double root(double precision) {
        double low = -FARTHEST;
        double high = FARTHEST;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (slope(middle) - precision * middle > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private double crossing(double outside, double inside, double floor) {
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (outside + inside) / 2;
            if (log(middle) < floor) {
                outside = middle;
            } else {
                inside = middle;
            }
        }
        return outside;
    }

    /** By the trapezoidal rule around the mode; what lies outside is left out, which makes the limits wider. */
    private double logMean() {
        double precision = 1 / (PRIOR_DEVIATION * PRIOR_DEVIATION);
        double mode = root(precision);
        double deviation = 1 / StrictMath.sqrt(curvature(mode) + precision);
        double step = AROUND * deviation / POINTS;
        double[] logs = new double[POINTS + 1];
        for (int i = 0; i <= POINTS; i++) {
            double u = mode + (i - POINTS / 2) * step;
            logs[i] = log(u) - u * u * precision / 2;
        }
        return LogSpace.sum(logs) + Elementary.log(step * StrictMath.sqrt(precision / (2 * StrictMath.PI)));
    }
}

package io.jenkins.plugins.canary.analysis;

import java.util.OptionalDouble;

/**
 * What the events of a metric are, and so which direction is worse. The tests know one question only: whether the canary has
 * too many events among its requests. {@link #asked} puts every metric as this question (methods 1.1, 1.4 and 1.5).
 */
public enum Sense {
    /** Requests that went wrong, or were slow: more are worse. */
    BAD {
        @Override
        Counts asked(Counts counts) {
            return counts;
        }

        @Override
        double shown(double ratio) {
            return ratio;
        }
    },

    /** Requests that did what they are for, such as orders: fewer are worse. Too few in the canary are too many in the baseline. */
    GOOD {
        @Override
        Counts asked(Counts counts) {
            return new Counts(
                    counts.baselineTotal(), counts.baselineEvents(), counts.canaryTotal(), counts.canaryEvents());
        }

        @Override
        double shown(double ratio) {
            return 1 / ratio;
        }

        @Override
        RatioLikelihood.Limits shown(RatioLikelihood.Limits limits) {
            return limits.equals(RatioLikelihood.Limits.NONE)
                    ? limits
                    : new RatioLikelihood.Limits(
                            inverse(limits.high(), 0), inverse(limits.low(), Double.POSITIVE_INFINITY));
        }
    },

    /** Rare misfortunes of pods, such as restarts, counted against pod-seconds: more are worse. */
    MISFORTUNE {
        @Override
        Counts asked(Counts counts) {
            return new Counts(
                    counts.canaryTotal() * INSTANTS,
                    counts.canaryEvents(),
                    counts.baselineTotal() * INSTANTS,
                    counts.baselineEvents());
        }

        @Override
        double shown(double ratio) {
            return ratio;
        }
    };

    /** A second is cut so fine that nothing happens twice in one piece: then a share of pieces is a rate (Poisson). */
    private static final double INSTANTS = 1e6;

    /** The counts for the question whether the canary has too many events. */
    abstract Counts asked(Counts counts);

    /** A ratio of the question asked as one of canary to baseline. */
    abstract double shown(double ratio);

    /** Limits of a ratio of the question asked as limits of one of canary to baseline. */
    RatioLikelihood.Limits shown(RatioLikelihood.Limits limits) {
        return limits;
    }

    private static OptionalDouble inverse(OptionalDouble limit, double otherwise) {
        double inverse = limit.isPresent() ? 1 / limit.getAsDouble() : otherwise;
        return Double.isInfinite(inverse) ? OptionalDouble.empty() : OptionalDouble.of(inverse);
    }
}

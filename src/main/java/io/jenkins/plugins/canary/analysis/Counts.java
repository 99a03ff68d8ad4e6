package io.jenkins.plugins.canary.analysis;

/**
 * What both arms did in one channel: in one interval, or summed over several.
 *
 * @param canaryTotal requests of the canary
 * @param canaryEvents events among them
 * @param baselineTotal requests of the baseline
 * @param baselineEvents events among them
 */
record Counts(double canaryTotal, double canaryEvents, double baselineTotal, double baselineEvents) {
    static final Counts NONE = new Counts(0, 0, 0, 0);

    /** Below this share of events a binomial is as good as the exact conditional distribution (methods 1.1). */
    private static final double CROWDED = 0.1;

    static Counts of(Interval interval, int channel) {
        return new Counts(
                interval.canary().total(),
                interval.canary().events().get(channel),
                interval.baseline().total(),
                interval.baseline().events().get(channel));
    }

    static Counts of(Stratum stratum, int channel) {
        return new Counts(
                stratum.canary().total(),
                stratum.canary().events().get(channel),
                stratum.baseline().total(),
                stratum.baseline().events().get(channel));
    }

    Counts plus(Counts other) {
        return new Counts(
                canaryTotal + other.canaryTotal,
                canaryEvents + other.canaryEvents,
                baselineTotal + other.baselineTotal,
                baselineEvents + other.baselineEvents);
    }

    Counts minus(Counts other) {
        return new Counts(
                canaryTotal - other.canaryTotal,
                canaryEvents - other.canaryEvents,
                baselineTotal - other.baselineTotal,
                baselineEvents - other.baselineEvents);
    }

    /** Whether such counts can be: finite, not negative, no more events than requests. */
    boolean possible() {
        return possible(canaryTotal, canaryEvents) && possible(baselineTotal, baselineEvents);
    }

    private static boolean possible(double total, double events) {
        return Double.isFinite(total) && events >= 0 && events <= total;
    }

    /** Whether they say anything about the ratio: both arms served, and something happened. */
    boolean comparable() {
        return canaryTotal > 0 && baselineTotal > 0 && events() > 0;
    }

    double total() {
        return canaryTotal + baselineTotal;
    }

    double events() {
        return canaryEvents + baselineEvents;
    }

    /** The canary's share of all requests. */
    double share() {
        return canaryTotal / total();
    }

    /** Whether events are so frequent that a binomial overstates their variance noticeably. */
    boolean crowded() {
        return events() > CROWDED * total();
    }

    /** Whether all four are whole numbers, as an exact distribution needs. */
    boolean whole() {
        return canaryTotal == StrictMath.rint(canaryTotal)
                && canaryEvents == StrictMath.rint(canaryEvents)
                && baselineTotal == StrictMath.rint(baselineTotal)
                && baselineEvents == StrictMath.rint(baselineEvents);
    }

    /**
     * Variance of the canary's events given all four margins, relative to a binomial's: 1 while events are rare, 0 when
     * everything is an event (hypergeometric distribution, finite population correction).
     */
    double crowding() {
        return total() > 1 ? (total() - events()) / (total() - 1) : 1;
    }
}

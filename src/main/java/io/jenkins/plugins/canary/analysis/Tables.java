package io.jenkins.plugins.canary.analysis;

import java.util.List;

/**
 * What both arms did in one channel in one interval, stratum by stratum. Evidence is counted in each stratum by itself and added,
 * so that another mix of strata in the canary is no evidence (the sequential form of the test of W. G. Cochran, Biometrics 10,
 * 1954, and N. Mantel and W. Haenszel, J. Nat. Cancer Inst. 22, 1959; methods 1.1.1).
 *
 * @param strata the same ones in the same order for all intervals; a single one where nothing is stratified
 */
record Tables(List<Counts> strata) {
    /** Copies the list. */
    Tables {
        strata = List.copyOf(strata);
    }

    /** Counts that are not stratified. */
    static Tables of(Counts counts) {
        return new Tables(List.of(counts));
    }

    /** The counts of an interval in one channel. */
    static Tables of(Interval interval, int channel) {
        return interval.strata().isEmpty()
                ? of(Counts.of(interval, channel))
                : new Tables(interval.strata().stream()
                        .map(stratum -> Counts.of(stratum, channel))
                        .toList());
    }

    /** The counts as the question whether the canary has too many events. */
    Tables asked(Sense sense) {
        if (strata.size() > 1) {
            return new Tables(strata.stream().map(sense::asked).toList());
        }
        Counts only = sense.asked(strata.get(0));
        return only == strata.get(0) ? this : of(only);
    }

    /** All strata together: what people are told, and what no evidence comes from. */
    Counts sum() {
        Counts sum = strata.get(0);
        for (int stratum = 1; stratum < strata.size(); stratum++) {
            sum = sum.plus(strata.get(stratum));
        }
        return sum;
    }

    /**
     * All strata together, with the events that the baseline would have had if it had been asked for the strata as often as the
     * canary was (direct standardisation): what the canary has more than that is not its mix.
     */
    Counts standardised() {
        Counts sum = sum();
        if (strata.size() == 1 || sum.canaryTotal() <= 0 || sum.baselineTotal() <= 0) {
            return sum;
        }
        double expected = 0;
        for (Counts counts : strata) {
            Counts known = counts.baselineTotal() > 0 ? counts : sum;
            expected += counts.canaryTotal() * known.baselineEvents() / known.baselineTotal();
        }
        double events = expected / sum.canaryTotal() * sum.baselineTotal();
        return new Counts(sum.canaryTotal(), sum.canaryEvents(), sum.baselineTotal(), events);
    }

    /** Whether such counts can be, in each stratum. */
    boolean possible() {
        for (Counts counts : strata) {
            if (!counts.possible()) {
                return false;
            }
        }
        return true;
    }
}

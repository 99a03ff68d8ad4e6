package io.jenkins.plugins.canary.analysis;

import java.util.Objects;
import java.util.Optional;

/**
 * What only some rules that count say (methods 1.1, 1.1.1, 1.1.4 and 1.2).
 *
 * @param starts when faults are expected to begin
 * @param difference how much larger the canary's share of events may be, whatever the ratio; empty if only the ratio counts
 * @param by what the counts are stratified by, as people call it: "route"; empty if they are not
 * @param quantile what is told of the buckets that hold a quantile; empty if nobody asked
 */
public record Particulars(
        Starts starts, Optional<Difference> difference, Optional<String> by, Optional<Quantile> quantile) {
    /** A rule without any. */
    public static final Particulars NONE =
            new Particulars(Starts.ANY_TIME, Optional.empty(), Optional.empty(), Optional.empty());

    /** Checks that nothing is missing. */
    public Particulars {
        Objects.requireNonNull(starts, "starts");
        Objects.requireNonNull(difference, "difference");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(quantile, "quantile");
    }

    /** The same for faults that begin then. */
    public Particulars expecting(Starts others) {
        return new Particulars(others, difference, by, quantile);
    }

    /** The same with a difference that is tolerated. */
    public Particulars allowing(Optional<Difference> other) {
        return new Particulars(starts, other, by, quantile);
    }

    /** The same for counts that are stratified. */
    public Particulars stratified(Optional<String> label) {
        return new Particulars(starts, difference, label, quantile);
    }

    /** The same with a quantile that is told of. */
    public Particulars telling(Optional<Quantile> other) {
        return new Particulars(starts, difference, by, other);
    }
}

package io.jenkins.plugins.canary.analysis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * How noisy a metric is, from its past: the dispersion of each channel, as a factor by which the variance of counts exceeds
 * that of independent requests. Pure.
 *
 * <p>Each part of the baseline takes the canary's place in turn. In a block of time with E events, of which a part with the share
 * θ of requests has e, v = E θ (1 − θ) is the variance of e if requests are independent, and Pearson's chi-square is
 * Σ (e − E θ)² / v. The expected share is that of equal parts: with a fitted ratio, lasting differences between pods would not
 * count (methods 2, design 6.1). Blocks are as long as one interval, 1, 5 and 20 minutes, and as the release may last at most: noise that
 * lasts shows only in long blocks. The greatest factor of all lengths counts (P. McCullagh and J. A. Nelder, <i>Generalized
 * Linear Models</i>, 1989, section 4.5, for the estimate).
 *
 * <p>A factor is not scaled with the weight: with a heavier weight come more canary pods, and their differences average out as
 * fast as the counts grow.
 */
public final class Calibration {
    /** Lengths of blocks besides the longest release; the first is a single interval (methods 2). */
    private static final List<Duration> LENGTHS =
            List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(20));

    /**
     * So many independent differences must be known at a length: with fewer, noise that triples the variance could go unseen
     * more than once in a hundred times.
     */
    private static final double FEWEST_DIFFERENCES = 20;

    /** Standard normal quantiles: the chi-square that independent requests exceed once in 100 times. */
    private static final double SURELY_NOISY = 2.3263;

    /** The one whose lower side makes an upper limit that holds in 80 % of cases. */
    private static final double UPPER = -0.8416;

    /** Where requests' events are too rare for their noise to be told, in a past that is long enough: as without a past. */
    private static final double TOO_RARE = 2;

    /**
     * The same of misfortunes of pods: what befalls each of many pods seldom and by itself is Poisson (law of small numbers,
     * L. Le Cam, Pacific J. Math. 10, 1960). A request that fails is tried again, a pod that starts again is not.
     */
    private static final double RARE_MISFORTUNE = 1;

    private Calibration() {}

    /**
     * The dispersion of each channel.
     *
     * @param past consecutive intervals, gaps allowed, with one event count per channel
     * @param longest how long a release may be compared at most
     * @param sense what the events are
     * @return factors, at least 1; empty if the past is too short, or has too few parts, to tell the noise of so long a release
     */
    public static List<Double> dispersions(List<PastInterval> past, Duration longest, Sense sense) {
        int channels = past.stream()
                .flatMap(interval -> interval.parts().stream())
                .mapToInt(part -> part.events().size())
                .findFirst()
                .orElse(0);
        List<Double> factors = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            dispersion(past, channel, longest, sense).ifPresent(factors::add);
        }
        return factors.size() == channels ? factors : List.of();
    }

    private static OptionalDouble dispersion(List<PastInterval> past, int channel, Duration longest, Sense sense) {
        Pearson whole = Pearson.of(past, channel, longest);
        if (whole.comparisons() < FEWEST_DIFFERENCES) {
            return OptionalDouble.empty();
        }
        Stream<Pearson> shorter = LENGTHS.stream()
                .filter(length -> length.compareTo(longest) < 0)
                .map(length -> Pearson.of(past, channel, length));
        return Stream.concat(shorter, Stream.of(whole))
                .filter(pearson -> pearson.differences() >= FEWEST_DIFFERENCES)
                .map(Calibration::factor)
                .max(Double::compare)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.of(sense == Sense.MISFORTUNE ? RARE_MISFORTUNE : TOO_RARE));
    }

    /** The upper limit of the factor where there surely is noise; 1 where chance explains what is seen. */
    private static double factor(Pearson pearson) {
        double differences = pearson.differences();
        return pearson.chiSquare() <= chiSquare(differences, SURELY_NOISY)
                ? 1
                : StrictMath.max(1, pearson.chiSquare() / chiSquare(differences, UPPER));
    }

    /** Quantile of a chi-square distribution (E. B. Wilson and M. M. Hilferty, Proc. Nat. Acad. Sci. 17, 1931). */
    private static double chiSquare(double freedom, double normal) {
        double part = 2 / (9 * freedom);
        double root = 1 - part + normal * StrictMath.sqrt(part);
        return freedom * root * root * root;
    }
}

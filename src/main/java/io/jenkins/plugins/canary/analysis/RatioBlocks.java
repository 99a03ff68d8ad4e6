package io.jenkins.plugins.canary.analysis;

import io.jenkins.plugins.canary.analysis.RatioLikelihood.Limits;
import java.util.OptionalDouble;

/**
 * Ratios canary:baseline of successive blocks, each with the number of values behind it, and what follows for their mean. The
 * variance of a ratio is taken to be inverse to that number, with a factor that is estimated from the blocks. Not thread-safe.
 */
final class RatioBlocks {
    /** With fewer blocks, an estimated variance is not good enough to rest a verdict on (methods 1.4). */
    static final int FEWEST = 30;

    /** What rounding leaves of equal ratios, as a part of their squares, is no variance. */
    private static final double ROUNDING = 1e-9;

    /** Evidence is sharpest around the first moment at which it counts, at the usual alpha of 0.05. */
    private static final NormalEProcess EVIDENCE = new NormalEProcess(0.05, FEWEST);

    private int count;
    private double values;
    private double sum;
    private double squares;
    private double roots;
    private double rootRatios;

    void add(double ratio, double number) {
        double root = StrictMath.sqrt(number);
        count++;
        values += number;
        sum += number * ratio;
        squares += number * ratio * ratio;
        roots += root;
        rootRatios += root * ratio;
    }

    int size() {
        return count;
    }

    /** The mean ratio; empty without blocks. */
    OptionalDouble mean() {
        return values > 0 ? OptionalDouble.of(sum / values) : OptionalDouble.empty();
    }

    /** Natural logarithm of the evidence that the mean ratio is beyond a bound; 0 while there are too few blocks. */
    double logBeyond(double bound, Worse worse) {
        return log(worse.beyond(rootRatios, bound * roots));
    }

    /** Natural logarithm of the evidence that it is on the right side of it. */
    double logWithin(double bound, Worse worse) {
        return log(-worse.beyond(rootRatios, bound * roots));
    }

    private double log(double distances) {
        double deviation = deviation();
        return count < FEWEST || !(deviation > 0) ? 0 : EVIDENCE.log(distances / deviation, count);
    }

    /** Confidence limits of the mean ratio that hold at all times; none while there are too few blocks. */
    Limits limits(double alpha) {
        if (count < FEWEST) {
            return Limits.NONE;
        }
        double mean = sum / values;
        double width = EVIDENCE.halfWidth(alpha, count) * deviation() * count / roots;
        return new Limits(OptionalDouble.of(StrictMath.max(0, mean - width)), OptionalDouble.of(mean + width));
    }

    /** Standard deviation of a ratio behind which there is a single value. */
    private double deviation() {
        double around = squares - sum * sum / values;
        return StrictMath.sqrt(StrictMath.max(around, ROUNDING * squares) / StrictMath.max(1, count - 1));
    }
}

package io.jenkins.plugins.canary.report;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Chooses which points of a chart are sent, so that a day of points opens as fast as an hour. Time is cut into pieces, and of
 * each piece the lowest and the highest point of every line is kept: no spike is ever lost, which averaging would do. The first
 * and the last point are kept too.
 */
final class Thinning {
    private Thinning() {}

    /**
     * Which points to keep.
     *
     * @param size how many there are; every line has as many
     * @param limit about how many may be kept; at least 2 per line
     * @param lines what is drawn; NaN where there is no point
     * @return rising indexes, at most {@code limit + 2}
     */
    static int[] keep(int size, int limit, List<double[]> lines) {
        BitSet kept = new BitSet(size);
        if (size <= limit) {
            kept.set(0, size);
            return kept.stream().toArray();
        }
        int pieces = Math.max(1, limit / (2 * lines.size()));
        for (int piece = 0; piece < pieces; piece++) {
            int from = (int) ((long) size * piece / pieces);
            int to = (int) ((long) size * (piece + 1) / pieces);
            for (double[] line : lines) {
                keepExtremes(line, from, to, kept);
            }
        }
        kept.set(0);
        kept.set(size - 1);
        return kept.stream().toArray();
    }

    private static void keepExtremes(double[] line, int from, int to, BitSet kept) {
        int lowest = -1;
        int highest = -1;
        for (int i = from; i < to; i++) {
            if (!Double.isNaN(line[i])) {
                lowest = lowest < 0 || line[i] < line[lowest] ? i : lowest;
                highest = highest < 0 || line[i] > line[highest] ? i : highest;
            }
        }
        if (lowest >= 0) {
            kept.set(lowest);
            kept.set(highest);
        }
    }

    /** The values at those indexes. */
    static double[] pick(double[] values, int[] indexes) {
        return Arrays.stream(indexes).mapToDouble(i -> values[i]).toArray();
    }
}

package io.jenkins.plugins.canary.metrics.internal;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.metrics.Latency;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Chooses the edges of a histogram that are worth testing. Edges are in the unit of the label {@code le}. */
public final class Edges {
    private static final double RAREST = 0.001;
    private static final double COMMONEST = 0.6;
    private static final double SAME = 1e-9;

    private Edges() {}

    /** Whether two figures are the same edge, however they were written. */
    public static boolean same(double a, double b) {
        return Math.abs(a - b) <= SAME * Math.max(Math.abs(a), Math.abs(b));
    }

    /** The position of the edge nearest the latency that users were promised, as a ratio. */
    public static int nearest(Latency metric, List<Double> edges) {
        double slo = LatencyUnit.of(metric.histogram()).of(metric.slo());
        return IntStream.range(0, edges.size())
                .boxed()
                .min(Comparator.comparingDouble(i -> distance(edges.get(i), slo)))
                .orElseThrow();
    }

    /**
     * The positions that are asked for: the edge nearest the promise, and the edges of the bucket that held the quantile. Fewer of
     * these where the quantile was under the first edge or over the last.
     *
     * @param edges rising, not empty
     * @param lastHour what the baseline did, with one channel per edge
     */
    public static Set<Integer> asked(Latency metric, List<Double> edges, ArmCounts lastHour) {
        Set<Integer> asked = new TreeSet<>(Set.of(nearest(metric, edges)));
        if (metric.quantile().isPresent() && lastHour.total() > 0) {
            double allowed = (1 - metric.quantile().getAsDouble()) * lastHour.total();
            int over = (int) IntStream.range(0, edges.size())
                    .filter(i -> lastHour.events().get(i) > allowed)
                    .count();
            IntStream.of(over - 1, over).filter(i -> i >= 0 && i < edges.size()).forEach(asked::add);
        }
        return asked;
    }

    /**
     * Edges that 0.1 % to 60 % of the baseline's requests exceeded, and always those that are asked for.
     *
     * @param found all finite edges, rising, not empty
     * @param lastHour what the baseline did, with one channel per edge found
     */
    static List<Double> choose(Latency metric, List<Double> found, ArmCounts lastHour) {
        Set<Integer> asked = asked(metric, found, lastHour);
        return IntStream.range(0, found.size())
                .filter(i -> asked.contains(i) || worthwhile(lastHour.events().get(i), lastHour.total()))
                .mapToObj(found::get)
                .toList();
    }

    private static boolean worthwhile(double events, double total) {
        return total > 0 && events >= RAREST * total && events <= COMMONEST * total;
    }

    private static double distance(double edge, double slo) {
        return edge <= 0 || slo <= 0 ? Math.abs(edge - slo) + 1e9 : Math.abs(Math.log(edge / slo));
    }
}

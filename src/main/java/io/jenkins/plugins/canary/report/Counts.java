package io.jenkins.plugins.canary.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** One channel of a metric over time, as columns: what both arms did in each interval. */
final class Counts {
    /** How many intervals the smooth lines look back over: enough to see through the noise of single scrapes. */
    private static final int TRAIL = 20;

    private final double[] time;
    private final double[] weight;
    private final double[] canaryTotal;
    private final double[] canaryEvents;
    private final double[] baselineTotal;
    private final double[] baselineEvents;

    Counts(List<Interval> intervals, int channel, Instant opened) {
        int size = intervals.size();
        time = new double[size];
        weight = new double[size];
        canaryTotal = new double[size];
        canaryEvents = new double[size];
        baselineTotal = new double[size];
        baselineEvents = new double[size];
        for (int i = 0; i < size; i++) {
            Interval interval = intervals.get(i);
            time[i] = Duration.between(opened, interval.end()).toMillis() / 1000.0;
            weight[i] = interval.weight();
            canaryTotal[i] = interval.canary().total();
            canaryEvents[i] = events(interval.canary(), channel);
            baselineTotal[i] = interval.baseline().total();
            baselineEvents[i] = events(interval.baseline(), channel);
        }
    }

    /** The columns, thinned. */
    ObjectNode columns(int limit) {
        double[] canary = share(canaryEvents, canaryTotal);
        double[] baseline = share(baselineEvents, baselineTotal);
        double[] canaryTrail = share(trail(canaryEvents), trail(canaryTotal));
        double[] baselineTrail = share(trail(baselineEvents), trail(baselineTotal));
        int[] kept = Thinning.keep(time.length, limit, List.of(canary, baseline, canaryTrail));
        ObjectNode columns = JsonNodeFactory.instance.objectNode();
        columns.set("time", Columns.exact(Thinning.pick(time, kept)));
        columns.set("weight", Columns.exact(Thinning.pick(weight, kept)));
        columns.set("canaryTotal", Columns.exact(Thinning.pick(canaryTotal, kept)));
        columns.set("canaryEvents", Columns.exact(Thinning.pick(canaryEvents, kept)));
        columns.set("baselineTotal", Columns.exact(Thinning.pick(baselineTotal, kept)));
        columns.set("baselineEvents", Columns.exact(Thinning.pick(baselineEvents, kept)));
        columns.set("ratio", Columns.rounded(Thinning.pick(share(canary, baseline), kept)));
        columns.set("canaryTrail", Columns.rounded(Thinning.pick(canaryTrail, kept)));
        columns.set("baselineTrail", Columns.rounded(Thinning.pick(baselineTrail, kept)));
        return columns;
    }

    /** The sums over the release. */
    ObjectNode sums() {
        double canaryAll = sum(canaryTotal);
        double baselineAll = sum(baselineTotal);
        double canaryShare = sum(canaryEvents) / canaryAll;
        double baselineShare = sum(baselineEvents) / baselineAll;
        ObjectNode sums = JsonNodeFactory.instance.objectNode();
        sums.set("canaryTotal", Columns.exact(canaryAll));
        sums.set("canaryEvents", Columns.exact(sum(canaryEvents)));
        sums.set("baselineTotal", Columns.exact(baselineAll));
        sums.set("baselineEvents", Columns.exact(sum(baselineEvents)));
        sums.set("canaryShare", Columns.rounded(canaryShare));
        sums.set("baselineShare", Columns.rounded(baselineShare));
        sums.set("ratio", Columns.rounded(canaryShare / baselineShare));
        return sums;
    }

    private static double events(ArmCounts counts, int channel) {
        return channel < counts.events().size() ? counts.events().get(channel) : Double.NaN;
    }

    private static double[] share(double[] part, double[] whole) {
        double[] share = new double[part.length];
        Arrays.setAll(share, i -> whole[i] > 0 ? part[i] / whole[i] : Double.NaN);
        return share;
    }

    private static double[] trail(double[] values) {
        double[] sums = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            sums[i] = sum(Arrays.copyOfRange(values, Math.max(0, i + 1 - TRAIL), i + 1));
        }
        return sums;
    }

    /** The sum of what is known. */
    private static double sum(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).sum();
    }
}

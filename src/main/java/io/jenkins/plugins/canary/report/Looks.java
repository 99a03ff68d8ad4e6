package io.jenkins.plugins.canary.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.analysis.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The evidence about one channel each time the judge spoke. Evidence is drawn as a share of what is needed: 1 means FAIL for
 * {@code fail}, and that the channel passes for {@code pass}.
 */
final class Looks {
    private final List<Double> time = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();

    void add(Instant opened, Instant at, Evidence look) {
        time.add(Duration.between(opened, at).toMillis() / 1000.0);
        evidence.add(look);
    }

    boolean isEmpty() {
        return evidence.isEmpty();
    }

    Evidence last() {
        return evidence.get(evidence.size() - 1);
    }

    /** Share of what FAIL needs. */
    static double fail(Evidence look) {
        return look.logFail() / look.failAt();
    }

    /** Share of what the channel needs to pass. */
    static double pass(Evidence look) {
        return look.logPass() / look.passAt();
    }

    /** What the canary has of the baseline's share, all counts of the release so far together. */
    private static double ratio(Evidence look) {
        double ratio = look.canaryEvents() / look.canaryTotal() / (look.baselineEvents() / look.baselineTotal());
        return Double.isFinite(ratio) ? ratio : Double.NaN;
    }

    /** The columns, thinned. */
    ObjectNode columns(int limit) {
        double[] fail = values(Looks::fail);
        double[] pass = values(Looks::pass);
        int[] kept = Thinning.keep(time.size(), limit, List.of(fail, pass));
        ObjectNode columns = JsonNodeFactory.instance.objectNode();
        double[] times = time.stream().mapToDouble(Double::doubleValue).toArray();
        columns.set("time", Columns.exact(Thinning.pick(times, kept)));
        columns.set("fail", Columns.rounded(Thinning.pick(fail, kept)));
        columns.set("pass", Columns.rounded(Thinning.pick(pass, kept)));
        columns.set("ratio", Columns.rounded(Thinning.pick(values(Looks::ratio), kept)));
        columns.set("ratioLow", Columns.rounded(Thinning.pick(values(look -> orNan(look.ratioLow())), kept)));
        columns.set("ratioHigh", Columns.rounded(Thinning.pick(values(look -> orNan(look.ratioHigh())), kept)));
        return columns;
    }

    private double[] values(ToDoubleFunction<Evidence> value) {
        return evidence.stream().mapToDouble(value).toArray();
    }

    private static double orNan(OptionalDouble value) {
        return value.orElse(Double.NaN);
    }
}

package io.jenkins.plugins.canary.report;

import io.jenkins.plugins.canary.analysis.Evidence;
import io.jenkins.plugins.canary.analysis.LimitSample;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

/** How one metric stands, for the eye that has five seconds. The verdict is the judge's; this only says where to look first. */
enum MetricState {
    /** It passed. */
    FINE("fine"),
    /** The evidence has come half of the way to FAIL, or the last value is outside its limits. */
    SUSPECT("suspect"),
    /** It is what FAIL stands on. */
    WORSE("worse"),
    /** Neither yet. */
    UNDECIDED("undecided"),
    /** Nothing is known of it. */
    NO_DATA("noData");

    private static final double HALF = 0.5;
    private static final int OUTSIDE_IS_BROKEN = 3;

    private final String word;

    MetricState(String word) {
        this.word = word;
    }

    /** As the page knows it. */
    String word() {
        return word;
    }

    /** Of a metric that counts, from what the judge said last of its channels. */
    static MetricState ofCounts(Collection<Looks> channels) {
        List<Evidence> last = channels.stream().map(Looks::last).toList();
        double fail = last.stream().mapToDouble(Looks::fail).max().orElse(0);
        if (fail >= 1) {
            return WORSE;
        } else if (fail >= HALF) {
            return SUSPECT;
        }
        boolean passed = !last.isEmpty() && last.stream().allMatch(look -> Looks.pass(look) >= 1);
        return passed ? FINE : UNDECIDED;
    }

    /** Of a plain limit, from its last samples. */
    static MetricState ofLimit(MetricSpec spec, List<LimitSample> samples) {
        int outside = 0;
        for (int i = samples.size() - 1;
                i >= 0 && isOutside(spec, samples.get(i).value());
                i--) {
            outside++;
        }
        if (outside >= OUTSIDE_IS_BROKEN) {
            return WORSE;
        } else if (outside > 0) {
            return SUSPECT;
        }
        return samples.get(samples.size() - 1).value().isPresent() ? FINE : NO_DATA;
    }

    private static boolean isOutside(MetricSpec spec, OptionalDouble value) {
        return value.isPresent()
                && (spec.own("min").filter(min -> value.getAsDouble() < min).isPresent()
                        || spec.own("max")
                                .filter(max -> value.getAsDouble() > max)
                                .isPresent());
    }
}

package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.CountRule;
import io.jenkins.plugins.canary.analysis.GaugeRule;
import io.jenkins.plugins.canary.analysis.MeanRule;
import io.jenkins.plugins.canary.analysis.Planner;
import io.jenkins.plugins.canary.analysis.Planner.Forecast;
import io.jenkins.plugins.canary.analysis.Rule;
import io.jenkins.plugins.canary.analysis.Sense;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.metrics.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How long a release can be expected to take, as lines for people, from what its sources know of the last hour. */
public final class Expectations {
    private static final double HOUR = 3600;
    private static final List<Integer> HEAVIER = List.of(10, 25, 50);
    private static final List<Double> LAXER = List.of(1.5, 2.0, 3.0, 5.0);

    /** Noise that lengthens everything by less is not worth a line. */
    private static final double NOTICEABLE = 1.2;

    private final ReleaseSpec spec;
    private final Map<String, Entry.Known> known = new HashMap<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    private Expectations(ReleaseSpec spec) {
        this.spec = spec;
    }

    /**
     * The lines for a specification.
     *
     * @param entries of a journal in which the past of the metrics is noted; metrics without are left out
     */
    public static List<String> lines(ReleaseSpec spec, List<Entry> entries) {
        Expectations expectations = new Expectations(spec);
        entries.stream()
                .filter(Entry.Known.class::isInstance)
                .map(Entry.Known.class::cast)
                .forEach(past -> expectations.known.put(past.metric(), past));
        spec.metrics().forEach(expectations::add);
        expectations.rules.forEach(expectations::tell);
        return expectations.lines;
    }

    private void add(Metric metric) {
        Entry.Known past = known.get(metric.name());
        if (past != null) {
            rules.add(Fold.rule(spec, metric, past));
        }
    }

    private void tell(Rule rule) {
        if (rule instanceof CountRule count && count.sense() != Sense.MISFORTUNE) {
            count(count);
        } else if (rule instanceof MeanRule) {
            lines.add(rule.metric() + ": a mean is told after 30 min at the earliest");
        } else if (rule instanceof GaugeRule) {
            lines.add(rule.metric() + ": a level is told after 30 min at the earliest, a leak after 55 min");
        }
    }

    private void count(CountRule rule) {
        int main = main(rule);
        ArmCounts lastHour = known.get(rule.metric()).lastHour();
        double events = lastHour.events().get(main);
        String name = rule.metric() + ", " + rule.channels().get(main).label();
        lines.add(String.format(
                Locale.ROOT,
                "%s: %.3g requests a second in the last hour, %.2g %% of them counted",
                name,
                lastHour.total() / HOUR,
                100 * events / Math.max(1, lastHour.total())));
        if (events <= 0) {
            lines.add("  nothing was counted in the last hour, so how long it takes cannot be told");
            return;
        }
        Planner planner = planner(rule);
        for (Step step : spec.steps()) {
            lines.add("  at " + step.weight() + " %: "
                    + said(
                            planner.detect(
                                    weight(step.weight()), spec.analysis().alpha(), evidence(rule, main)),
                            "a canary " + rule.harmful() + " times as bad is found after ")
                    + "; "
                    + said(
                            planner.promote(
                                    weight(step.weight()), spec.analysis().beta()),
                            "an equal one can be promoted after "));
        }
        impossible(rule, planner);
        if (planner.price() >= NOTICEABLE) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  without differences between pods and other noise it would take %.2g times less",
                    planner.price()));
        }
    }

    /** What would make a promotion possible that is not, within the time allowed at the last weight. */
    private void impossible(CountRule rule, Planner planner) {
        int last = spec.steps().get(spec.steps().size() - 1).weight();
        Duration most = spec.analysis().maxDuration();
        Duration needed = promotion(planner, last);
        if (needed.compareTo(most) <= 0) {
            return;
        }
        List<String> ways = new ArrayList<>();
        HEAVIER.stream()
                .filter(heavier -> heavier > last && promotion(planner, heavier).compareTo(most) <= 0)
                .findFirst()
                .ifPresent(heavier -> ways.add("raise the last weight to " + heavier + " %"));
        LAXER.stream()
                .filter(laxer -> laxer > rule.harmful()
                        && promotion(planner(withHarmful(rule, laxer)), last).compareTo(most) <= 0)
                .findFirst()
                .ifPresent(laxer -> ways.add("accept harmful: " + laxer));
        ways.add("allow maxDuration: " + minutes(needed).replace(" min", "m"));
        lines.add("  an equal canary would mostly stay undecided in " + minutes(most) + " at " + last + " %: "
                + String.join(", or ", ways) + ", or live with INCONCLUSIVE");
    }

    private Planner planner(CountRule rule) {
        ArmCounts lastHour = known.get(rule.metric()).lastHour();
        return new Planner(rule, lastHour.total() / HOUR, lastHour.events().get(main(rule)) / lastHour.total());
    }

    private static CountRule withHarmful(CountRule rule, double harmful) {
        return new CountRule(
                rule.metric(),
                rule.critical(),
                rule.weight(),
                rule.tolerate(),
                harmful,
                rule.sense(),
                rule.objective(),
                rule.channels(),
                rule.particulars());
    }

    private Duration promotion(Planner planner, int weight) {
        return planner.promote(weight(weight), spec.analysis().beta())
                .map(Forecast::median)
                .orElse(Duration.ofDays(365));
    }

    /** With all traffic on the canary there is nothing to compare with; nearly all is what can be told of. */
    private static double weight(int percent) {
        return Math.min(99, percent);
    }

    /** The channel with the greatest share. */
    private static int main(CountRule rule) {
        int main = 0;
        for (int i = 1; i < rule.channels().size(); i++) {
            main = rule.channels().get(i).share() > rule.channels().get(main).share() ? i : main;
        }
        return main;
    }

    private double evidence(CountRule rule, int channel) {
        double all = rules.stream().mapToDouble(Expectations::weight).sum();
        return rule.weight() / all * rule.channels().get(channel).share();
    }

    private static double weight(Rule rule) {
        if (rule instanceof CountRule count) {
            return count.weight();
        } else if (rule instanceof MeanRule mean) {
            return mean.weight();
        }
        return rule instanceof GaugeRule gauge ? gauge.weight() : 0;
    }

    private static String said(Optional<Forecast> forecast, String what) {
        return what
                + forecast.map(time -> minutes(time.median()) + " (95 of 100: " + minutes(time.most()) + ")")
                        .orElse("no time that can be told");
    }

    private static String minutes(Duration time) {
        if (time.compareTo(Duration.ofMinutes(2)) < 0) {
            return time.toSeconds() + " s";
        }
        return time.compareTo(Duration.ofHours(48)) < 0
                ? Math.round(time.toSeconds() / 60.0) + " min"
                : time.toDays() + " days";
    }
}

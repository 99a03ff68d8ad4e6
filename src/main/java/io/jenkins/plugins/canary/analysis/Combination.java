package io.jenkins.plugins.canary.analysis;

import io.jenkins.plugins.canary.analysis.Comparison.Channel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The evidence of all metrics and channels against "not worse than tolerated", averaged by their weights and shares. An average
 * of e-values is one, however they depend on each other (V. Vovk and R. Wang, Ann. Stat. 49, 2021; methods 1.7).
 */
final class Combination {
    private final List<Member> members = new ArrayList<>();
    private final Set<String> reaching = new HashSet<>();

    /** One channel, with the logarithm of its weight in the average. */
    record Member(Comparison metric, Channel channel, double logWeight) {
        /** What the channel adds to the average, as a logarithm. */
        double logPart() {
            return logWeight + channel.logFail();
        }

        /** What it adds to what an alarm may rest on. */
        double logAlarmPart() {
            return logWeight + channel.logAlarm();
        }
    }

    Combination(Collection<? extends Comparison> metrics) {
        double sum = metrics.stream().mapToDouble(Comparison::weight).sum();
        for (Comparison metric : metrics) {
            for (Channel channel : metric.channels()) {
                double weight = metric.weight() / sum * channel.share();
                members.add(new Member(metric, channel, StrictMath.log(weight)));
            }
        }
    }

    List<Member> members() {
        return members;
    }

    /** The channel that adds most to the average; empty without any. */
    Optional<Member> leading() {
        return members.stream().max(Comparator.comparingDouble(Member::logPart));
    }

    /** Natural logarithm of the average; 0 without any metric that is compared. */
    double logEvidence() {
        return members.isEmpty() ? 0 : average(Member::logPart);
    }

    /**
     * The channel that an alarm is about, if there is one: what alarms may rest on reaches the threshold. Each part that is not
     * averaged uses its own share of the errors allowed, the average that of all others.
     *
     * @param changed the metric that may have changed since the last call; always asked with the same threshold
     */
    Optional<Member> alarm(Comparison changed, double failAt) {
        note(changed, failAt);
        if (reaching.isEmpty()) { // no average is more than the largest of what it is made of
            return Optional.empty();
        }
        boolean alone =
                members.stream().anyMatch(member -> !member.channel().averaged() && member.logAlarmPart() >= failAt);
        return alone || average(Member::logAlarmPart) >= failAt
                ? members.stream().max(Comparator.comparingDouble(Member::logAlarmPart))
                : Optional.empty();
    }

    /** The other metrics that are surely worse by themselves, although all were looked at ({@link EHolm}). */
    List<String> alike(Member alarm, double failAt) {
        List<Comparison> metrics = members.stream()
                .filter(member -> member.channel().averaged())
                .map(Member::metric)
                .distinct()
                .toList();
        double[] adjusted = EHolm.adjusted(
                metrics.stream().mapToDouble(Combination::logAlarm).toArray());
        return IntStream.range(0, adjusted.length)
                .filter(i -> adjusted[i] >= failAt && metrics.get(i) != alarm.metric())
                .mapToObj(i -> metrics.get(i).rule().metric())
                .toList();
    }

    private static double logAlarm(Comparison metric) {
        return LogSpace.sum(metric.channels().stream()
                .filter(Channel::averaged)
                .mapToDouble(channel -> StrictMath.log(channel.share()) + channel.logAlarm())
                .toArray());
    }

    private void note(Comparison metric, double failAt) {
        for (Channel channel : metric.channels()) {
            if (channel.mayAlarm(failAt)) {
                reaching.add(metric.rule().metric());
                return;
            }
        }
        if (!reaching.isEmpty()) {
            reaching.remove(metric.rule().metric());
        }
    }

    private double average(ToDoubleFunction<Member> part) {
        return LogSpace.sum(members.stream()
                .filter(member -> member.channel().averaged())
                .mapToDouble(part)
                .toArray());
    }
}

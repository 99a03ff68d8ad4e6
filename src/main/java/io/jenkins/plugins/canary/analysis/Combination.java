package io.jenkins.plugins.canary.analysis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The evidence of all metrics and channels against "not worse than tolerated", averaged by their weights and shares. An average
 * of e-values is one, however they depend on each other (V. Vovk and R. Wang, Ann. Stat. 49, 2021; methods 1.7).
 */
final class Combination {
    /** So many events the canary must have had in a channel before it counts: a guard against retries of one request. */
    private static final double FEWEST_EVENTS = 3;

    private final List<Member> members = new ArrayList<>();

    /** One channel, with the logarithm of its weight in the average. */
    record Member(CountJudge metric, int channel, double logWeight) {
        ChannelJudge judge() {
            return metric.channels().get(channel);
        }

        /** What the channel adds to the average, as a logarithm. */
        double logPart() {
            return logWeight + judge().logFail();
        }

        /** What it adds to what an alarm may rest on. */
        double logAlarmPart() {
            return logWeight + judge().logAlarm();
        }
    }

    Combination(Collection<CountJudge> metrics) {
        double sum =
                metrics.stream().mapToDouble(metric -> metric.rule().weight()).sum();
        for (CountJudge metric : metrics) {
            for (int i = 0; i < metric.channels().size(); i++) {
                double weight = metric.rule().weight() / sum * metric.share(i);
                members.add(new Member(metric, i, StrictMath.log(weight)));
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

    /** Natural logarithm of the average; 0 without any metric that counts. */
    double logEvidence() {
        return members.isEmpty() ? 0 : average(members, Member::logPart);
    }

    /** The channel that an alarm is about, if there is one: the average of those with enough events reaches the threshold. */
    Optional<Member> alarm(double failAt) {
        List<Member> enough = members.stream()
                .filter(member -> member.judge().counts().canaryEvents() >= FEWEST_EVENTS)
                .toList();
        if (enough.isEmpty() || average(enough, Member::logAlarmPart) < failAt) {
            return Optional.empty();
        }
        return enough.stream().max(Comparator.comparingDouble(Member::logAlarmPart));
    }

    private static double average(List<Member> members, ToDoubleFunction<Member> part) {
        return LogSpace.sum(members.stream().mapToDouble(part).toArray());
    }
}

package io.jenkins.plugins.canary.analysis.kayenta;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One metric as Kayenta would fetch it: a value per minute and arm, NaN where there is none. A value is events divided by
 * requests: a share of errors, of slow requests, a mean. Not thread-safe.
 */
final class Samples {
    /** Kayenta's usual step of queries. */
    private static final Duration STEP = Duration.ofMinutes(1);

    private final int channel;
    private final Instant from;
    private final List<Minute> minutes = new ArrayList<>();
    private Instant end;

    private static final class Minute {
        private final double[] totals = new double[2];
        private final double[] events = new double[2];

        void add(int arm, ArmCounts counts, int channel) {
            totals[arm] += counts.total();
            events[arm] += counts.events().get(channel);
        }

        double value(int arm) {
            return events[arm] / totals[arm];
        }
    }

    /**
     * No samples yet.
     *
     * @param channel which of the metric's channels is looked at
     */
    Samples(int channel, Instant from) {
        this.channel = channel;
        this.from = from;
        end = from;
    }

    /** Counts an interval into the minute in which it ends; what began before, or is known already, is left out. */
    void add(Interval interval) {
        if (interval.start().isBefore(end)) {
            return;
        }
        end = interval.end();
        int minute = (int) (Duration.between(from, end).minusMillis(1).toMillis() / STEP.toMillis());
        while (minutes.size() <= minute) {
            minutes.add(new Minute());
        }
        minutes.get(minute).add(0, interval.canary(), channel);
        minutes.get(minute).add(1, interval.baseline(), channel);
    }

    /** Until when there is something. */
    Instant end() {
        return end;
    }

    /** The canary's values up to that time. */
    double[] canary(Instant until) {
        return values(0, until);
    }

    /** The baseline's values up to that time. */
    double[] baseline(Instant until) {
        return values(1, until);
    }

    private double[] values(int arm, Instant until) {
        long count = Duration.between(from, until).toMillis() / STEP.toMillis();
        return minutes.stream()
                .limit(count)
                .mapToDouble(minute -> minute.value(arm))
                .toArray();
    }
}

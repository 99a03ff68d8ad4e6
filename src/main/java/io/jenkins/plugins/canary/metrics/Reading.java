package io.jenkins.plugins.canary.metrics;

import io.jenkins.plugins.canary.analysis.GaugeSample;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.LimitSample;
import java.util.List;

/** What a source has to say about a metric since it was last asked. */
public sealed interface Reading {
    /**
     * Intervals that have closed, in order of time; none if none has.
     *
     * @param intervals with as many channels as the metric has
     */
    record Counted(List<Interval> intervals) implements Reading {
        /** Copies the list. */
        public Counted {
            intervals = List.copyOf(intervals);
        }
    }

    /** Values of both arms, in order of time; none if no time for one has come. */
    record Compared(List<GaugeSample> samples) implements Reading {
        /** Copies the list. */
        public Compared {
            samples = List.copyOf(samples);
        }
    }

    /** One value of the canary now. */
    record Sampled(LimitSample sample) implements Reading {}
}

package io.jenkins.plugins.canary.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Numbered series: one per metric, numbered from 0 in the order of their first lines. A line of numbers says only what
 * differs from the line before it in its series; this remembers that line.
 */
final class Series {
    /** One metric, up to where it has been written or read. */
    static final class Track {
        final int number;
        final String metric;
        private Instant last;
        private int weight;

        private Track(int number, String metric, Instant last, int weight) {
            this.number = number;
            this.metric = metric;
            this.last = last;
            this.weight = weight;
        }

        Instant last() {
            return last;
        }

        int weight() {
            return weight;
        }

        void advance(Instant to, int weightThen) {
            last = to;
            weight = weightThen;
        }
    }

    private final Map<String, Track> byMetric = new HashMap<>();
    private final List<Track> byNumber = new ArrayList<>();

    Optional<Track> of(String metric) {
        return Optional.ofNullable(byMetric.get(metric));
    }

    Optional<Track> numbered(int number) {
        return number >= 0 && number < byNumber.size() ? Optional.of(byNumber.get(number)) : Optional.empty();
    }

    Track begin(String metric, Instant from, int weight) {
        Track track = new Track(byNumber.size(), metric, from, weight);
        byNumber.add(track);
        byMetric.put(metric, track);
        return track;
    }
}

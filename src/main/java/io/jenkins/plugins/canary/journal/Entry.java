package io.jenkins.plugins.canary.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.GaugeSample;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.LimitSample;
import io.jenkins.plugins.canary.analysis.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One line of a journal. */
public sealed interface Entry {
    /** When it was written, or for numbers: the end of what they cover. */
    Instant at();

    /** Whether it is one of the many that carry numbers: an interval, or a sample. */
    default boolean isNumbers() {
        return false;
    }

    /**
     * The first line: what is released, by whom, with which specification.
     *
     * @param target as people write it
     * @param holder who drives it, as people read it
     * @param spec the whole specification as JSON, without secrets
     */
    record Opened(Instant at, String release, String target, String holder, JsonNode spec) implements Entry {}

    /**
     * Something happened. Written once: a second event with the same key is ignored.
     *
     * @param key what makes it the same event, for instance {@code weight-25} or {@code verdict-FAIL}
     * @param kind one word for programs: preflight, created, ready, trouble, home, drained, promoted …
     * @param sentence for people
     * @param gives how much longer the release may last from then on; zero but for kind extended
     * @param who the person by whose order it happened; empty where nobody ordered it
     * @param why what that person said about it; may be empty
     */
    record Event(Instant at, String key, String kind, String sentence, Duration gives, String who, String why)
            implements Entry {
        /** Something that gives no time and that nobody ordered. */
        public Event(Instant at, String key, String kind, String sentence) {
            this(at, key, kind, sentence, Duration.ZERO, "", "");
        }

        /** The same by order of a person. */
        public Event by(String person, String reason) {
            return new Event(at, key, kind, sentence, gives, person, reason);
        }

        /** The same giving so much time. */
        public Event giving(Duration time) {
            return new Event(at, key, kind, sentence, time, who, why);
        }
    }

    /**
     * What the canary gets was read back from the route.
     *
     * @param percent of the traffic
     * @param besides users or copies of requests that it gets besides, for people; empty if none
     */
    record WeightSet(Instant at, int percent, String besides) implements Entry {
        /** A weight and nothing besides. */
        public WeightSet(Instant at, int percent) {
            this(at, percent, "");
        }

        /** For people: what the canary gets. */
        public String got() {
            return got(percent, besides);
        }

        /** The same in words: so many percent, and that besides. */
        public static String got(int percent, String besides) {
            String share = percent + " % of the traffic";
            return besides.isEmpty() ? share : percent == 0 ? besides : share + " and " + besides;
        }
    }

    /**
     * What the source knew before the release; once per metric.
     *
     * @param dispersion how noisy each channel is, at least 1; empty if that is not known
     * @param strata values of the label that requests are told apart by; the strata of its intervals are these and, last, all
     *     others; empty where nothing is stratified
     * @param unrest how restless the baseline itself is in each channel, at least 1; empty if that is not known
     */
    record Known(
            Instant at,
            String metric,
            Duration interval,
            List<Double> edges,
            ArmCounts lastHour,
            List<Double> dispersion,
            List<String> strata,
            List<Double> unrest)
            implements Entry {
        /** Copies the lists. */
        public Known {
            edges = List.copyOf(edges);
            dispersion = List.copyOf(dispersion);
            strata = List.copyOf(strata);
            unrest = List.copyOf(unrest);
        }

        /** What was known of a metric that is not stratified, without how restless its baseline is. */
        public Known(
                Instant at,
                String metric,
                Duration interval,
                List<Double> edges,
                ArmCounts lastHour,
                List<Double> dispersion) {
            this(at, metric, interval, edges, lastHour, dispersion, List.of(), List.of());
        }
    }

    /**
     * What a metric's source is asked, as it is asked; once per metric and weight, because pods come and go.
     *
     * @param weight percent of the traffic that the canary had
     */
    record Asked(Instant at, String metric, int weight, List<Query> queries) implements Entry {
        /** Copies the list. */
        public Asked {
            queries = List.copyOf(queries);
        }
    }

    /**
     * One question to a source.
     *
     * @param label what it is called in the specification, such as {@code total}
     * @param arm {@code canary} or {@code baseline}; empty where it asks for neither alone
     * @param text as the source is asked, without placeholders
     * @param link where a person can ask the same; empty if there is no such page
     */
    record Query(String label, String arm, String text, String link) {}

    /**
     * What both arms run, as the cluster says; again only if it is something else.
     *
     * @param stable container to image; empty if that is not known
     * @param canary the same
     */
    record Versions(Instant at, Map<String, String> stable, Map<String, String> canary) implements Entry {
        /** Copies the maps. */
        public Versions {
            stable = Map.copyOf(stable);
            canary = Map.copyOf(canary);
        }
    }

    /** An interval of a metric; once per metric and end. */
    record Counted(String metric, Interval interval) implements Entry {
        @Override
        public Instant at() {
            return interval.end();
        }

        @Override
        public boolean isNumbers() {
            return true;
        }
    }

    /** A sample of a plain limit; once per metric and time. */
    record Sampled(String metric, LimitSample sample) implements Entry {
        @Override
        public Instant at() {
            return sample.at();
        }

        @Override
        public boolean isNumbers() {
            return true;
        }
    }

    /** A sample of a gauge; once per metric and time. */
    record Compared(String metric, GaugeSample sample) implements Entry {
        @Override
        public Instant at() {
            return sample.at();
        }

        @Override
        public boolean isNumbers() {
            return true;
        }
    }

    /**
     * A verdict that differs from the one before, at a weight.
     *
     * @param answered when each metric's source last answered, with or without anything new; empty where that is not known
     */
    record Judged(Instant at, int weight, Verdict verdict, Map<String, Instant> answered) implements Entry {
        /** Copies the map. */
        public Judged {
            answered = Map.copyOf(answered);
        }

        /** A verdict of which it is not known when the sources last answered. */
        public Judged(Instant at, int weight, Verdict verdict) {
            this(at, weight, verdict, Map.of());
        }
    }

    /**
     * The last line.
     *
     * @param outcome name of the outcome
     * @param reason one sentence with numbers in it
     */
    record Ended(Instant at, String outcome, String reason) implements Entry {}
}

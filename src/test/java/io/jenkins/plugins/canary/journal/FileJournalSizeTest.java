package io.jenkins.plugins.canary.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.Interval;
import io.jenkins.plugins.canary.analysis.LimitSample;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day of 50 metrics, scraped every 15 s, fits into 10 MB before it is compressed. */
class FileJournalSizeTest {
    private static final int INTERVAL = 15;
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final long MEGABYTES_10 = 10_000_000;

    private final Random random = new Random(20260301);

    @TempDir
    Path directory;

    @Test
    void aDayOfFiftyMetricsFitsIntoTenMegabytes() {
        Path file = directory.resolve("journal.jsonl");
        FileJournal journal = FileJournal.open(file);
        journal.append(Sample.opened());
        for (long second = INTERVAL; second <= DAY; second += INTERVAL) {
            oneRound(second).forEach(journal::append);
        }
        journal.flush();

        assertThat(file.toFile().length()).isLessThan(MEGABYTES_10);
        journal.finish();
        assertThat(directory.resolve("journal.jsonl.gz").toFile().length()).isLessThan(MEGABYTES_10 / 3);
    }

    /** 30 error ratios, 10 latencies of five edges and 10 plain limits; 100 requests per second, a twentieth to the canary. */
    private List<Entry> oneRound(long second) {
        List<Entry> round = new ArrayList<>();
        Instant start = Sample.at(second - INTERVAL);
        Instant end = Sample.at(second);
        for (int i = 0; i < 30; i++) {
            round.add(new Entry.Counted(
                    "errors of service " + i,
                    new Interval(start, end, 5, counts(75, 0.01), counts(1425, 0.01), Set.of())));
        }
        for (int i = 0; i < 10; i++) {
            ArmCounts canary = counts(75, 0.6, 0.25, 0.08, 0.02, 0.004);
            ArmCounts baseline = counts(1425, 0.6, 0.25, 0.08, 0.02, 0.004);
            round.add(new Entry.Counted(
                    "latency of service " + i, new Interval(start, end, 5, canary, baseline, Set.of())));
        }
        for (int i = 0; i < 10; i++) {
            double value = Math.round(1e6 * random.nextDouble()) / 1e6;
            round.add(new Entry.Sampled("limit " + i, new LimitSample(end, 5, OptionalDouble.of(value))));
        }
        return round;
    }

    private ArmCounts counts(int mean, double... shares) {
        long total = Math.round(mean + Math.sqrt(mean) * random.nextGaussian());
        List<Double> events = new ArrayList<>();
        for (double share : shares) {
            double expected = total * share;
            events.add((double) Math.max(0, Math.round(expected + Math.sqrt(expected) * random.nextGaussian())));
        }
        return new ArmCounts(total, events);
    }
}

package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.analysis.PastInterval;
import io.jenkins.plugins.canary.journal.MemoryJournal;
import io.jenkins.plugins.canary.metrics.ErrorRatio;
import io.jenkins.plugins.canary.metrics.History;
import io.jenkins.plugins.canary.metrics.Metric;
import io.jenkins.plugins.canary.metrics.MetricSettings;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.metrics.ReadRequest;
import io.jenkins.plugins.canary.metrics.Reading;
import io.jenkins.plugins.canary.metrics.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibratorTest {
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Metric ERRORS = new ErrorRatio(
            new MetricSettings(
                    "errors", "", true, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
            "requests",
            "errors");

    private final ToyWorld world = new ToyWorld();

    @Test
    void tellsNoiseFalseAlarmsAndHowLongItTakes() {
        List<String> lines = lines(24 * 240);
        assertThat(lines.get(0))
                .isEqualTo(
                        "errors: its counts vary 1.00 times as much as independent requests (5760 intervals of 15 s, 4 pods)");
        assertThat(lines.get(1))
                .isEqualTo(
                        "Of 96 releases of 1h that never were, 0 would have failed: 0.0 %, surely under 3.8 %; alpha is 5.0 %."
                                + " 96 would have passed.");
        assertThat(lines).anyMatch(line -> line.contains("an equal one can be promoted after"));
    }

    @Test
    void saysWhenThePastIsTooShort() {
        assertThat(lines(100))
                .contains(
                        "errors: the past is too short, or has too few pods, to tell its noise (100 intervals of 15 s, 4 pods)",
                        "The past holds no whole release of 1h, so no false alarm can be told.");
        assertThat(lines(0)).contains("errors: there is no past that tells its pods apart");
    }

    @Test
    void changesNothing() {
        lines(100);
        assertThat(world.writes).isEmpty();
    }

    private List<String> lines(int intervals) {
        Adapters toy = ToyReleases.adapters(world, new MemoryJournal());
        Adapters adapters = new Adapters(
                toy.claim(), toy.workload(), traffic -> world.router(), name -> source(intervals), new MemoryJournal());
        return Calibrator.lines(
                new Release("c", ToyReleases.ME, ToyReleases.spec(List.of(ERRORS)), adapters), ToyWorld.START);
    }

    private static MetricSource source(int intervals) {
        return new MetricSource() {
            @Override
            public History history(Metric metric, Scope baseline, Instant from, Instant to) {
                return new History(INTERVAL, List.of(), ArmCounts.of(480_000, 2_400));
            }

            @Override
            public List<PastInterval> past(Metric metric, Scope baseline, History known, Instant from, Instant to) {
                return IntStream.range(0, intervals)
                        .mapToObj(i -> new PastInterval(
                                to.minus(INTERVAL.multipliedBy(intervals - i)),
                                to.minus(INTERVAL.multipliedBy(intervals - i - 1)),
                                List.of(counts(i), counts(i + 1), counts(i + 2), counts(i + 3))))
                        .toList();
            }

            @Override
            public Reading read(Metric metric, ReadRequest request) {
                throw new UnsupportedOperationException("nothing is released");
            }
        };
    }

    private static ArmCounts counts(int number) {
        return ArmCounts.of(500, 2 + number % 2);
    }
}

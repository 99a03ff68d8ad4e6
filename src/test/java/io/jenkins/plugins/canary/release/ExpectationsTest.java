package io.jenkins.plugins.canary.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.canary.analysis.ArmCounts;
import io.jenkins.plugins.canary.journal.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectationsTest {
    private static final String ERRORS = "metrics: [{errorRatio: {total: a, bad: b, name: errors}}]";

    @Test
    void tellsForEachWeightHowLongItTakes() {
        List<String> lines = lines(ERRORS, known("errors", 720_000, 3_600, 1.0));
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .isEqualTo("errors, errors: 200 requests a second in the last hour, 0.50 % of them counted");
        assertThat(lines.get(1))
                .startsWith("  at 5 %: a canary 1.5 times as bad is found after ")
                .contains("; an equal one can be promoted after 11 min (95 of 100: 31 min)");
        assertThat(lines.get(2)).startsWith("  at 50 %: ");
    }

    @Test
    void saysWhatWouldMakeAPromotionPossible() {
        List<String> lines = lines(ERRORS, known("errors", 18_000, 90, 1.0));
        assertThat(lines.get(lines.size() - 1))
                .startsWith(
                        "  an equal canary would mostly stay undecided in 60 min at 50 %: accept harmful: 2.0, or allow maxDuration: ")
                .endsWith(", or live with INCONCLUSIVE");
    }

    @Test
    void tellsThePriceOfNoise() {
        assertThat(lines(ERRORS, known("errors", 720_000, 3_600, 3.0)))
                .endsWith("  without differences between pods and other noise it would take 3.0 times less");
    }

    @Test
    void saysWhatCannotBeTold() {
        assertThat(lines(ERRORS, known("errors", 720_000, 0, 1.0)))
                .endsWith("  nothing was counted in the last hour, so how long it takes cannot be told");
        assertThat(lines(ERRORS)).isEmpty();
    }

    @Test
    void meansAndGaugesNeedBlocks() {
        String metrics = "metrics: [{mean: {sum: a, count: b, name: m}}, {gauge: {query: q, name: g}}]";
        assertThat(lines(metrics, known("m", 10, 10, 1), known("g", 1, 1, 1)))
                .containsExactly(
                        "m: a mean is told after 30 min at the earliest",
                        "g: a level is told after 30 min at the earliest, a leak after 55 min");
    }

    private static List<String> lines(String metrics, Entry... entries) {
        ReleaseSpec spec =
                SpecReader.read(Specs.SMALL.replaceAll("(?m)^weights?:.*$", "weights: [5, 50]") + "\n" + metrics);
        return Expectations.lines(spec, List.of(entries));
    }

    private static Entry known(String metric, double total, double events, double dispersion) {
        return new Entry.Known(
                Instant.EPOCH,
                metric,
                Duration.ofSeconds(15),
                List.of(),
                ArmCounts.of(total, events),
                List.of(dispersion));
    }
}

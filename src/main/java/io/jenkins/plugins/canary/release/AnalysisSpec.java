package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.Starts;
import io.jenkins.plugins.canary.analysis.kayenta.KayentaSettings;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How the numbers are judged.
 *
 * @param tolerate ratio canary:baseline that is still fine, for metrics that have none of their own; empty: the default, 1.1
 *     with a calibration and 1.25 without
 * @param harmful ratio that must not pass, for metrics that have none of their own
 * @param alpha highest share of healthy releases that may be rolled back
 * @param beta highest share of harmful canaries that may be promoted
 * @param minDuration no PASS before the last weight has served that long
 * @param maxDuration when an undecided analysis ends
 * @param extensions how many times it may go on instead
 * @param extension how long each of those is
 * @param warmUp what a pod does in its first minutes is not compared
 * @param history how far back it is looked how noisy the metrics are; zero: not at all
 * @param sourceDownAfter how long a source may be silent before the verdict says SOURCE_DOWN
 * @param starts when the sequential judge expects faults to begin
 * @param previous how long before now the running version is looked at, which the canary is compared with; empty: now
 * @param kayenta how Kayenta's judge decides; empty where the sequential one does
 * @param fresh whether the canary is compared with a fresh copy of stable
 */
public record AnalysisSpec(
        OptionalDouble tolerate,
        double harmful,
        double alpha,
        double beta,
        Duration minDuration,
        Duration maxDuration,
        int extensions,
        Duration extension,
        Duration warmUp,
        Duration history,
        Duration sourceDownAfter,
        Optional<KayentaSettings> kayenta,
        Starts starts,
        Optional<Duration> previous,
        boolean fresh) {
    /** What holds where a specification says nothing; for production. */
    public static final AnalysisSpec DEFAULTS = new AnalysisSpec(
            OptionalDouble.empty(),
            1.5,
            0.05,
            0.05,
            Duration.ofMinutes(5),
            Duration.ofMinutes(60),
            1,
            Duration.ofMinutes(30),
            Duration.ofMinutes(2),
            Duration.ofHours(24),
            Duration.ofMinutes(10),
            Optional.empty(),
            Starts.ANY_TIME,
            Optional.empty(),
            false);

    /** Checks that nothing is missing. */
    public AnalysisSpec {
        Objects.requireNonNull(tolerate, "tolerate");
        Objects.requireNonNull(minDuration, "minDuration");
        Objects.requireNonNull(maxDuration, "maxDuration");
        Objects.requireNonNull(extension, "extension");
        Objects.requireNonNull(warmUp, "warmUp");
        Objects.requireNonNull(history, "history");
        Objects.requireNonNull(sourceDownAfter, "sourceDownAfter");
        Objects.requireNonNull(kayenta, "kayenta");
        Objects.requireNonNull(starts, "starts");
        Objects.requireNonNull(previous, "previous");
    }

    /** How long before now the baseline is looked at; zero: now. */
    Duration baselineShift() {
        return previous.orElse(Duration.ZERO);
    }

    /** How much longer an undecided analysis goes on, all extensions together. */
    Duration extra() {
        return extension.multipliedBy(extensions);
    }

    /** When an undecided analysis ends, extensions included. */
    Duration longest() {
        return maxDuration.plus(extra());
    }
}

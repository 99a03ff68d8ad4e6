package io.jenkins.plugins.canary.analysis;

import io.jenkins.plugins.canary.analysis.Findings.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Looks for what makes a release's numbers unfit for a verdict, in its required metrics. */
final class Troubles {
    private final Board board;
    private final JudgeSettings settings;
    private final boolean chosen;
    private final Map<String, Sightings> sightings = new LinkedHashMap<>();

    /**
     * Of a board.
     *
     * @param chosen whether the canary gets requests that were chosen, so that its share is what it is
     */
    Troubles(Board board, JudgeSettings settings, boolean chosen) {
        this.board = board;
        this.chosen = chosen;
        this.settings = settings;
        board.requiredLimits().forEach(judge -> sightings.put(judge.rule().metric(), judge.sightings()));
        board.requiredComparisons().forEach(judge -> sightings.put(judge.rule().metric(), judge.sightings()));
    }

    /** The worst trouble at that time, if there is any. */
    Optional<Said> worst(Instant servingSince, Instant now) {
        return sourceDown(servingSince, now)
                .or(() -> noData(servingSince))
                .or(this::edgeMissing)
                .or(this::unhealthy)
                .or(this::skewed);
    }

    /** Whether all sources have answered lately. */
    boolean fresh(Instant servingSince, Instant now) {
        return sightings.values().stream().allMatch(seen -> seen.fresh(servingSince, now));
    }

    private Optional<Said> sourceDown(Instant servingSince, Instant now) {
        Duration patience = settings.sourceDownAfter();
        return sightings.entrySet().stream()
                .filter(entry -> entry.getValue()
                        .silentSince(servingSince)
                        .plus(patience)
                        .isBefore(now))
                .findFirst()
                .map(entry -> new Said(
                        Reason.SOURCE_DOWN,
                        Sentences.sourceDown(entry.getKey(), entry.getValue().silentSince(servingSince))));
    }

    private Optional<Said> noData(Instant servingSince) {
        Instant expectedFrom = servingSince.plus(settings.warmUp());
        return sightings.entrySet().stream()
                .flatMap(entry -> entry.getValue().missing(expectedFrom).stream()
                        .map(missing -> Sentences.noData(entry.getKey(), missing)))
                .findFirst()
                .map(sentence -> new Said(Reason.NO_DATA, sentence));
    }

    private Optional<Said> edgeMissing() {
        return board.requiredCounts()
                .filter(CountJudge::edgeMissing)
                .findFirst()
                .map(judge -> new Said(
                        Reason.NO_DATA, Sentences.edgeMissing(judge.rule().metric())));
    }

    private Optional<Said> skewed() {
        return chosen || settings.split() == Split.BY_PODS
                ? Optional.empty()
                : board.requiredCounts()
                        .flatMap(judge -> judge.skew().stream()
                                .map(skew -> Sentences.skewed(judge.rule().metric(), skew)))
                        .findFirst()
                        .map(sentence -> new Said(Reason.SKEWED_SPLIT, sentence));
    }

    private Optional<Said> unhealthy() {
        return board.requiredCounts()
                .flatMap(judge -> judge.unhealthyChannel().stream())
                .map(channel -> channel.told(settings.alpha()).unhealthy())
                .findFirst()
                .map(sentence -> new Said(Reason.BASELINE_UNHEALTHY, sentence));
    }
}

package io.jenkins.plugins.canary.analysis;

import io.jenkins.plugins.canary.analysis.Findings.Said;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at the board at one time, and says what it finds. */
final class Examination {
    private final Board board;
    private final Weights weights;
    private final JudgeSettings settings;
    private final Instant now;
    private final double failAt;
    private final double passAt;

    Examination(Board board, Weights weights, JudgeSettings settings, Instant now) {
        this.board = board;
        this.weights = weights;
        this.settings = settings;
        this.now = now;
        failAt = StrictMath.log(1 / settings.alpha());
        passAt = StrictMath.log(1 / settings.beta());
    }

    /** The judgement at that time, given what failed so far. */
    Judgement judgement(Optional<Said> alarm) {
        Troubles troubles = new Troubles(board, settings, weights.chosen());
        boolean fresh =
                weights.servingSince().map(since -> troubles.fresh(since, now)).orElse(false);
        Findings findings = new Findings(
                alarm,
                weights.servingSince().flatMap(since -> troubles.worst(since, now)),
                unpassed(),
                unripe(fresh),
                suspicion(),
                weights.spent(settings.maxDuration(), now),
                weights.spent(settings.maxDuration().plus(settings.extension()), now));
        VerdictTable.Row row = VerdictTable.decide(findings, this::allPassed);
        Verdict verdict = new Verdict(
                row.kind(),
                row.said().reason(),
                row.said().sentence(),
                !board.calibrated(),
                new Evidences(board, settings, failAt, passAt).all());
        boolean mayRaise = alarm.isEmpty() && findings.trouble().isEmpty() && fresh && mayRaise();
        return new Judgement(verdict, row.decided(), mayRaise, board.unhealthySince());
    }

    private boolean mayRaise() {
        return board.combination().logEvidence() < ChannelJudge.SUSPICIOUS
                && board.requiredComparisons().stream().allMatch(judge -> judge.servedSince(weights.setAt()))
                && board.requiredLimits().stream()
                        .allMatch(judge -> judge.sightings().lastSeen(0).isAfter(weights.setAt()))
                && board.limits().stream().noneMatch(LimitJudge::outside);
    }

    private Optional<Said> unpassed() {
        if (!weights.serving()) {
            return said(Reason.TOO_FEW, Stream.of("the canary has no traffic"));
        }
        Stream<String> compared = board.requiredComparisons().stream()
                .flatMap(judge -> judge.firstUnpassed(passAt).stream())
                .map(channel -> channel.told(settings.alpha()).unpassed(weights.raisedAt()));
        Stream<String> limits = board.requiredLimits().stream()
                .filter(judge -> !judge.passed())
                .map(judge -> Sentences.unpassed(judge, weights.raisedAt()));
        return said(Reason.TOO_FEW, Stream.concat(compared, limits));
    }

    private Optional<Said> unripe(boolean fresh) {
        if (!weights.serving()) {
            return Optional.empty();
        }
        if (!fresh) {
            return said(Reason.TOO_FEW, Stream.of("a source has not answered lately"));
        }
        return weights.raisedFor(settings.minDuration(), now)
                ? Optional.empty()
                : said(
                        Reason.TOO_FEW,
                        Stream.of(Sentences.tooEarly(weights.percent(), weights.raisedAt(), settings.minDuration())));
    }

    private Optional<Said> suspicion() {
        Stream<String> together = board.combination().logEvidence() < ChannelJudge.SUSPICIOUS
                ? Stream.empty()
                : board.combination().leading().stream()
                        .map(member -> member.channel().told(settings.alpha()).suspect());
        Stream<String> alone = board.comparisons().stream()
                .filter(judge -> !board.required(judge.rule()) && judge.logFail() >= failAt)
                .map(judge -> judge.worst().told(settings.alpha()).suspect());
        Stream<String> limits =
                board.limits().stream().filter(LimitJudge::outsideSinceRaise).map(Sentences::outside);
        return said(Reason.SUSPECT, Stream.of(together, alone, limits).flatMap(sentence -> sentence));
    }

    private String allPassed() {
        Stream<String> compared = board.requiredComparisons().stream()
                .map(judge -> judge.main().told(settings.alpha()).passed(weights.raisedAt()));
        Stream<String> limits =
                board.requiredLimits().stream().filter(LimitJudge::passed).map(Sentences::passed);
        return Stream.concat(compared, limits).collect(Collectors.joining("; "));
    }

    private static Optional<Said> said(Reason reason, Stream<String> sentences) {
        String all = sentences.distinct().collect(Collectors.joining("; "));
        return all.isEmpty() ? Optional.empty() : Optional.of(new Said(reason, all));
    }
}

package io.jenkins.plugins.canary.analysis;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The evidence of all metrics as plain figures. */
final class Evidences {
    private final Board board;
    private final JudgeSettings settings;
    private final double failAt;
    private final double passAt;

    /** {@code failAt} and {@code passAt} are natural logarithms, for the release as a whole. */
    Evidences(Board board, JudgeSettings settings, double failAt, double passAt) {
        this.board = board;
        this.settings = settings;
        this.failAt = failAt;
        this.passAt = passAt;
    }

    /** One entry per metric and channel. */
    List<Evidence> all() {
        Stream<Evidence> channels = board.combination().members().stream().map(this::channel);
        return Stream.concat(channels, board.limits().stream().map(this::limit)).toList();
    }

    /** A channel fails by itself where its part of the release's average is enough. */
    private Evidence channel(Combination.Member member) {
        ChannelJudge judge = member.judge();
        Counts counts = judge.counts();
        RatioLikelihood.Limits limits = judge.stretches().all().limits(settings.alpha());
        return new Evidence(
                member.metric().rule().metric(),
                member.metric().rule().channels().get(member.channel()).label(),
                counts.canaryTotal(),
                counts.canaryEvents(),
                counts.baselineTotal(),
                counts.baselineEvents(),
                judge.logFail(),
                failAt - member.logWeight(),
                judge.logPass(),
                passAt,
                limits.low(),
                limits.high(),
                OptionalDouble.empty());
    }

    private Evidence limit(LimitJudge judge) {
        return new Evidence(
                judge.rule().metric(),
                "value",
                0,
                0,
                0,
                0,
                0,
                failAt,
                0,
                passAt,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                judge.value());
    }
}

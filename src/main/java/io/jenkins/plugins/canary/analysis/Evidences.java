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

    /** One entry per metric and channel; a channel fails by itself where its part of the release's average is enough. */
    List<Evidence> all() {
        Stream<Evidence> channels = board.combination().members().stream()
                .map(member -> member.channel().evidence(settings.alpha(), failAt - member.logWeight(), passAt));
        return Stream.concat(channels, board.limits().stream().map(this::limit)).toList();
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

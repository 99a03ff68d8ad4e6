package io.jenkins.plugins.canary.analysis;

import io.jenkins.plugins.canary.analysis.Findings.Said;
import io.jenkins.plugins.canary.analysis.kayenta.KayentaSettings;
import io.jenkins.plugins.canary.analysis.kayenta.KayentaWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Folds a release's numbers into a verdict, by the table of methods 1.7 and the amendments of design 6. Not thread-safe. The same calls in the same order give the same verdict, so a
 * journal can be judged again at any time.
 *
 * <p>Whether something fails is looked at after every interval and sample, not only when a verdict is asked for, and a FAIL
 * stays: so a judge that is made anew from a journal cannot forget one. All methods throw {@link IllegalArgumentException} for
 * a metric without a rule, and for counts that do not fit the rule's channels.
 */
public final class Judge {
    private final JudgeSettings settings;
    private final double failAt;
    private final Board board;
    private final Weights weights = new Weights();
    private final Optional<KayentaWatch> kayenta;
    private Optional<Said> alarm = Optional.empty();

    /** A judge that has seen nothing. Throws {@link IllegalArgumentException} if a rule or setting makes no sense. */
    public Judge(List<Rule> rules, JudgeSettings settings) {
        this(rules, settings, Optional.empty());
    }

    /**
     * The same, but Kayenta's judge decides: the evidence of the metrics is shown, and counts only where it keeps a weight from
     * being raised. Limits and trouble with the data count as ever.
     */
    public Judge(List<Rule> rules, JudgeSettings settings, Optional<KayentaSettings> kayenta) {
        if (!(settings.alpha() > 0 && settings.alpha() <= 0.5 && settings.beta() > 0 && settings.beta() <= 0.5)) {
            throw new IllegalArgumentException("alpha and beta must be over 0 and at most 0.5, not " + settings.alpha()
                    + " and " + settings.beta());
        }
        this.settings = settings;
        failAt = StrictMath.log(1 / settings.alpha());
        board = new Board(rules, settings.maxDuration());
        this.kayenta = kayenta.map(asked -> new KayentaWatch(asked, settings.maxDuration(), channels(rules)));
    }

    /** Of every metric that is compared, the channel that says most. */
    private static Map<String, Integer> channels(List<Rule> rules) {
        Map<String, Integer> channels = new LinkedHashMap<>();
        for (Rule rule : rules) {
            if (rule instanceof CountRule count) {
                int main = 0;
                for (int i = 1; i < count.channels().size(); i++) {
                    main = count.channels().get(i).share()
                                    > count.channels().get(main).share()
                            ? i
                            : main;
                }
                channels.put(rule.metric(), main);
            } else if (rule instanceof MeanRule) {
                channels.put(rule.metric(), 0);
            }
        }
        return channels;
    }

    /** The canary was given this weight; it was read back from the route at that time. The same weight again is ignored. */
    public void weightSet(Instant since, int percent) {
        weightSet(since, percent, "");
    }

    /**
     * The same where the canary gets other requests besides: its share of all requests is then no matter of the weight.
     *
     * @param besides tells these requests from others; empty if there are none
     */
    public void weightSet(Instant since, int percent, String besides) {
        if (weights.set(since, percent, besides)) {
            board.comparisons().forEach(judge -> judge.raised(since));
            board.limits().forEach(LimitJudge::raised);
            kayenta.ifPresent(watch -> watch.raised(since));
        }
    }

    /** From then on the time allowed does not run out, and the numbers go on to be judged. */
    public void paused(Instant at) {
        weights.respite().paused(at);
        kayenta.ifPresent(watch -> watch.paused(at));
    }

    /** The time allowed runs again. */
    public void resumed(Instant at) {
        weights.respite().resumed(at);
        kayenta.ifPresent(watch -> watch.resumed(at));
    }

    /** The time allowed is that much longer from now on, at every weight. */
    public void extended(Duration more) {
        weights.respite().give(more);
    }

    /** What the baseline did in the hour before the release, with nothing known of how restless it is. */
    public void history(String metric, ArmCounts lastHour) {
        history(metric, lastHour, List.of());
    }

    /**
     * What the baseline did in the hour before the release; a plain limit is not compared with it.
     *
     * @param unrest how restless the baseline is in each channel ({@link Unrest}); empty if that is not known
     */
    public void history(String metric, ArmCounts lastHour, List<Double> unrest) {
        if (board.hasPast(metric)) {
            board.intervals(metric).known(lastHour, unrest);
        }
    }

    /** One more interval; one of which any part is known already is ignored, so nothing is counted twice. */
    public void add(String metric, Interval interval) {
        board.intervals(metric).add(interval);
        kayenta.ifPresent(watch -> watch.add(metric, interval));
        look(metric);
    }

    /** One more sample of a plain limit; one that is no later than the last is ignored. */
    public void add(String metric, LimitSample sample) {
        board.limit(metric).add(sample, judgedFrom());
        look(metric);
    }

    private Instant judgedFrom() {
        return weights.servingSince()
                .map(since -> since.plus(settings.warmUp()))
                .orElse(Instant.MAX);
    }

    /** One more sample of a gauge; one that is no later than the last is ignored. */
    public void add(String metric, GaugeSample sample) {
        board.gauge(metric).add(sample);
        board.limitOf(metric)
                .ifPresent(limit ->
                        limit.add(new LimitSample(sample.at(), sample.weight(), sample.worst()), judgedFrom()));
        look(metric);
    }

    /** The metric's source answered at that time, with or without data. */
    public void answered(String metric, Instant at) {
        board.sightings(metric).answered(at);
    }

    /** What is to be said at that time. Changes nothing. */
    public Judgement judge(Instant now) {
        Judgement judgement = new Examination(board, weights, settings, now).judgement(alarm);
        return Sentences.earlier(
                kayenta.map(watch -> Scored.over(judgement, watch, now)).orElse(judgement), settings.earlier());
    }

    /** Looks at what may have changed with that metric: a release may have many. */
    private void look(String metric) {
        if (!board.limits().isEmpty() && board.unhealthySince().isPresent()) {
            board.limits().forEach(LimitJudge::excuse);
        }
        if (alarm.isEmpty()) {
            alarm = board.comparison(metric)
                    .flatMap(this::alarm)
                    .or(() -> kayenta.flatMap(Scored::alarm))
                    .or(this::broken);
        }
    }

    private Optional<Said> alarm(Comparison changed) {
        return changed.tripped().or(() -> kayenta.isPresent() ? Optional.empty() : worse(changed));
    }

    private Optional<Said> worse(Comparison changed) {
        return board.combination()
                .alarm(changed, failAt)
                .map(member -> new Said(
                        Reason.WORSE,
                        member.channel().told(settings.alpha()).worse()
                                + Sentences.alike(board.combination().alike(member, failAt))));
    }

    /** A limit knows nothing of the baseline, so it has to wait until the baseline is known to have been healthy. */
    private Optional<Said> broken() {
        for (LimitJudge limit : board.limits()) {
            if (limit.broken() && board.healthKnownAt(limit.rowTo())) {
                return Optional.of(new Said(Reason.LIMIT_BROKEN, Sentences.broken(limit)));
            }
        }
        return Optional.empty();
    }
}

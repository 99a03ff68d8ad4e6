package io.jenkins.plugins.canary.analysis;

import io.jenkins.plugins.canary.analysis.Findings.Said;
import io.jenkins.plugins.canary.analysis.kayenta.KayentaWatch;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Puts what Kayenta's judge says in the place of what the evidence says. */
final class Scored {
    private static final Set<Reason> OF_THE_EVIDENCE = Set.of(Reason.ALL_PASSED, Reason.TOO_FEW, Reason.SUSPECT);

    private Scored() {}

    /** What failed, if it did. */
    static Optional<Said> alarm(KayentaWatch watch) {
        return watch.outcome() == KayentaWatch.Outcome.FAIL
                ? Optional.of(new Said(Reason.WORSE, watch.sentence()))
                : Optional.empty();
    }

    /** The judgement by score; alarms and trouble with the data stay as they are. */
    static Judgement over(Judgement judgement, KayentaWatch watch, Instant now) {
        Verdict verdict = judgement.verdict();
        if (!OF_THE_EVIDENCE.contains(verdict.reason())) {
            return judgement;
        }
        return switch (watch.outcome()) {
            case PASS -> said(judgement, Verdict.Kind.PASS, Reason.ALL_PASSED, watch, true);
            case MARGINAL -> said(judgement, Verdict.Kind.MARGINAL, Reason.SUSPECT, watch, true);
            case FAIL -> said(judgement, Verdict.Kind.FAIL, Reason.WORSE, watch, true);
            case GROWING -> said(judgement, Verdict.Kind.INCONCLUSIVE, Reason.TOO_FEW, watch, watch.overdue(now));
        };
    }

    private static Judgement said(
            Judgement judgement, Verdict.Kind kind, Reason reason, KayentaWatch watch, boolean decided) {
        Verdict before = judgement.verdict();
        Verdict verdict = new Verdict(kind, reason, watch.sentence(), before.uncalibrated(), before.evidence());
        return new Judgement(verdict, decided, judgement.mayRaise(), judgement.unhealthySince());
    }
}

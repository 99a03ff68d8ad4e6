package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.Judgement;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import java.time.Instant;
import java.util.Optional;

/** Watches the canary at its weight until there is a verdict. A FAIL takes it back at once; anything else leaves the weight. */
public final class Analyze implements Operation {
    private final Release release;
    private final Adapters adapters;
    private final Ownership ownership;
    private final Analysis analysis;

    /** An analysis of an open release. */
    public Analyze(Release release) {
        this.release = release;
        this.adapters = release.adapters();
        this.ownership = new Ownership(adapters.claim(), release.holder());
        this.analysis = new Analysis(release);
    }

    @Override
    public Progress tick(Instant now) {
        Optional<ClaimState> read = adapters.claim().read();
        ClaimState seen = read.filter(state -> state.claim().release().equals(release.id()))
                .orElseGet(() -> Opened.mustExist(release.spec().target(), read));
        Opened.mustBe(release.id(), release.spec().target(), seen);
        return ownership.act(seen, now, claim -> analyze(claim, now));
    }

    private Progress analyze(ClaimRecord claim, Instant now) {
        return switch (claim.phase()) {
            case SERVING -> watch(claim, now);
            case ROLLING_BACK -> new Withdrawal(adapters).goOn(claim, now);
            case DONE -> new Progress.Done(Ended.result(claim, adapters.journal(), now));
            case PREPARING, PROMOTING -> new Progress.Failed(notIn(claim.phase()));
        };
    }

    /** What is said of a release that cannot be analyzed now. */
    static String notIn(Phase phase) {
        return "a release in phase " + phase + " cannot be analyzed; it can while the canary serves";
    }

    /** Makes sure that what the canary is to be compared with is there. */
    static void mustHaveBaseline(ReleaseSpec spec, ClaimRecord claim) {
        if (spec.analysis().fresh() && !claim.terms().baseline()) {
            throw new RefusedException(
                    "baseline: the release began without a fresh copy of stable, which is made together with"
                            + " the canary; write stable or previous, or deploy with baseline: fresh");
        }
    }

    private Progress watch(ClaimRecord claim, Instant now) {
        mustHaveBaseline(release.spec(), claim);
        Judgement judgement = analysis.round(claim, adapters.workload().observe(claim), now);
        Verdict verdict = judgement.verdict();
        if (verdict.kind() == Verdict.Kind.FAIL) {
            Ending ending = new Ending(Outcome.ROLLED_BACK, Phase.SERVING, true, verdict.sentence());
            return new Withdrawal(adapters).begin(claim, ending, now);
        }
        if (OrdersGiven.isBeingPromoted(claim)) {
            String why = OrdersGiven.promoted(claim).orElseThrow() + "; " + verdict.sentence();
            return new Progress.Done(Ended.open(claim, adapters.journal(), why));
        }
        return judgement.decided()
                ? new Progress.Done(Ended.open(claim, adapters.journal(), verdict.sentence()))
                : new Progress.Waiting(now.plus(analysis.interval()), verdict.sentence());
    }
}

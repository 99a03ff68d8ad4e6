package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import java.time.Instant;
import java.util.Optional;

/** Makes the canary stable. Refuses unless the latest verdict at the present weight is good enough. */
public final class Promote implements Operation {
    private final Release release;
    private final Adapters adapters;
    private final Verdict.Kind require;
    private final Ownership ownership;
    private final Promoting promoting;

    /**
     * A promotion of an open release.
     *
     * @param require the worst verdict that is good enough; FAIL promotes whatever the verdict
     */
    public Promote(Release release, Verdict.Kind require) {
        this.release = release;
        this.adapters = release.adapters();
        this.require = require;
        this.ownership = new Ownership(adapters.claim(), release.holder());
        this.promoting = new Promoting(adapters, release.spec().times().promoteDeadline());
    }

    @Override
    public Progress tick(Instant now) {
        Optional<ClaimState> read = adapters.claim().read();
        if (isOver(read)) {
            return new Progress.Done(Ended.result(read.orElseThrow().claim(), adapters.journal(), now));
        }
        ClaimState seen = Opened.mustExist(release.spec().target(), read);
        Opened.mustBe(release.id(), release.spec().target(), seen);
        if (seen.claim().phase() == Phase.SERVING) {
            mustBeGoodEnough(seen.claim());
        }
        return ownership.act(seen, now, claim -> promote(claim, now));
    }

    private boolean isOver(Optional<ClaimState> read) {
        return read.map(ClaimState::claim)
                .filter(claim -> claim.release().equals(release.id()) && claim.phase() == Phase.DONE)
                .isPresent();
    }

    private Progress promote(ClaimRecord claim, Instant now) {
        return switch (claim.phase()) {
            case SERVING ->
                OrdersGiven.wait(claim, adapters.journal(), now)
                        .or(() -> shut(claim, now))
                        .orElseGet(() -> promoting.begin(claim, now));
            case PROMOTING -> promoting.goOn(claim, now);
            case ROLLING_BACK -> new Withdrawal(adapters).goOn(claim, now);
            case PREPARING, DONE -> new Progress.Failed("a release in phase " + claim.phase() + " cannot be promoted");
        };
    }

    /** What a person orders, or says with NONE, no gate stands against. */
    private Optional<Progress> shut(ClaimRecord claim, Instant now) {
        boolean asked = require != Verdict.Kind.FAIL && claim.promotionOrder().isEmpty();
        return asked ? new Gates(release).before(GateType.CONFIRM_PROMOTION, claim, now) : Optional.empty();
    }

    /** Refuses where no verdict has been good enough, at whatever weight. */
    void mustHaveSeenGood() {
        Optional<Verdict> latest = Ended.latest(adapters.journal()).map(Entry.Judged::verdict);
        if (require != Verdict.Kind.FAIL
                && latest.filter(verdict -> verdict.kind().compareTo(require) <= 0)
                        .isEmpty()) {
            throw new RefusedException("not promoted: " + require + " is required, and the latest verdict is "
                    + latest.map(v -> v.kind() + " (" + v.sentence() + ")").orElse("none; analyze first"));
        }
    }

    private void mustBeGoodEnough(ClaimRecord claim) {
        if (require == Verdict.Kind.FAIL || claim.promotionOrder().isPresent()) {
            return;
        }
        Gate.closed(release.spec(), claim).ifPresent(why -> {
            throw new RefusedException("not promoted: " + why);
        });
        Optional<Verdict> verdict = Ended.latest(adapters.journal())
                .filter(judged -> judged.weight() == claim.weight())
                .filter(judged -> claim.weightSince()
                        .map(since -> !judged.at().isBefore(since))
                        .orElse(false))
                .map(Entry.Judged::verdict);
        if (verdict.isEmpty() || verdict.get().kind().compareTo(require) > 0) {
            throw new RefusedException("not promoted: " + require + " is required at the present weight of "
                    + claim.weight() + " %, and the latest verdict there is "
                    + verdict.map(v -> v.kind() + " (" + v.sentence() + ")").orElse("none; analyze first"));
        }
    }
}

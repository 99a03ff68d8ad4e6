package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.Phase;
import java.time.Instant;
import java.util.Optional;

/** Scales for and sets another weight. */
public final class Shift implements Operation {
    private final Release release;
    private final int weight;
    private final Ownership ownership;
    private final Raise raise;
    private Optional<Instant> since = Optional.empty();

    /**
     * A shift of an open release.
     *
     * @param weight percent, 1 to 100
     */
    public Shift(Release release, int weight) {
        this.release = release;
        this.weight = weight;
        this.ownership = new Ownership(release.adapters().claim(), release.holder());
        this.raise = new Raise(release.adapters(), release.spec().times().readyDeadline());
    }

    @Override
    public Progress tick(Instant now) {
        ClaimState seen = Opened.mustExist(
                release.spec().target(), release.adapters().claim().read());
        Opened.mustBe(release.id(), release.spec().target(), seen);
        return ownership.act(seen, now, claim -> shift(claim, now));
    }

    private Progress shift(ClaimRecord claim, Instant now) {
        if (claim.phase() != Phase.SERVING) {
            return new Progress.Failed(
                    "the weight cannot be changed in phase " + claim.phase() + "; it can while the canary serves");
        }
        Optional<Progress> held = OrdersGiven.wait(claim, release.adapters().journal(), now);
        if (held.isPresent()) {
            since = Optional.empty();
            return held.get();
        }
        since = since.or(() -> Optional.of(now));
        return raise.towards(weight, claim, since.get(), now).orElseGet(() -> done(claim, now));
    }

    private Progress done(ClaimRecord claim, Instant now) {
        return new Progress.Done(Ended.open(
                claim.serving(weight, now),
                release.adapters().journal(),
                "the canary serves " + weight + " % of the traffic"));
    }
}

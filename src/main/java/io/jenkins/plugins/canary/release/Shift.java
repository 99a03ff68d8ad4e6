package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Scales for other requests and gives them to the canary. */
public final class Shift implements Operation {
    private final Release release;
    private final Exposure exposure;
    private final Ownership ownership;
    private final Raise raise;
    private final Gates gates;
    private Optional<Instant> since = Optional.empty();

    /**
     * A shift of an open release.
     *
     * @param exposure which requests the canary is to get; for none it keeps its pods
     */
    public Shift(Release release, Exposure exposure) {
        this.release = release;
        this.exposure = exposure;
        this.ownership = new Ownership(release.adapters().claim(), release.holder());
        this.raise = new Raise(release);
        this.gates = new Gates(release);
    }

    @Override
    public Progress tick(Instant now) {
        Optional<ClaimState> read = release.adapters().claim().read();
        Optional<ClaimRecord> promoted = read.map(ClaimState::claim)
                .filter(claim -> claim.release().equals(release.id()))
                .filter(OrdersGiven::isBeingPromoted);
        if (promoted.isPresent()) {
            return new Progress.Done(Ended.open(
                    promoted.get(),
                    release.adapters().journal(),
                    OrdersGiven.promoted(promoted.get()).orElseThrow() + "; the weight stays"));
        }
        ClaimState seen = Opened.mustExist(release.spec().target(), read);
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
        refuseWhatCannotBe(claim);
        if (exposure.weight() > claim.weight()) {
            Optional<Progress> shut = gates.before(GateType.CONFIRM_TRAFFIC_INCREASE, claim, now);
            if (shut.isPresent()) {
                since = Optional.empty();
                return shut.get();
            }
        }
        since = since.or(() -> Optional.of(now));
        return raise.towards(Goal.of(exposure), claim, since.get(), now).orElseGet(() -> done(claim, now));
    }

    private void refuseWhatCannotBe(ClaimRecord claim) {
        if (claim.exposure().equals(exposure)) {
            return;
        }
        List<String> problems = claim.traffic()
                .kind()
                .problem(exposure)
                .map(List::of)
                .orElseGet(() ->
                        release.adapters().router(claim).problems(claim.route(), List.of(exposure), replicas(claim)));
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
    }

    private int replicas(ClaimRecord claim) {
        return release.adapters().workload().observe(claim).stable().wanted();
    }

    private Progress done(ClaimRecord claim, Instant now) {
        return new Progress.Done(Ended.open(
                claim.serving(exposure, now), release.adapters().journal(), "the canary serves " + exposure));
    }
}

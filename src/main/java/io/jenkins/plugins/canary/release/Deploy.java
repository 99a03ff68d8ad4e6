package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.DeniedException;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.UnauthenticatedException;
import io.jenkins.plugins.canary.target.WorkloadState;
import java.time.Instant;
import java.util.Optional;

/**
 * Puts the canary beside stable and gives it its first weight: preflight, claim, canary, ready, weight. A canary that does not
 * become ready is taken back.
 */
public final class Deploy implements Operation {
    private final Release release;
    private final Adapters adapters;
    private final Ownership ownership;
    private final Raise raise;
    private final Gates gates;

    /** A deployment of the release. */
    public Deploy(Release release) {
        this.release = release;
        this.adapters = release.adapters();
        this.ownership = new Ownership(adapters.claim(), release.holder());
        this.raise = new Raise(release);
        this.gates = new Gates(release);
    }

    @Override
    public Progress tick(Instant now) {
        return tick(adapters.claim().read(), now);
    }

    /** The same where the claim has just been read. */
    Progress tick(Optional<ClaimState> seen, Instant now) {
        if (seen.isEmpty() || isOver(seen.get())) {
            new Opening(release).open(seen, now);
            return Homecoming.soon(now, "the target is ours; creating the canary");
        }
        if (!seen.get().claim().release().equals(release.id())) {
            return new Predecessor(release).takeBack(seen.get(), now);
        }
        return ownership.act(seen.get(), now, claim -> deploy(claim, now));
    }

    private boolean isOver(ClaimState seen) {
        return seen.claim().phase() == Phase.DONE && !seen.claim().release().equals(release.id());
    }

    private Progress deploy(ClaimRecord claim, Instant now) {
        return switch (claim.phase()) {
            case PREPARING -> prepare(claim, now);
            case SERVING -> serve(claim, now);
            case PROMOTING -> new Progress.Failed("the release is being promoted already");
            case ROLLING_BACK -> new Withdrawal(adapters).goOn(claim, now);
            case DONE -> new Progress.Done(Ended.result(claim, adapters.journal(), now));
        };
    }

    private Progress prepare(ClaimRecord claim, Instant now) {
        Optional<Progress> held = OrdersGiven.wait(claim, adapters.journal(), now);
        if (held.isPresent()) {
            return held.get();
        }
        try {
            if (claim.isFound()) {
                Adopt.take(adapters, claim, now);
                return new Progress.Waiting(now, "the canary is this release's now, as it was found");
            }
            return towards(release.spec().steps().get(0).exposure(), claim, now);
        } catch (UnauthenticatedException e) {
            throw e; // nothing is known against the release
        } catch (RefusedException | DeniedException e) {
            return withdraw(claim, e.getMessage(), now);
        }
    }

    private Progress serve(ClaimRecord claim, Instant now) {
        Exposure wanted = wanted(claim);
        boolean stands = claim.weightSince().isPresent() && wanted.equals(claim.exposure());
        return stands ? done(claim) : towards(wanted, claim, now);
    }

    /** What something else made has a weight already; the first one above that is asked for. */
    private Exposure wanted(ClaimRecord claim) {
        boolean asFound = claim.route()
                .found()
                .filter(found -> found.exposure().equals(claim.exposure()))
                .isPresent();
        return release.spec().steps().stream()
                .map(Step::exposure)
                .filter(exposure -> asFound && exposure.weight() > claim.weight())
                .findFirst()
                .orElse(claim.exposure());
    }

    private Progress towards(Exposure exposure, ClaimRecord claim, Instant now) {
        Goal goal = Goal.of(exposure, release.spec());
        WorkloadState state = adapters.workload().observe(claim);
        Optional<Progress> unfinished;
        if (claim.phase() == Phase.PREPARING && !isComplete(state, claim)) {
            unfinished = gates.before(GateType.CONFIRM_ROLLOUT, claim, now)
                    .or(() -> Optional.of(create(goal, claim, state.stable().wanted(), now)));
        } else {
            unfinished = raise.towards(goal, claim, state, begun(claim), now);
        }
        if (unfinished.isEmpty()) {
            return done(claim.serving(exposure, now));
        }
        return unfinished.get() instanceof Progress.Failed failed
                ? withdraw(claim, failed.reason(), now)
                : unfinished.get();
    }

    private static boolean isComplete(WorkloadState state, ClaimRecord claim) {
        return state.canary().filter(CanaryState::complete).isPresent()
                && (!claim.terms().baseline()
                        || state.baseline().filter(CanaryState::complete).isPresent());
    }

    /** What was waited in a pause does not count against the canary. */
    private static Instant begun(ClaimRecord claim) {
        return claim.orders()
                .resumed()
                .filter(at -> at.isAfter(claim.phaseSince()))
                .orElse(claim.phaseSince());
    }

    private Progress create(Goal goal, ClaimRecord claim, int stablePods, Instant now) {
        adapters.workload().holdCapacity(claim);
        adapters.router(claim).shift(claim, 0); // keeps routes to stable's pods before there are others
        int pods = adapters.router(claim).canaryReplicas(goal.load(), stablePods);
        adapters.workload().createCanary(claim, release.spec().changes(), pods);
        return Homecoming.soon(now, "waiting for " + pods + " canary pods");
    }

    private Progress done(ClaimRecord claim) {
        return new Progress.Done(Ended.open(claim, adapters.journal(), "the canary serves " + claim.exposure()));
    }

    private Progress withdraw(ClaimRecord claim, String reason, Instant now) {
        Ending ending = new Ending(Outcome.ROLLED_BACK, claim.phase(), false, reason);
        return new Withdrawal(adapters).begin(claim, ending, now);
    }
}

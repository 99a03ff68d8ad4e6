package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.Judgement;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.DeniedException;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.UnauthenticatedException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The whole of a release: deployed, raised weight by weight while it is watched, and promoted, taken back, or left to people.
 * What comes next is read from the claim at every tick, so it may be started anew at any time.
 */
public final class Rollout implements Operation {
    private final Release release;
    private final Adapters adapters;
    private final Ownership ownership;
    private final Deploy deploy;
    private final Analysis analysis;
    private final Raise raise;
    private final Gates gates;
    private final Promoting promoting;
    private final Restart restart;
    private final Predicate<Exposure> mayLeave;
    private Optional<Instant> raisingSince = Optional.empty();

    /** A rollout of the release. */
    public Rollout(Release release) {
        this(release, exposure -> true);
    }

    /**
     * A rollout of the release that somebody else has a say in.
     *
     * @param mayLeave whether the canary may leave what it has for the next step, for promotion, or to be left to people; does
     *     not keep it from being rolled back
     */
    public Rollout(Release release, Predicate<Exposure> mayLeave) {
        this.mayLeave = mayLeave;
        this.release = release;
        this.adapters = release.adapters();
        this.ownership = new Ownership(adapters.claim(), release.holder());
        this.deploy = new Deploy(release);
        this.analysis = new Analysis(release);
        this.raise = new Raise(release);
        this.gates = new Gates(release);
        this.restart = new Restart(release);
        this.promoting = new Promoting(adapters, release.spec().times().promoteDeadline());
    }

    @Override
    public Progress tick(Instant now) {
        Optional<ClaimState> seen = adapters.claim().read();
        return seen.filter(this::isPastDeployment).isPresent()
                ? ownership.act(seen.get(), now, claim -> goOn(claim, now))
                : afterDeployment(deploy.tick(seen, now), now);
    }

    private boolean isPastDeployment(ClaimState seen) {
        return seen.claim().release().equals(release.id())
                && seen.claim().phase() != Phase.PREPARING
                && !(seen.claim().phase() == Phase.SERVING
                        && seen.claim().weightSince().isEmpty());
    }

    private static Progress afterDeployment(Progress deployment, Instant now) {
        return deployment instanceof Progress.Done done
                        && done.result().outcome().isEmpty()
                ? new Progress.Waiting(now, done.result().reason())
                : deployment;
    }

    private Progress goOn(ClaimRecord claim, Instant now) {
        return switch (claim.phase()) {
            case SERVING -> serveOrWithdraw(claim, now);
            case PROMOTING -> promoting.goOn(claim, now);
            case ROLLING_BACK ->
                Restart.isBegun(claim) ? restart.goOn(claim, now) : new Withdrawal(adapters).goOn(claim, now);
            case DONE -> new Progress.Done(Ended.result(claim, adapters.journal(), now));
            case PREPARING -> throw new IllegalStateException("a release that is prepared is deployed, not raised");
        };
    }

    /** What a person must mend first stops the release, and a release that cannot go on goes back. */
    private Progress serveOrWithdraw(ClaimRecord claim, Instant now) {
        try {
            return serve(claim, now);
        } catch (UnauthenticatedException e) {
            throw e; // nothing is known against the release
        } catch (RefusedException | DeniedException e) {
            return withdraw(claim, inGoodOrder(e.getMessage()), now);
        }
    }

    private Progress serve(ClaimRecord claim, Instant now) {
        if (claim.ending().isPresent()) {
            return new Progress.Done(
                    Ended.failed(claim, adapters.journal(), claim.ending().get().reason()));
        }
        Gate.note(claim, adapters.journal(), now);
        Judgement judgement = analysis.round(claim, adapters.workload().observe(claim), now);
        Decision decision = Decision.of(release.spec(), claim, judgement, analysis.interval(), now);
        if (isLeaving(decision) && !mayLeave.test(claim.exposure())) {
            return new Progress.Waiting(
                    now.plus(analysis.interval()),
                    "what runs while the canary gets " + claim.exposure() + " has not ended");
        }
        if (raisingSince.isEmpty()) {
            decision = gates.over(decision, claim, now);
        }
        if (decision.next() != Decision.Next.RAISE) {
            raisingSince = Optional.empty();
        }
        return switch (decision.next()) {
            case WATCH -> new Progress.Waiting(now.plus(analysis.interval()), decision.why());
            case ASK -> ask(claim, now);
            case RAISE -> raise(decision, claim, now);
            case PROMOTE -> promoting.begin(claim, now);
            case ROLL_BACK_AT_ONCE -> withdraw(claim, harmful(decision.why()), now);
            case RESTART -> restart(claim, decision.why(), now);
            case ROLL_BACK -> withdraw(claim, inGoodOrder(decision.why()), now);
            case HOLD -> new Progress.Done(Ended.held(claim, adapters.journal(), decision.why(), now));
        };
    }

    private static boolean isLeaving(Decision decision) {
        return switch (decision.next()) {
            case ASK, RAISE, PROMOTE, HOLD -> true;
            case WATCH, ROLL_BACK_AT_ONCE, ROLL_BACK, RESTART -> false;
        };
    }

    /** Recorded first: until when it waits must be known to whoever goes on. */
    private Progress ask(ClaimRecord claim, Instant now) {
        ClaimRecord asked = adapters.claim()
                .update(claim.awaitingApproval(Gate.until(release.spec(), claim, now)))
                .claim();
        Gate.note(asked, adapters.journal(), now);
        adapters.journal().flush();
        return new Progress.Waiting(now.plus(analysis.interval()), "a person is asked");
    }

    private Progress raise(Decision decision, ClaimRecord claim, Instant now) {
        raisingSince = raisingSince.or(() -> Optional.of(now));
        Optional<Progress> unfinished =
                raise.towards(Goal.of(decision.exposure(), release.spec()), claim, raisingSince.get(), now);
        if (unfinished.isEmpty()) {
            raisingSince = Optional.empty();
            return new Progress.Waiting(now.plus(analysis.interval()), "the canary serves " + decision.exposure());
        }
        return unfinished.get() instanceof Progress.Failed failed
                ? withdraw(claim, inGoodOrder(failed.reason()), now)
                : unfinished.get();
    }

    private Progress restart(ClaimRecord claim, String why, Instant now) {
        ClaimRecord recorded = adapters.claim()
                .update(claim.rollingBack(Restart.ending(why), now))
                .claim();
        return restart.goOn(recorded, now);
    }

    private Progress withdraw(ClaimRecord claim, Ending ending, Instant now) {
        return new Withdrawal(adapters).begin(claim, ending, now);
    }

    private static Ending harmful(String reason) {
        return new Ending(Outcome.ROLLED_BACK, Phase.SERVING, true, reason);
    }

    private static Ending inGoodOrder(String reason) {
        return new Ending(Outcome.ROLLED_BACK, Phase.SERVING, false, reason);
    }
}

package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Kinds;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Ending;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.Promotion;
import io.jenkins.plugins.canary.target.StableState;
import io.jenkins.plugins.canary.target.WorkloadState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes the canary's version the stable one: judged image pinned into stable, stable wholly rolled out, traffic home, canary
 * gone. Whether it may is decided elsewhere.
 */
final class Promoting {
    private final Adapters adapters;
    private final Duration deadline;
    private final Homecoming homecoming;

    Promoting(Adapters adapters, Duration deadline) {
        this.adapters = adapters;
        this.deadline = deadline;
        this.homecoming = new Homecoming(adapters);
    }

    /** Records what stable is to become, and begins. */
    Progress begin(ClaimRecord claim, Instant now) {
        Promotion promotion = claim.promotion()
                .filter(known ->
                        claim.terms().external()) // stable may have it already, so that it cannot be found again
                .orElseGet(() -> adapters.workload().promotion(claim));
        ClaimRecord recorded =
                adapters.claim().update(claim.promoting(promotion, now)).claim();
        Progress first = goOn(recorded, now);
        adapters.journal()
                .append(new Entry.Event(
                        now, "promoting-" + claim.weight(), Kinds.PROMOTING, begun(recorded, promotion)));
        return first;
    }

    private String begun(ClaimRecord claim, Promotion promotion) {
        return claim.terms().external()
                ? "To promote, " + Elsewhere.toSet(promotion) + "; stable is waited for until "
                        + claim.phaseSince().plus(deadline)
                : "Promoting " + promotion.images();
    }

    /** Goes on with a promotion that the claim records. */
    Progress goOn(ClaimRecord claim, Instant now) {
        if (claim.ending().isPresent()) {
            return giveUp(claim, claim.ending().get(), now);
        }
        if (claim.homeSince().isPresent()) {
            return homeAndDone(claim, now);
        }
        WorkloadState state = adapters.workload().observe(claim);
        StableState stable = state.stable();
        if (stable.template() == StableState.Template.PROMOTED && stable.whole()) {
            return homeAndDone(claim, now);
        }
        if (state.canary().map(CanaryState::ready).orElse(0) == 0) {
            return withdraw(claim, "none of the canary's pods is ready any more during the promotion", now);
        }
        return switch (stable.template()) {
            case RECORDED -> claim.terms().external() ? await(claim, now) : promote(claim, now);
            case PROMOTED -> rollOut(claim, stable, now);
            case OTHER -> withdraw(claim, changed(claim), now);
        };
    }

    private Progress promote(ClaimRecord claim, Instant now) {
        adapters.workload().promote(claim);
        return Homecoming.soon(now, "stable is getting the new version");
    }

    /** Somebody else makes it the stable one. */
    private Progress await(ClaimRecord claim, Instant now) {
        String toSet = Elsewhere.toSet(claim.promotion().orElseThrow());
        Instant last = claim.phaseSince().plus(deadline);
        if (now.isBefore(last)) {
            return Homecoming.soon(now, "waiting until " + last + " for stable to become the new version: " + toSet);
        }
        return fail(
                claim,
                "stable was not given the new version within " + DurationText.format(deadline) + "; the canary keeps "
                        + claim.weight() + " %. To promote, " + toSet + ", and promote again",
                now);
    }

    private static String changed(ClaimRecord claim) {
        return claim.terms().external()
                ? "STABLE_CHANGED: another hand changed the stable version to something else than was judged"
                : "somebody else changed the stable version during the promotion";
    }

    private Progress rollOut(ClaimRecord claim, StableState stable, Instant now) {
        String count = stable.ready() + " of " + stable.wanted() + " stable pods are ready";
        boolean late = !now.isBefore(claim.phaseSince().plus(deadline));
        if (late || stable.trouble().isPresent()) {
            String why = stable.trouble().orElse("not rolled out after " + DurationText.format(deadline));
            String left = claim.terms().external() ? "" : "; stable got its own version back";
            return fail(
                    claim,
                    "stable did not become the new version: " + why + "; " + count + left
                            + (left.isEmpty() ? "; " : " and ") + "the canary keeps " + claim.weight() + " %",
                    now);
        }
        return Homecoming.soon(now, count + " with the new version");
    }

    private Progress fail(ClaimRecord claim, String reason, Instant now) {
        Ending ending = new Ending(Outcome.FAILED, Phase.PROMOTING, false, reason);
        return giveUp(adapters.claim().update(claim.givingUpPromotion(ending)).claim(), ending, now);
    }

    private Progress homeAndDone(ClaimRecord claim, Instant now) {
        Optional<ClaimRecord> home = homecoming.trafficHome(claim, now);
        if (home.isEmpty()) {
            return Homecoming.soon(now, "traffic is going home");
        }
        Promotion promotion = claim.promotion().orElseThrow();
        Ending ending = new Ending(
                Outcome.PROMOTED,
                Phase.PROMOTING,
                false,
                "promoted " + String.join(", ", promotion.images().values())
                        + Ended.latest(adapters.journal())
                                .map(judged -> "; " + judged.verdict().sentence())
                                .orElse(""));
        return homecoming.finish(home.get(), ending, now);
    }

    private Progress giveUp(ClaimRecord claim, Ending ending, Instant now) {
        if (!claim.terms().external()) {
            adapters.workload().restoreStable(claim);
            if (!adapters.workload().observe(claim).stable().whole()) {
                return Homecoming.soon(now, "stable is going back to its own version");
            }
        }
        ClaimRecord serving =
                adapters.claim().update(claim.serving(claim.exposure(), now)).claim();
        ClaimRecord stands = adapters.claim().update(serving.weightStands(now)).claim();
        adapters.journal().append(new Entry.Event(now, "promotion-failed", "trouble", ending.reason()));
        return new Progress.Done(Ended.failed(stands, adapters.journal(), ending.reason()));
    }

    private Progress withdraw(ClaimRecord claim, String reason, Instant now) {
        Ending ending = new Ending(Outcome.ROLLED_BACK, Phase.PROMOTING, true, reason);
        return new Withdrawal(adapters).begin(claim, ending, now);
    }
}

package io.jenkins.plugins.canary.run;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.model.PeriodicWork;
import io.jenkins.plugins.canary.config.Connections;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.DeniedException;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.target.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Looks after releases of this controller that nothing drives and nothing watches any more, because their build was deleted, or
 * died with Jenkins in the middle of something. It tells administrators of them; it takes them back only on clusters where that is
 * switched on, and then takes the claim first. It tells as well where it cannot look any more because an entry of the configuration, or
 * its credentials, are gone.
 *
 * <p>A home that was copied or restored does no harm: what another Jenkins still watches is left alone, and so is every claim that
 * another controller has made, or the same one at another URL.
 */
@Extension
public final class Guard extends PeriodicWork {
    private static final Logger LOGGER = Logger.getLogger(Guard.class.getName());

    /** How long builds have, after Jenkins began, to take up what they were doing. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Map<Target, Abandoned> abandoned = new ConcurrentHashMap<>();
    private final Map<Target, LoneRollback> rollbacks = new ConcurrentHashMap<>();
    private volatile Instant since;

    /** The one of this Jenkins. */
    static Guard get() {
        return ExtensionList.lookupSingleton(Guard.class);
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.MINUTES.toMillis(1);
    }

    /** What was found at the last look. */
    List<Abandoned> abandoned() {
        return List.copyOf(abandoned.values());
    }

    @Override
    protected void doRun() {
        if (mayLook()) {
            for (Target target : OpenReleases.get().targets()) {
                Workers.work(new Lane(target.cluster()), () -> look(target));
            }
        }
    }

    private boolean mayLook() {
        Instant now = Clockwork.get().clock().instant();
        if (since == null) {
            since = now;
        }
        return Jenkins.get().getInitLevel() == InitMilestone.COMPLETED
                && !Jenkins.get().isTerminating()
                && !now.isBefore(since.plus(PATIENCE));
    }

    private void look(Target target) {
        try {
            Optional<ClaimState> open =
                    Reach.of(target).claim().read().filter(seen -> seen.claim().phase() != Phase.DONE);
            if (open.isEmpty()) {
                forget(target);
                OpenReleases.get().settled(target);
            } else if (isAbandoned(open.get())) {
                take(target, open.get());
            } else {
                abandoned.remove(target);
            }
        } catch (RefusedException e) {
            report(target, Abandoned.outOfReach(target, e.getMessage()));
        } catch (DeniedException | UnavailableException e) {
            LOGGER.log(Level.FINE, e, () -> target + " cannot be looked at");
        }
    }

    private void take(Target target, ClaimState seen) {
        report(target, Abandoned.of(target, seen));
        boolean known = !seen.claim().holder().rootUrl().isEmpty();
        if (known && Connections.get().takesAbandonedBack(target.cluster())) {
            rollbacks.compute(
                    target, (same, before) -> before == null || before.isOver() ? begun(target, seen) : before);
        }
    }

    private void report(Target target, Abandoned found) {
        if (abandoned.put(target, found) == null) {
            LOGGER.warning(found.getSentence());
        }
    }

    private static LoneRollback begun(Target target, ClaimState seen) {
        String reason = "nothing drove it any more: " + seen.claim().holder() + " is gone";
        Holder me = Holders.ofGuard();
        return OpenReleases.get()
                .find(seen.claim().release())
                .map(live -> LoneRollback.of(live, me, Outcome.ROLLED_BACK, reason))
                .orElseGet(() -> LoneRollback.of(target, seen.claim().release(), me, Outcome.ROLLED_BACK, reason))
                .begin();
    }

    private void forget(Target target) {
        abandoned.remove(target);
        rollbacks.remove(target);
    }

    private static boolean isAbandoned(ClaimState seen) {
        return seen.claim().holder().sameController(Holders.ofGuard())
                && !seen.watchedAt(Clockwork.get().clock().instant())
                && !isLookedAfter(seen)
                && !RunningBuilds.include(seen.claim().holder());
    }

    /** Whether the watch has it, or its build has not ended: a Pipeline that is still to be resumed goes on. */
    private static boolean isLookedAfter(ClaimState seen) {
        boolean watched =
                switch (seen.claim().phase()) {
                    case SERVING, ROLLING_BACK -> true;
                    case PROMOTING ->
                        seen.claim().terms().external()
                                || seen.claim().promotionOrder().isPresent();
                    case PREPARING, DONE -> false;
                };
        return OpenReleases.get()
                .find(seen.claim().release())
                .filter(live -> watched || live.isBuilding())
                .isPresent();
    }
}

package io.jenkins.plugins.canary.run;

import hudson.model.Run;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.release.GiveOrder;
import io.jenkins.plugins.canary.target.Order;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.RefusedException;
import java.util.Optional;
import java.util.OptionalInt;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What people order of the releases of a build on its page, whatever drives them. Safe for use by several threads. */
@Restricted(NoExternalUse.class)
public final class PeoplesOrders {
    private final CanaryRunAction releases;
    private final Run<?, ?> build;

    PeoplesOrders(CanaryRunAction releases, Run<?, ?> build) {
        this.releases = releases;
        this.build = build;
    }

    /**
     * Takes a release back because a person says so. Waits for nothing.
     *
     * @param who the person
     * @param why in a sentence; may be empty
     * @throws RefusedException if the build has no such release that is open
     */
    public void rollBack(String release, String who, String why) {
        KeptRelease kept = open(release);
        Workers.takeHome(kept.target().cluster(), () -> takeBack(releases.live(kept), who, why));
    }

    private static void takeBack(LiveRelease live, String who, String why) {
        String reason = "rolled back by " + who + (why.isEmpty() ? "" : ": " + why);
        live.note(new Entry.Event(
                        Clockwork.get().clock().instant(), "rollback-ordered", "rollback-ordered", "To be " + reason)
                .by(who, why));
        LoneRollback.of(live, live.holder(), Outcome.ABORTED, reason).begin();
    }

    /**
     * Gives an order for a release to whatever drives it. Waits for the cluster, at most ten seconds.
     *
     * @param weight percent that the person saw it have, for an order that speaks of a weight
     * @throws RefusedException if it is not as that person saw it, or the build may not go on there any more, with a sentence
     */
    public void give(String release, OptionalInt weight, Order order) {
        KeptRelease kept = open(release);
        if (order.kind() != Order.Kind.PAUSE) {
            Admission.of(build).toGoOn(kept.target());
        }
        new ByHand(releases.live(kept)).give(order, new GiveOrder.Meant(Optional.of(release), weight));
    }

    private KeptRelease open(String release) {
        KeptRelease kept = releases.withId(release)
                .filter(KeptRelease::isDriven)
                .orElseThrow(() -> new RefusedException("this build has no release " + release));
        if (kept.isOver()) {
            throw new RefusedException("release " + release + " of " + kept.getTarget() + " is over here: "
                    + (kept.isContinued() ? "it is gone on with by " + kept.getContinuedBy() : kept.getReason()));
        }
        return kept;
    }
}

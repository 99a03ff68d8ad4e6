package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.Order;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Pauses, resumes or extends the open release of a target: writes the order into its claim, and nothing else. Whoever drives
 * the release stays its holder, and obeys from its next tick on. May be given from any machine, and twice.
 */
public final class GiveOrder implements Operation {
    /** Where a person's order still changes something: a promotion or rollback that has begun is brought to its end. */
    private static final Set<Phase> OPEN = EnumSet.of(Phase.PREPARING, Phase.SERVING);

    private final Adapters adapters;
    private final Target target;
    private final Order order;

    /** An order that is given once, however often it is ticked. */
    public GiveOrder(Adapters adapters, Target target, Order order) {
        this.adapters = adapters;
        this.target = target;
        this.order = order;
        if ((order.kind() == Order.Kind.EXTEND) == order.by().isZero()
                || order.by().isNegative()) {
            throw new IllegalArgumentException("only an extension gives time, and some: " + order);
        }
    }

    /** A pause: the weight stays, the judge goes on, a FAIL still takes traffic home. */
    public static Order pause(Instant now, String who, String why) {
        return new Order(Order.Kind.PAUSE, now, who, why, Duration.ZERO);
    }

    /** The end of a pause. */
    public static Order resume(Instant now, String who, String why) {
        return new Order(Order.Kind.RESUME, now, who, why, Duration.ZERO);
    }

    /** More time, until an undecided analysis ends and until the release expires. */
    public static Order extend(Instant now, String who, String why, Duration by) {
        return new Order(Order.Kind.EXTEND, now, who, why, by);
    }

    @Override
    public Progress tick(Instant now) {
        ClaimState seen = Opened.mustExist(target, adapters.claim().read());
        ClaimRecord claim = seen.claim();
        if (claim.orders().given().contains(order)) {
            return done(claim, told(claim));
        }
        if (!OPEN.contains(claim.phase())) {
            throw new RefusedException(
                    target + ": release " + claim.release() + " is in phase " + claim.phase()
                            + ", which is brought to its end; it can be paused, resumed or extended before, and rolled back now");
        }
        return redundant(claim).map(why -> done(claim, why)).orElseGet(() -> give(claim));
    }

    private Progress give(ClaimRecord claim) {
        ClaimRecord next = adapters.claim().amend(claim.ordered(order)).claim();
        return done(next, told(next));
    }

    private Optional<String> redundant(ClaimRecord claim) {
        Optional<Order> pause = claim.orders().pause();
        return switch (order.kind()) {
            case PAUSE -> pause.map(first -> "it is paused already, by " + first.byWhom());
            case RESUME -> pause.isPresent() ? Optional.empty() : Optional.of("it is not paused");
            case EXTEND -> Optional.empty();
        };
    }

    private String told(ClaimRecord claim) {
        return switch (order.kind()) {
            case PAUSE ->
                "paused: the canary keeps " + claim.weight()
                        + " % and goes on to be judged, a FAIL takes traffic home, and the release still expires at "
                        + claim.expires();
            case RESUME -> "resumed at " + claim.weight() + " %";
            case EXTEND ->
                "extended by " + DurationText.format(order.by()) + ": the release expires at " + claim.expires();
        };
    }

    private Progress done(ClaimRecord claim, String reason) {
        OrdersGiven.note(claim, adapters.journal());
        adapters.journal().flush();
        return new Progress.Done(Ended.open(claim, adapters.journal(), reason));
    }
}

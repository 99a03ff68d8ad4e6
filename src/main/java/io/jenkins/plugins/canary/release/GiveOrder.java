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
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Gives an order of a person for the open release of a target: writes it into its claim, and nothing else. Whoever drives the
 * release stays its holder, and obeys from its next tick on. May be given from any machine, and twice.
 */
public final class GiveOrder implements Operation {
    /** Where a person's order still changes something: a promotion or rollback that has begun is brought to its end. */
    private static final Set<Phase> OPEN = EnumSet.of(Phase.PREPARING, Phase.SERVING);

    private final Adapters adapters;
    private final Target target;
    private final Meant meant;
    private Order order;

    /**
     * What the person looked at who gives the order, and means.
     *
     * @param release id of the release; empty: whichever is open
     * @param weight percent that the canary has; empty: whatever it has
     */
    public record Meant(Optional<String> release, OptionalInt weight) {
        /** Whatever is there. */
        public static final Meant ANY = new Meant(Optional.empty(), OptionalInt.empty());

        /** Checks that nothing is missing. */
        public Meant {
            Objects.requireNonNull(release, "release");
            Objects.requireNonNull(weight, "weight");
        }
    }

    /** An order that is given once, however often it is ticked. */
    public GiveOrder(Adapters adapters, Target target, Order order) {
        this(adapters, target, order, Meant.ANY);
    }

    /** The same, refused if the claim shows anything else by now than was meant. */
    public GiveOrder(Adapters adapters, Target target, Order order, Meant meant) {
        this.adapters = adapters;
        this.target = target;
        this.order = order;
        this.meant = meant;
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

    /** More time, until an undecided analysis ends, until nobody is waited for any more, and until the release expires. */
    public static Order extend(Instant now, String who, String why, Duration by) {
        return new Order(Order.Kind.EXTEND, now, who, why, by);
    }

    /** A person's word that the canary may leave the weight that it has; the numbers must allow it too. */
    public static Order approve(Instant now, String who, String why) {
        return new Order(Order.Kind.APPROVE, now, who, why, Duration.ZERO);
    }

    /** A promotion from the weight that the canary has, whatever the verdict is there, unless it is FAIL. */
    public static Order promote(Instant now, String who, String why) {
        return new Order(Order.Kind.PROMOTE, now, who, why, Duration.ZERO);
    }

    @Override
    public Progress tick(Instant now) {
        ClaimState seen = Opened.mustExist(target, adapters.claim().read());
        ClaimRecord claim = seen.claim();
        if (claim.orders().given().contains(order)) {
            return done(claim, told(claim));
        }
        mustBeMeant(claim);
        if (order.isOfWeight() && order.weightSince().isEmpty()) {
            order = order.of(standing(claim));
        }
        return redundant(claim).map(why -> done(claim, why)).orElseGet(() -> give(claim));
    }

    private void mustBeMeant(ClaimRecord claim) {
        if (meant.release().isPresent() && !meant.release().get().equals(claim.release())) {
            throw new RefusedException(target + ": release " + meant.release().get() + " is over, and release "
                    + claim.release() + " is open now; look at that one");
        }
        if (!OPEN.contains(claim.phase())) {
            throw new RefusedException(target + ": release " + claim.release() + " is in phase " + claim.phase()
                    + ", which is brought to its end; it can only be rolled back now");
        }
        boolean other = order.isOfWeight() && meant.weight().orElse(claim.weight()) != claim.weight()
                || order.weightSince().isPresent() && !order.weightSince().equals(claim.weightSince());
        if (other) {
            throw new RefusedException(target + ": the canary has " + claim.exposure()
                    + " by now, which is not what was looked at; look again");
        }
    }

    /** Since when the weight stands that is spoken of. */
    private Instant standing(ClaimRecord claim) {
        if (claim.phase() != Phase.SERVING || claim.weightSince().isEmpty()) {
            throw new RefusedException(
                    target + ": the canary is just being given " + claim.exposure() + "; order it when it has that");
        }
        if (order.kind() == Order.Kind.PROMOTE && OrdersGiven.held(claim).isPresent()) {
            throw new RefusedException(
                    target + ": " + OrdersGiven.held(claim).get() + "; resume it before it is promoted");
        }
        return claim.weightSince().get();
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
            case APPROVE -> claim.approval().map(first -> "it is approved already, by " + first.byWhom());
            case PROMOTE ->
                claim.promotionOrder().map(first -> "its promotion is ordered already, by " + first.byWhom());
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
            case APPROVE -> "approved: the canary may leave " + claim.exposure() + " as soon as its numbers allow it";
            case PROMOTE ->
                "ordered: the canary is promoted from " + claim.exposure() + " by whoever drives it, unless it harms";
        };
    }

    private Progress done(ClaimRecord claim, String reason) {
        OrdersGiven.note(claim, adapters.journal());
        adapters.journal().flush();
        return new Progress.Done(Ended.open(claim, adapters.journal(), reason));
    }
}

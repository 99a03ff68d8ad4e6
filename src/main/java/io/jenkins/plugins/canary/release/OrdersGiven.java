package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.journal.Kinds;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Order;
import io.jenkins.plugins.canary.target.Outcome;
import io.jenkins.plugins.canary.target.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Brings what people ordered in the claim into the journal of whoever drives the release, and says what it means. */
final class OrdersGiven {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private OrdersGiven() {}

    /** Notes the orders that the journal does not know yet. */
    static void note(ClaimRecord claim, Journal journal) {
        claim.orders().given().forEach(order -> journal.append(event(order)));
    }

    /** Why the weight is held, if it is. */
    static Optional<String> held(ClaimRecord claim) {
        return claim.orders()
                .pause()
                .map(pause -> "paused at " + claim.weight() + " % by " + pause.byWhom() + " (since " + pause.at()
                        + "; 'canary resume' goes on, and the release expires at " + claim.expires()
                        + " all the same)");
    }

    /** That it is to be promoted from the weight that it has, if a person ordered that. */
    static Optional<String> promoted(ClaimRecord claim) {
        return claim.promotionOrder().map(order -> "promotion ordered by " + order.byWhom());
    }

    /** Whether that is so, and neither a pause nor a rollback stands against it: no other weight is needed then. */
    static boolean isBeingPromoted(ClaimRecord claim) {
        boolean taken = claim.phase() == Phase.ROLLING_BACK
                || claim.ending()
                        .filter(ending -> ending.outcome() != Outcome.PROMOTED)
                        .isPresent();
        return claim.promotionOrder().isPresent() && held(claim).isEmpty() && !taken;
    }

    /** What an operation does that would change the weight or stable: it waits, while the release is paused. */
    static Optional<Progress> wait(ClaimRecord claim, Journal journal, Instant now) {
        note(claim, journal);
        return held(claim).map(why -> new Progress.Waiting(now.plus(LOOK_AGAIN), why));
    }

    private static Entry.Event event(Order order) {
        return switch (order.kind()) {
            case PAUSE -> event(order, Kinds.PAUSED, "Paused by " + order.byWhom());
            case RESUME -> event(order, Kinds.RESUMED, "Resumed by " + order.byWhom());
            case EXTEND -> {
                String sentence = "Extended by " + DurationText.format(order.by()) + " by " + order.byWhom();
                yield event(order, Kinds.EXTENDED, sentence).giving(order.by());
            }
            case APPROVE -> event(order, Kinds.APPROVED, "Approved by " + order.byWhom());
            case PROMOTE -> event(order, Kinds.PROMOTION_ORDERED, "Promotion ordered by " + order.byWhom());
        };
    }

    private static Entry.Event event(Order order, String kind, String sentence) {
        return new Entry.Event(order.at(), key(order), kind, sentence).by(order.who(), order.why());
    }

    private static String key(Order order) {
        return "order-" + order.kind() + "-" + order.at() + "-" + order.who();
    }
}

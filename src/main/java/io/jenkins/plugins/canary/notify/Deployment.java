package io.jenkins.plugins.canary.notify;

import java.util.Optional;

/** How far a deployment is, for those who show it beside the commit. */
enum Deployment {
    /** It goes on. */
    RUNNING,
    /** It is waiting for a person. */
    WAITING,
    /** It is what runs now. */
    SUCCESS,
    /** It was taken back, or failed. */
    FAILURE,
    /** A person stopped it. */
    CANCELED;

    /** What the news says of the deployment; empty if nothing. */
    static Optional<Deployment> of(News news) {
        return switch (news.occasion()) {
            case OPENED, WEIGHT, PROMOTING, ROLLBACK, RESTARTED -> Optional.of(RUNNING);
            case APPROVAL, HELD -> Optional.of(WAITING);
            case PROMOTED -> Optional.of(SUCCESS);
            case ROLLED_BACK, FAILED -> Optional.of(FAILURE);
            case ABORTED -> Optional.of(CANCELED);
            case VERDICT, GATE, ORDER, TROUBLE, GUARD, TEST -> Optional.empty();
        };
    }

    /**
     * The commit that is deployed.
     *
     * @throws DeliveryException if nobody said
     */
    static String commit(News news) {
        if (news.links().commit().isEmpty()) {
            throw DeliveryException.lasting(
                    "it is not known which commit is released: a deployment stands beside a commit."
                            + " Jenkins takes it from the branch source, the command line from --commit");
        }
        return news.links().commit();
    }
}

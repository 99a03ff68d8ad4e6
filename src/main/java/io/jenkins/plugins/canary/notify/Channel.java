package io.jenkins.plugins.canary.notify;

/** One way of telling. Safe for use by several threads. */
public interface Channel {
    /** Whether such things are told this way at all. Looks at nothing but the news. */
    default boolean carries(News news) {
        return true;
    }

    /**
     * Tells it; may wait for the receiver, at most {@link Wire#CALL_TIMEOUT} for each of a few calls.
     *
     * @throws DeliveryException if it did not arrive, with a sentence that has no secret in it
     */
    void deliver(News news);
}

package io.jenkins.plugins.canary.run;

import io.jenkins.plugins.canary.release.GiveOrder;
import io.jenkins.plugins.canary.release.Progress;
import io.jenkins.plugins.canary.target.ConflictException;
import io.jenkins.plugins.canary.target.DeniedException;
import io.jenkins.plugins.canary.target.Order;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.UnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives an order of a person for a release of a build, beside whatever drives it. The cluster is asked on the cluster's
 * threads, which wait for no source; who gives the order waits for the answer, but not for long.
 */
final class ByHand {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 5;

    private final LiveRelease live;

    ByHand(LiveRelease live) {
        this.live = live;
    }

    /**
     * Gives it.
     *
     * @return what has come of it, in a sentence
     * @throws RefusedException if it cannot be given, with the reason
     */
    String give(Order order, GiveOrder.Meant meant) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        live.hurry();
        Workers.work(new Lane(live.kept().target().cluster()), () -> give(order, meant, answer));
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new RefusedException(e.getCause().getMessage());
        } catch (TimeoutException e) {
            throw new RefusedException(
                    "the cluster has not answered yet; the page says it when the order has reached the release");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("Jenkins is ending; give the order again when it is back");
        }
    }

    private void give(Order order, GiveOrder.Meant meant, CompletableFuture<String> answer) {
        try {
            answer.complete(attempt(order, meant, ATTEMPTS));
        } catch (RefusedException | DeniedException | UnavailableException | ConflictException e) {
            answer.completeExceptionally(e);
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
            throw e;
        }
    }

    /** Whoever drives the release writes its claim too, every now and then. */
    private String attempt(Order order, GiveOrder.Meant meant, int left) {
        GiveOrder operation =
                new GiveOrder(live.release().adapters(), live.kept().target(), order, meant);
        try {
            Progress progress = live.watch(operation, Clockwork.get().clock().instant());
            if (progress instanceof Progress.Done done) {
                return done.result().reason();
            }
            throw new RefusedException(((Progress.Failed) progress).reason());
        } catch (ConflictException e) {
            if (left <= 1) {
                throw e;
            }
            return attempt(order, meant, left - 1);
        }
    }
}

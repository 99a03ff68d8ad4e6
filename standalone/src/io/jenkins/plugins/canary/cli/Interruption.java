package io.jenkins.plugins.canary.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Somebody wants the command to end (SIGINT, SIGTERM). The process stays until the command has ended in good order and closed
 * this, or until patience runs out; what is left then can be rolled back from the claim.
 */
final class Interruption implements AutoCloseable {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "canary-interruption");
    private final Duration patience;

    private Interruption(Duration patience) {
        this.patience = patience;
    }

    /** Listens from now on. */
    static Interruption awaited(Duration patience) {
        Interruption interruption = new Interruption(patience);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    boolean requested() {
        return asked.getCount() == 0;
    }

    /** Waits that long, or until somebody interrupts. */
    void pause(Duration longest) throws InterruptedException {
        asked.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks the command to end. */
    void request() {
        asked.countDown();
    }

    private void interrupt() {
        request();
        try {
            if (!done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("canary: the end did not come in time; 'canary rollback' takes the release back");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The process is ending: the hook has run.
        }
    }
}

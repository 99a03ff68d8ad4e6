package io.jenkins.plugins.canary.metrics;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Lets few calls at a time to a source that many releases share; the others wait their turn. When the source hangs, so that
 * those few wait in vain, the others are refused at once: nobody waits behind them. Safe for use by several threads; an
 * interceptor of the client that all these calls are made with.
 *
 * @see <a href="https://learn.microsoft.com/azure/architecture/patterns/bulkhead">The bulkhead pattern</a>
 */
public final class Bulkhead implements Interceptor {
    private static final int CALLS = 4;

    /** Longer than nearly every query takes, and short beside the time between two looks at a release. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Semaphore free = new Semaphore(CALLS, true);
    private final Set<UnderWay> underWay = ConcurrentHashMap.newKeySet();
    private final Clock clock;

    /** One for one source. */
    public Bulkhead(Clock clock) {
        this.clock = clock;
    }

    /** There are as many calls as may be, and they are not answered. */
    public static final class SaturatedException extends IOException {
        private static final long serialVersionUID = 1L;

        private SaturatedException() {
            super("all " + CALLS + " calls that may be under way to it at a time have waited for "
                    + PATIENCE.toSeconds() + " s and more");
        }
    }

    /** A call; two that began together are two. */
    private static final class UnderWay {
        private final Instant since;

        UnderWay(Instant since) {
            this.since = since;
        }
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        enter();
        UnderWay call = new UnderWay(clock.instant());
        underWay.add(call);
        try {
            return chain.proceed(chain.request());
        } finally {
            underWay.remove(call);
            free.release();
        }
    }

    private void enter() throws SaturatedException {
        if (free.tryAcquire()) {
            return;
        }
        try {
            if (hangs() || !free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SaturatedException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SaturatedException();
        }
    }

    private boolean hangs() {
        Optional<Instant> oldest = underWay.stream().map(call -> call.since).min(Comparator.naturalOrder());
        return oldest.filter(since -> !clock.instant().isBefore(since.plus(PATIENCE)))
                .isPresent();
    }
}

package io.jenkins.plugins.canary.notify;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Delivers news on threads of its own: one for each destination, so that one that hangs keeps no other waiting and each hears things in
 * their order; and at most {@link #LONGEST_QUEUE} pieces wait for one. Safe for use by several threads.
 */
public final class Outbox implements AutoCloseable {
    /** How much may wait for one destination. */
    public static final int LONGEST_QUEUE = 200;

    /** How long is waited before it is tried again; then it is given up. */
    public static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(60));

    private static final Logger LOGGER = Logger.getLogger(Outbox.class.getName());
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final long IDLE_SECONDS = 30;

    /** How time is waited for. */
    public interface Pause {
        /** Waits. */
        void sleep(Duration time) throws InterruptedException;
    }

    private final ThreadFactory threads;
    private final Pause pause;
    private final Phaser underWay = new Phaser(1);
    private final Map<String, ThreadPoolExecutor> lanes = new ConcurrentHashMap<>();

    /** An outbox whose threads that factory makes. */
    public Outbox(ThreadFactory threads, Pause pause) {
        this.threads = threads;
        this.pause = pause;
    }

    /** An outbox with daemon threads, in real time. */
    public static Outbox real() {
        return new Outbox(Outbox::daemon, time -> Thread.sleep(time.toMillis()));
    }

    /** A thread that keeps no program from ending. */
    public static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "canary news");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Delivers as soon as what came before has been delivered or given up. Waits for nothing.
     *
     * @param done is told on another thread, or at once, why it was given up; nothing if it arrived. Not called at all if the outbox is closed before
     */
    void send(Destination destination, News news, Consumer<Optional<String>> done) {
        underWay.register();
        try {
            lanes.computeIfAbsent(destination.name(), name -> newLane())
                    .execute(() -> deliver(destination, news, done));
        } catch (RejectedExecutionException e) {
            LOGGER.log(Level.FINE, e, () -> destination.name() + " has too much waiting");
            underWay.arriveAndDeregister();
            done.accept(Optional.of("nothing more can wait for it: " + LONGEST_QUEUE + " messages do already"));
        }
    }

    private ThreadPoolExecutor newLane() {
        ThreadPoolExecutor lane = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(LONGEST_QUEUE), threads);
        lane.allowCoreThreadTimeOut(true);
        return lane;
    }

    private void deliver(Destination destination, News news, Consumer<Optional<String>> done) {
        try {
            done.accept(attempt(destination.channel(), news));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the outbox is closed; whoever goes on with the release tells it
        } finally {
            underWay.arriveAndDeregister();
        }
    }

    private Optional<String> attempt(Channel channel, News news) throws InterruptedException {
        for (int failures = 0; ; failures++) {
            try {
                channel.deliver(news);
                return Optional.empty();
            } catch (DeliveryException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the outbox is closed");
                }
                if (!e.isWorthRetrying() || failures == PAUSES.size()) {
                    return Optional.of(e.getMessage() + (failures > 0 ? " (tried " + (failures + 1) + " times)" : ""));
                }
                pause.sleep(pause(e, PAUSES.get(failures)));
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, "A message cannot be made", e);
                return Optional.of("it cannot be made: " + e.getClass().getSimpleName());
            }
        }
    }

    private static Duration pause(DeliveryException e, Duration planned) {
        Duration asked = e.notBefore().orElse(planned);
        Duration longer = asked.compareTo(planned) > 0 ? asked : planned;
        return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    /**
     * Takes nothing more, and waits for what is under way.
     *
     * @param grace how long at most; what is still waiting then is not told
     */
    public void close(Duration grace) {
        lanes.values().forEach(ThreadPoolExecutor::shutdown);
        try {
            underWay.awaitAdvanceInterruptibly(underWay.arrive(), grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOGGER.log(Level.FINE, "not everything was told in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lanes.values().forEach(ThreadPoolExecutor::shutdownNow);
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }
}

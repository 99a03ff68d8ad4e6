package io.jenkins.plugins.canary.notify;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * Asks gates by HTTP, on at most {@link #THREADS} threads of its own. Goes to no host that is not allowed and follows no redirect: what a
 * specification in a repository names must not reach what only this machine can reach. Safe for use by several threads.
 */
public final class HttpGatekeeper implements Gatekeeper, AutoCloseable {
    /** How many gates are asked at the same time. */
    public static final int THREADS = 4;

    private static final Logger LOGGER = Logger.getLogger(HttpGatekeeper.class.getName());
    private static final int QUESTIONS = 64;
    private static final int REMEMBERED = 500;
    private static final long IDLE_SECONDS = 30;

    private final OkHttpClient client;
    private final Predicate<String> allowed;
    private final Clock clock;
    private final ThreadPoolExecutor pool;
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();

    /** What is known of one question. */
    private static final class Asked {
        private boolean underWay;
        private Optional<GateAnswer> answer = Optional.empty();

        private synchronized Optional<GateAnswer> answer() {
            return answer;
        }

        private synchronized boolean begin(Instant notBefore) {
            boolean due = !underWay
                    && answer.filter(last -> last.at().isAfter(notBefore)).isEmpty();
            underWay |= due;
            return due;
        }

        private synchronized void end(boolean open, String sentence, Instant now) {
            int before = answer.map(GateAnswer::failures).orElse(0);
            answer = Optional.of(new GateAnswer(open, sentence, open ? 0 : before + 1, now));
            underWay = false;
        }
    }

    /**
     * A gatekeeper.
     *
     * @param allowed whether gates on that host may be asked
     */
    public HttpGatekeeper(OkHttpClient client, Predicate<String> allowed, Clock clock, ThreadFactory threads) {
        this.client = client;
        this.allowed = allowed;
        this.clock = clock;
        this.pool = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUESTIONS), threads);
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public Optional<String> problem(String url) {
        HttpUrl parsed = HttpUrl.parse(url);
        if (parsed == null || !parsed.username().isEmpty() || !parsed.password().isEmpty()) {
            return Optional.of("'" + url + "' is not an address such as https://gate.example.org/open");
        }
        return allowed.test(parsed.host())
                ? Optional.empty()
                : Optional.of("gates on " + parsed.host() + " may not be asked; an administrator allows hosts in"
                        + " Manage Jenkins » System » Canary » Hosts of gates");
    }

    @Override
    public Optional<GateAnswer> ask(GateQuestion question, Instant now) {
        if (asked.size() > REMEMBERED) {
            asked.clear();
        }
        Asked known = asked.computeIfAbsent(question.key(), key -> new Asked());
        if (known.begin(now.minus(question.every()))) {
            try {
                pool.execute(() -> answer(question, known));
            } catch (RejectedExecutionException e) {
                LOGGER.log(Level.FINE, "too many gates are asked", e);
                known.end(false, "too many gates are being asked at once", now);
            }
        }
        return known.answer();
    }

    /**
     * Somebody who is only told.
     *
     * @param endsOnly whether of the end of a release alone
     */
    public Destination told(String name, String url, Map<String, String> metadata, boolean endsOnly) {
        Channel channel = new GateChannel(client, url, metadata, endsOnly, this::problem);
        return new Destination("gate " + name, channel, Severity.INFO, Set.of(), List.of());
    }

    private void answer(GateQuestion question, Asked known) {
        String refusal = problem(question.url()).orElse("");
        for (int left = question.retries(); refusal.isEmpty(); left--) {
            try {
                Wire.of(client, "", question.timeout()).post(HttpUrl.get(question.url()), question.body());
                known.end(true, "yes", clock.instant());
                return;
            } catch (DeliveryException e) {
                if (left == 0 || !e.isWorthRetrying()) {
                    refusal = e.getMessage();
                }
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, "A gate cannot be asked", e);
                refusal = "it cannot be asked: " + e.getClass().getSimpleName();
            }
        }
        known.end(false, refusal, clock.instant());
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}

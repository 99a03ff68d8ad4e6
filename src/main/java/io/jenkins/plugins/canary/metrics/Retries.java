package io.jenkins.plugins.canary.metrics;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Asks again where an answer may come after all: a connection that was refused or broke, 429, and 5xx. At most three times in all and
 * within a budget, with waits that double and are spread by chance, so that many who failed together do not come again together. A source
 * that says when it may be asked again ({@code Retry-After}, RFC 9110, 10.2.3) is not asked before. Safe for use by several
 * threads; an interceptor of the client that all calls to one source are made with, before its {@link Bulkhead}.
 */
public final class Retries implements Interceptor {
    private static final int TRIES = 3;
    private static final Duration BUDGET = Duration.ofSeconds(10);
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);

    /** Whoever asks for more time than that is most likely wrong; a release looks again anyway. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);

    private final Clock clock;
    private final RandomGenerator random;
    private final Wait wait;
    private final AtomicReference<Instant> pausedUntil = new AtomicReference<>(Instant.MIN);

    /** One for one source. */
    public Retries(Clock clock) {
        this(clock, RandomGenerator.getDefault(), time -> Thread.sleep(time.toMillis()));
    }

    Retries(Clock clock, RandomGenerator random, Wait wait) {
        this.clock = clock;
        this.random = random;
        this.wait = wait;
    }

    /** Lets time pass. */
    @FunctionalInterface
    interface Wait {
        void until(Duration passed) throws InterruptedException;
    }

    /** The source has asked for a pause, which is not over. */
    public static final class PausedException extends IOException {
        private static final long serialVersionUID = 1L;

        private PausedException(Instant until) {
            super("it has asked not to be asked before " + until + " (429 or 503 with Retry-After)");
        }
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Instant pause = pausedUntil.get();
        if (clock.instant().isBefore(pause)) {
            throw new PausedException(pause);
        }
        Instant end = clock.instant().plus(BUDGET);
        for (int attempt = 1; ; attempt++) {
            Optional<Duration> again;
            try {
                Response response = chain.proceed(chain.request());
                again = again(response, attempt, end);
                if (again.isEmpty()) {
                    return response;
                }
                response.close();
            } catch (IOException e) {
                again = again(e, attempt, end);
                if (again.isEmpty() || chain.call().isCanceled()) {
                    throw e;
                }
            }
            pass(again.get(), chain.request());
        }
    }

    /** How long to wait before it is asked again; empty: this answer stands. */
    private Optional<Duration> again(Response response, int attempt, Instant end) {
        if (!PASSING.contains(response.code())) {
            return Optional.empty();
        }
        Optional<Duration> asked = retryAfter(response);
        Optional<Duration> wait = within(asked.orElseGet(() -> spread(attempt)), attempt, end);
        if (wait.isEmpty()) {
            asked.ifPresent(pause -> pausedUntil.set(clock.instant().plus(pause)));
        }
        return wait;
    }

    private Optional<Duration> again(IOException e, int attempt, Instant end) {
        boolean inVain = e instanceof InterruptedIOException || e instanceof Bulkhead.SaturatedException;
        return inVain ? Optional.empty() : within(spread(attempt), attempt, end);
    }

    private Optional<Duration> within(Duration wait, int attempt, Instant end) {
        return attempt < TRIES && clock.instant().plus(wait).isBefore(end) ? Optional.of(wait) : Optional.empty();
    }

    private Duration spread(int attempt) {
        long longest = FIRST_WAIT.toMillis() << (attempt - 1);
        return Duration.ofMillis(longest / 2 + random.nextLong(longest / 2 + 1));
    }

    private Optional<Duration> retryAfter(Response response) {
        String text =
                Objects.requireNonNullElse(response.header("Retry-After"), "").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(text.matches("[0-9]{1,9}") ? Duration.ofSeconds(Long.parseLong(text)) : until(text))
                .map(pause -> pause.isNegative() ? Duration.ZERO : pause)
                .map(pause -> pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }

    private Duration until(String date) {
        try {
            Instant then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Duration.between(clock.instant(), then);
        } catch (DateTimeException e) {
            return FIRST_WAIT;
        }
    }

    private void pass(Duration time, Request request) throws IOException {
        try {
            wait.until(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(
                    "interrupted before " + request.url().host() + " was asked again");
        }
    }
}

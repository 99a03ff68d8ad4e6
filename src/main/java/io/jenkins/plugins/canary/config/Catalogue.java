package io.jenkins.plugins.canary.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.canary.kubernetes.KubernetesApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Names of what is in the clusters, for forms. Whoever asks waits two seconds at most, and not at all for a cluster that has just kept
 * somebody waiting for so long; the answer is then there for the next one who asks. Asks on threads of its own, two for a cluster,
 * so that no release waits for a form. Safe for use by several threads.
 */
@Extension
public final class Catalogue {
    private static final Logger LOGGER = Logger.getLogger(Catalogue.class.getName());

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final int THREADS = 2;
    private static final int QUESTIONS = 16;
    private static final int MOST_ANSWERS = 500;

    private final Map<List<String>, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Instant> slow = new ConcurrentHashMap<>();
    private final Map<String, ThreadPoolExecutor> pools = new ConcurrentHashMap<>();
    private final Clock clock = Clock.systemUTC();

    private record Answer(Instant asked, CompletableFuture<List<String>> names) {}

    /** The one there is. */
    static Catalogue get() {
        return ExtensionList.lookupSingleton(Catalogue.class);
    }

    /**
     * The names that a question about a cluster gives; none if it cannot be asked, or does not answer soon.
     *
     * @param what tells this question from others about the cluster
     * @param question may wait for the cluster
     */
    List<String> names(String cluster, List<String> what, Function<KubernetesApi, List<String>> question) {
        Instant now = clock.instant();
        Instant notBefore = now.minus(FRESH);
        if (answers.size() > MOST_ANSWERS) {
            answers.values().removeIf(old -> old.asked().isBefore(notBefore));
        }
        List<String> key = Stream.concat(Stream.of(cluster), what.stream()).toList();
        Answer answer = answers.compute(
                key, (same, old) -> old != null && old.asked().isAfter(notBefore) ? old : ask(cluster, question, now));
        return await(cluster, answer, now);
    }

    private Answer ask(String cluster, Function<KubernetesApi, List<String>> question, Instant now) {
        CompletableFuture<List<String>> names = new CompletableFuture<>();
        try {
            pools.computeIfAbsent(cluster, Catalogue::newPool).execute(() -> answer(names, cluster, question));
        } catch (RejectedExecutionException e) {
            LOGGER.log(Level.FINE, e, () -> cluster + " is asked too much already");
            names.complete(List.of());
        }
        return new Answer(now, names);
    }

    private static void answer(
            CompletableFuture<List<String>> names, String cluster, Function<KubernetesApi, List<String>> question) {
        try {
            names.complete(question.apply(Connections.get().cluster(cluster)));
        } catch (RuntimeException e) { // refused, denied, not there: a form says it better by offering nothing
            LOGGER.log(Level.FINE, e, () -> cluster + " cannot be asked what is there");
            names.complete(List.of());
        }
    }

    private List<String> await(String cluster, Answer answer, Instant now) {
        boolean waits = slow.getOrDefault(cluster, Instant.MIN).isBefore(now.minus(FRESH));
        try {
            return answer.names().get(waits ? PATIENCE.toMillis() : 0, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            if (waits) {
                slow.put(cluster, now);
            }
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException e) {
            return List.of();
        }
    }

    private static ThreadPoolExecutor newPool(String cluster) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                FRESH.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(QUESTIONS),
                new NamingThreadFactory(new DaemonThreadFactory(), "canary form about " + cluster));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Another configuration: nothing that was found holds. */
    void forget() {
        answers.clear();
        slow.clear();
    }

    /** Ends all threads when Jenkins ends. */
    @Terminator
    public void close() {
        pools.values().forEach(ThreadPoolExecutor::shutdownNow);
        pools.clear();
    }
}

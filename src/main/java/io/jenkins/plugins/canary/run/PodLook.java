package io.jenkins.plugins.canary.run;

import io.jenkins.plugins.canary.release.Adapters;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * How the pods of a release's canary look. The cluster is asked only when somebody looks at the page, at most every few seconds
 * and by one thread at a time; nobody waits for it. Reads only. Safe for use by several threads.
 */
@Restricted(NoExternalUse.class)
public final class PodLook {
    private static final Duration FRESH = Duration.ofSeconds(15);

    private final Supplier<Seen> cluster;
    private final InstantSource clock;
    private final Executor worker;
    private Seen seen = Seen.NOTHING;
    private Instant begun = Instant.EPOCH;
    private boolean underWay;

    /**
     * What was seen.
     *
     * @param at when; empty if nobody has looked yet
     * @param pods of the canary
     * @param trouble why the canary does not become ready, as the cluster says it; empty if nothing says so
     * @param lines states, events and last lines of logs, for people; hostile, as anybody may have written them
     * @param unknown why nothing could be seen; empty if it could
     */
    public record Seen(Optional<Instant> at, List<Pod> pods, String trouble, List<String> lines, String unknown) {
        private static final Seen NOTHING = new Seen(Optional.empty(), List.of(), "", List.of(), "");

        static Seen not(Instant at, String why) {
            return new Seen(Optional.of(at), List.of(), "", List.of(), why);
        }
    }

    /**
     * A look that nobody has taken yet.
     *
     * @param cluster is asked on the worker's threads
     * @param clock tells how old an answer is
     */
    PodLook(Supplier<Seen> cluster, InstantSource clock, Executor worker) {
        this.cluster = cluster;
        this.clock = clock;
        this.worker = worker;
    }

    /** What was seen last; another look is begun if that is old. */
    public synchronized Seen seen() {
        Instant now = clock.instant();
        if (!underWay && !now.isBefore(begun.plus(FRESH))) {
            underWay = true;
            begun = now;
            worker.execute(this::look);
        }
        return seen;
    }

    private void look() {
        Seen next = Seen.not(clock.instant(), "the pods could not be looked at");
        try {
            next = cluster.get();
        } catch (RuntimeException e) {
            next = Seen.not(clock.instant(), "the pods could not be looked at: " + e.getMessage());
        } finally {
            keep(next);
        }
    }

    private synchronized void keep(Seen next) {
        seen = next;
        underWay = false;
    }

    /** What a cluster says of a release's canary now. */
    static Seen of(String release, Adapters adapters, Instant now) {
        Optional<ClaimRecord> claim = adapters.claim()
                .read()
                .map(ClaimState::claim)
                .filter(ours -> ours.release().equals(release));
        if (claim.isEmpty()) {
            return Seen.not(now, "the cluster knows nothing of this release now");
        }
        Optional<CanaryState> canary = adapters.workload().observe(claim.get()).canary();
        return new Seen(
                Optional.of(now),
                canary.map(CanaryState::pods).orElse(List.of()),
                canary.flatMap(CanaryState::trouble).orElse(""),
                canary.isEmpty() ? List.of() : adapters.workload().evidence(claim.get()),
                "");
    }
}

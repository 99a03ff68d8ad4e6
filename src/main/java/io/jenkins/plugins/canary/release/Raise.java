package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.TrafficRouter;
import io.jenkins.plugins.canary.target.WorkloadState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Gives the canary a weight in the order that never changes: scale, ready, record, weight, read back. */
final class Raise {
    /** How often something that takes seconds is looked at. */
    static final Duration POLL = Duration.ofSeconds(2);

    /** How long routers may take to hear of an endpoint. */
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private final Adapters adapters;
    private final Duration readyDeadline;

    Raise(Adapters adapters, Duration readyDeadline) {
        this.adapters = adapters;
        this.readyDeadline = readyDeadline;
    }

    /**
     * Goes on towards the weight.
     *
     * @param since when this began, for the deadline
     * @return empty when the weight stands; otherwise what is waited for, or why it cannot be
     */
    Optional<Progress> towards(int weight, ClaimRecord claim, Instant since, Instant now) {
        return towards(weight, claim, adapters.workload().observe(claim), since, now);
    }

    /** The same where the workload has just been looked at. */
    Optional<Progress> towards(int weight, ClaimRecord claim, WorkloadState state, Instant since, Instant now) {
        Optional<CanaryState> canary = state.canary();
        if (canary.isEmpty()) {
            return Optional.of(new Progress.Failed("the canary is gone: somebody deleted it"));
        }
        int pods = adapters.router(claim).canaryReplicas(weight, state.stable().wanted());
        if (canary.get().wanted() < pods) {
            adapters.workload().scaleCanary(claim, pods);
            return Optional.of(Homecoming.soon(now, "scaling the canary to " + pods + " pods"));
        }
        if (canary.get().ready() < pods) {
            return Optional.of(await("canary pods", canary.get(), pods, since, now));
        }
        if (state.baseline().map(CanaryState::ready).orElse(pods) < pods) {
            return Optional.of(await("pods of stable's copy", state.baseline().get(), pods, since, now));
        }
        Optional<Progress> unsettled = settle(canary.get(), now);
        if (unsettled.isPresent()) {
            return unsettled;
        }
        Optional<Progress> unread = give(weight, claim, now);
        if (unread.isEmpty() && canary.get().wanted() > pods) {
            adapters.workload().scaleCanary(claim, pods);
        }
        return unread;
    }

    private Progress await(String whose, CanaryState clone, int pods, Instant since, Instant now) {
        String count = clone.ready() + " of " + pods + " " + whose + " are ready"
                + clone.trouble().map(trouble -> " (" + trouble + ")").orElse("");
        if (now.isBefore(since.plus(readyDeadline))) {
            return Homecoming.soon(now, count);
        }
        return new Progress.Failed(count + " after " + DurationText.format(readyDeadline));
    }

    /** A pod is ready before every proxy and gateway has heard of it. One that is ready since later has another clock. */
    private static Optional<Progress> settle(CanaryState canary, Instant now) {
        return canary.pods().stream()
                .flatMap(pod -> pod.readySince().stream())
                .filter(since -> !since.isAfter(now))
                .map(since -> since.plus(SETTLE))
                .filter(now::isBefore)
                .max(Instant::compareTo)
                .map(heard -> new Progress.Waiting(heard, "the canary's pods are ready; routers get to know of them"));
    }

    private Optional<Progress> give(int weight, ClaimRecord claim, Instant now) {
        ClaimRecord recorded = claim;
        if (claim.phase() != Phase.SERVING || claim.weight() != weight) {
            recorded = adapters.claim().update(claim.serving(weight, now)).claim();
        }
        TrafficRouter router = adapters.router(claim);
        if (!router.carries(recorded, weight)) {
            router.shift(recorded, weight);
            if (!router.carries(recorded, weight)) {
                return Optional.of(Homecoming.soon(now, "the route does not show " + weight + " % yet"));
            }
        }
        if (recorded.weightSince().isEmpty()) {
            adapters.claim().update(recorded.weightStands(now));
            adapters.journal().append(new Entry.WeightSet(now, weight));
            adapters.journal().flush();
        }
        return Optional.empty();
    }
}

package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.target.Acceptance;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.TrafficRouter;
import io.jenkins.plugins.canary.target.WorkloadState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Gives the canary requests in the order that never changes: scale, ready, record, route, read back, taken. */
final class Raise {
    /** How often something that takes seconds is looked at. */
    static final Duration POLL = Duration.ofSeconds(2);

    /** How long routers may take to hear of an endpoint. */
    private static final Duration SETTLE = Duration.ofSeconds(2);

    /** How long those who act on a route may take to say that they have looked at it. */
    private static final Duration ACCEPTANCE = Duration.ofSeconds(30);

    private final Adapters adapters;
    private final Duration readyDeadline;
    private final Gates gates;

    Raise(Release release) {
        this.adapters = release.adapters();
        this.readyDeadline = release.spec().times().readyDeadline();
        this.gates = new Gates(release);
    }

    /**
     * Goes on towards a goal.
     *
     * @param since when this began, for the deadline
     * @return empty when it stands; otherwise what is waited for, or why it cannot be
     */
    Optional<Progress> towards(Goal goal, ClaimRecord claim, Instant since, Instant now) {
        return towards(goal, claim, adapters.workload().observe(claim), since, now);
    }

    /** The same where the workload has just been looked at. */
    Optional<Progress> towards(Goal goal, ClaimRecord claim, WorkloadState state, Instant since, Instant now) {
        Optional<CanaryState> canary = state.canary();
        if (canary.isEmpty()) {
            return Optional.of(new Progress.Failed("the canary is gone: somebody deleted it"));
        }
        int pods = adapters.router(claim)
                .canaryReplicas(goal.load(), state.stable().wanted());
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
        Shown.versions(state, adapters.journal(), now);
        Optional<Progress> shut = claim.phase() == Phase.PREPARING ? gates.beforeFirst(claim, now) : Optional.empty();
        if (shut.isPresent()) {
            return shut;
        }
        Optional<Progress> unread = give(goal.exposure(), claim, now);
        if (unread.isEmpty() && goal.load() > 0 && canary.get().wanted() > pods) {
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

    private Optional<Progress> give(Exposure exposure, ClaimRecord claim, Instant now) {
        ClaimRecord recorded = claim;
        if (claim.phase() != Phase.SERVING || !claim.exposure().equals(exposure)) {
            recorded = adapters.claim().update(claim.serving(exposure, now)).claim();
        }
        TrafficRouter router = adapters.router(claim);
        if (!router.carries(recorded, exposure)) {
            router.shift(recorded, exposure);
            if (!router.carries(recorded, exposure)) {
                return Optional.of(Homecoming.soon(now, "the route does not show " + exposure + " yet"));
            }
        }
        if (recorded.weightSince().isPresent()) {
            return Optional.empty();
        }
        Optional<Progress> untaken = taken(router.acceptance(recorded), recorded, now);
        if (untaken.isEmpty()) {
            adapters.claim().update(recorded.weightStands(now));
            adapters.journal().append(new Entry.WeightSet(now, exposure.weight(), exposure.besides()));
            adapters.journal().flush();
        }
        return untaken;
    }

    /** A route that is written serves nobody before those who act on it have taken it. */
    private Optional<Progress> taken(Acceptance acceptance, ClaimRecord claim, Instant now) {
        return switch (acceptance.state()) {
            case ACCEPTED, UNTOLD -> Optional.empty();
            case REJECTED -> Optional.of(new Progress.Failed("the route is not accepted: " + acceptance.sentence()));
            case PENDING -> {
                if (now.isBefore(claim.phaseSince().plus(ACCEPTANCE))) {
                    yield Optional.of(Homecoming.soon(now, acceptance.sentence()));
                }
                adapters.journal()
                        .append(new Entry.Event(
                                now,
                                "unaccepted-" + claim.exposure(),
                                "warning",
                                "Warning: " + acceptance.sentence() + " for " + DurationText.format(ACCEPTANCE)
                                        + "; going on as if it were in force"));
                yield Optional.empty();
            }
        };
    }
}

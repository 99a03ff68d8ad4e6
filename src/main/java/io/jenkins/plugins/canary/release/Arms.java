package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.metrics.Scope;
import io.jenkins.plugins.canary.target.Arm;
import io.jenkins.plugins.canary.target.ArmNames;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Pod;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.WorkloadState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Both arms as the sources must look for them now. Pods that were replaced are still asked for, so that what they did just
 * before they went is counted.
 */
record Arms(Scope canary, Scope baseline) {
    /** The arms as they were observed. */
    static Arms observed(Release release, ClaimRecord claim, WorkloadState state, Instant now) {
        return release.spec().analysis().fresh()
                ? beside(release, claim, state, pods(state.baseline()), now)
                : before(release, claim, state, now);
    }

    /**
     * The arms as a release would find them now; nothing is written.
     *
     * @throws RefusedException if the target cannot be released
     */
    static Arms ahead(Release release, Instant now) {
        Adapters adapters = release.adapters();
        Times times = release.spec().times();
        ClaimRecord claim = ClaimRecord.opening(
                release.id(),
                release.holder(),
                now,
                now.plus(times.expiry()),
                release.spec().traffic(),
                adapters.routers().apply(release.spec().traffic()).plan(),
                adapters.workload().originals(release.spec().changes()),
                times.drain(),
                times.keepForensics());
        return observed(release, claim, adapters.workload().observe(claim), now);
    }

    /** The arms as far as there were any before the release: what stable has served tells what a copy of it would have. */
    static Arms before(Release release, ClaimRecord claim, WorkloadState state, Instant now) {
        return beside(
                release,
                claim.on(claim.terms().withoutBaseline()),
                state,
                state.stable().pods(),
                now);
    }

    private static Arms beside(
            Release release, ClaimRecord claim, WorkloadState state, List<Pod> baseline, Instant now) {
        return new Arms(
                scope(release, claim, Arm.CANARY, pods(state.canary()), now),
                scope(release, claim, Arm.BASELINE, baseline, now));
    }

    private static List<Pod> pods(Optional<CanaryState> clone) {
        return clone.map(CanaryState::pods).orElse(List.of());
    }

    /** The arms with the pods that an earlier look has seen as well. */
    Arms with(Arms earlier) {
        return new Arms(merge(canary, earlier.canary, baseline), merge(baseline, earlier.baseline, canary));
    }

    /** Where pods change their version in place, one of a name goes over to the other arm. */
    private static Scope merge(Scope now, Scope earlier, Scope other) {
        Map<String, Instant> pods = new TreeMap<>(earlier.pods());
        pods.keySet().removeAll(other.pods().keySet());
        pods.putAll(now.pods());
        return new Scope(now.arm(), now.placeholders(), pods, now.earlier());
    }

    private static Scope scope(Release release, ClaimRecord claim, Arm arm, List<Pod> pods, Instant now) {
        Duration warmUp = release.spec().analysis().warmUp();
        ArmNames names = release.adapters().workload().names(claim, arm);
        Map<String, Instant> counting = new TreeMap<>();
        for (Pod pod : pods) {
            counting.put(pod.name(), pod.readySince().orElse(now).plus(warmUp));
        }
        return new Scope(
                arm,
                Map.of(
                        "track", arm.track(),
                        "namespace", release.spec().target().namespace(),
                        "workload", names.workload(),
                        "service", names.service(),
                        "stableService",
                                release.adapters()
                                        .workload()
                                        .names(claim, Arm.BASELINE)
                                        .service()),
                counting,
                arm == Arm.BASELINE ? release.spec().analysis().baselineShift() : Duration.ZERO);
    }
}

package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.DeniedException;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.TrafficRouter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks for everything that would stop the release, all at once and without changing anything, and then takes the target. */
final class Opening {
    private final Release release;
    private final Adapters adapters;
    private final List<String> problems = new ArrayList<>();

    Opening(Release release) {
        this.release = release;
        this.adapters = release.adapters();
    }

    /**
     * Takes the target.
     *
     * @throws RefusedException with everything that stands in the way
     */
    void open(Instant now) {
        ReleaseSpec spec = release.spec();
        adapters.journal()
                .append(new Entry.Opened(
                        now,
                        release.id(),
                        spec.target().toString(),
                        release.holder().toString(),
                        SpecWriter.toJson(spec)));
        TrafficRouter router = adapters.routers().apply(spec.traffic());
        Optional<Originals> originals = attempt(adapters.workload()::originals);
        Optional<RoutePlan> plan = attempt(router::plan);
        Optional<ClaimRecord> first = originals.flatMap(found -> plan.map(route -> record(route, found, now)));
        first.ifPresent(claim -> check(router, claim, now));
        if (!problems.isEmpty() || first.isEmpty()) {
            throw new RefusedException(problems);
        }
        attempt(() -> adapters.claim().open(first.get()));
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
        adapters.journal().flush();
    }

    private ClaimRecord record(RoutePlan plan, Originals originals, Instant now) {
        Times times = release.spec().times();
        return ClaimRecord.opening(
                release.id(),
                release.holder(),
                now,
                now.plus(times.expiry()),
                release.spec().traffic(),
                plan,
                originals,
                times.drain(),
                times.keepForensics());
    }

    private void check(TrafficRouter router, ClaimRecord claim, Instant now) {
        ReleaseSpec spec = release.spec();
        List<Integer> weights = spec.steps().stream().map(Step::weight).toList();
        attempt(() ->
                problems.addAll(router.problems(weights, adapters.workload().replicas())));
        attempt(() -> problems.addAll(adapters.workload().problems(spec.changes(), claim.route())));
        attempt(() -> problems.addAll(new Baselines(release).problems(claim, now)));
    }

    private <T> Optional<T> attempt(Supplier<T> look) {
        try {
            return Optional.of(look.get());
        } catch (RefusedException e) {
            problems.addAll(e.problems());
        } catch (DeniedException e) {
            problems.add(e.getMessage());
        }
        return Optional.empty();
    }
}

package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.DeniedException;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Findings;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.TrafficRouter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a release would be, found without changing anything: everything that stands in its way at once, and what people should
 * know of it.
 */
public final class Outlook {
    private final Release release;
    private final Adapters adapters;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> denied = new ArrayList<>();
    private final Map<Exposure, Integer> pods = new LinkedHashMap<>();
    private Optional<ClaimRecord> first = Optional.empty();

    private Outlook(Release release) {
        this.release = release;
        this.adapters = release.adapters();
    }

    /**
     * Looks. What the sources know of the baseline is noted in the journal.
     *
     * @throws io.jenkins.plugins.canary.target.UnavailableException if the cluster does not answer; look again later
     */
    public static Outlook of(Release release, Instant now) {
        Outlook outlook = new Outlook(release);
        outlook.look(now);
        return outlook;
    }

    /** What stands in the way, one sentence each; empty if nothing does. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** What does not stand in the way, but people should know. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** How traffic would be brought to the canary; empty if there is no way. */
    public Optional<RoutePlan> route() {
        return first.map(ClaimRecord::route);
    }

    /** How many pods the canary would have at each step; empty if that cannot be told. */
    public Map<Exposure, Integer> pods() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(pods));
    }

    /** The release's first record; there is one if there are no problems. */
    Optional<ClaimRecord> first() {
        return first;
    }

    private void look(Instant now) {
        TrafficRouter router = adapters.routers().apply(release.spec().traffic());
        Optional<Originals> originals =
                attempt(() -> adapters.workload().originals(release.spec().changes()));
        Optional<RoutePlan> plan = attempt(router::plan);
        List<String> missing = missingRights(router, originals, plan);
        first = originals.flatMap(found -> plan.map(route -> record(route, found, now)));
        first.ifPresent(claim -> inspect(router, claim, now));
        if (missing.isEmpty()) {
            problems.addAll(denied);
        } else {
            problems.add(0, sentence(missing));
        }
    }

    private List<String> missingRights(TrafficRouter router, Optional<Originals> originals, Optional<RoutePlan> plan) {
        List<String> missing = new ArrayList<>();
        attempt(() -> missing.addAll(adapters.workload()
                .missingRights(
                        originals,
                        plan,
                        release.spec().terms(),
                        release.spec().times().keepForensics())));
        attempt(() -> missing.addAll(router.missingRights(plan)));
        return missing;
    }

    private String sentence(List<String> missing) {
        return "rights: missing in namespace " + release.spec().target().namespace() + ": " + String.join(", ", missing)
                + "; 'canary rbac SPEC' prints a Role with all that the release needs";
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
                        times.keepForensics())
                .on(release.spec().terms());
    }

    private void inspect(TrafficRouter router, ClaimRecord claim, Instant now) {
        ReleaseSpec spec = release.spec();
        List<Exposure> exposures = spec.steps().stream().map(Step::exposure).toList();
        List<String> never = Exposures.problems(spec);
        problems.addAll(never);
        problems.addAll(new Gates(release).problems());
        if (never.isEmpty()) {
            attempt(() -> weigh(router, claim.route(), exposures));
        }
        warnings.addAll(Caveats.of(spec));
        warnings.addAll(Caveats.ofFound(claim));
        int most = pods.values().stream().max(Integer::compare).orElse(1);
        attempt(() -> adapters.workload().inspect(spec.changes(), claim.route(), most))
                .ifPresent(this::add);
        if (claim.terms().baseline()) {
            attempt(() -> adapters.workload().inspectBaseline(spec.changes(), claim.route(), most))
                    .ifPresent(this::add);
        }
        attempt(() -> problems.addAll(new Baselines(release).problems(claim, now)));
    }

    private boolean weigh(TrafficRouter router, RoutePlan plan, List<Exposure> exposures) {
        int stable = adapters.workload().replicas();
        List<String> impossible = router.problems(plan, exposures, stable);
        problems.addAll(impossible);
        if (impossible.isEmpty()) {
            exposures.forEach(exposure -> pods.put(
                    exposure,
                    router.canaryReplicas(Goal.of(exposure, release.spec()).load(), stable)));
        }
        return impossible.isEmpty();
    }

    private void add(Findings found) {
        problems.addAll(found.problems());
        warnings.addAll(found.warnings());
    }

    private <T> Optional<T> attempt(Supplier<T> look) {
        try {
            return Optional.of(look.get());
        } catch (RefusedException e) {
            problems.addAll(e.problems());
        } catch (DeniedException e) {
            denied.add(e.getMessage());
        }
        return Optional.empty();
    }
}

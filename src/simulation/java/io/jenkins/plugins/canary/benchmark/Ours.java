package io.jenkins.plugins.canary.benchmark;

import static io.jenkins.plugins.canary.benchmark.Parameter.*;

import io.jenkins.plugins.canary.analysis.Judgement;
import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.journal.Journal;
import io.jenkins.plugins.canary.metrics.MetricSource;
import io.jenkins.plugins.canary.metrics.PrometheusAccess;
import io.jenkins.plugins.canary.metrics.PrometheusSource;
import io.jenkins.plugins.canary.release.Adapters;
import io.jenkins.plugins.canary.release.Analysis;
import io.jenkins.plugins.canary.release.Decision;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.target.Arm;
import io.jenkins.plugins.canary.target.ArmNames;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.Claim;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.Pod;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.StableState;
import io.jenkins.plugins.canary.target.Workload;
import io.jenkins.plugins.canary.target.WorkloadState;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What this engine decides: its own reading of Prometheus, its own judge and its own decision, all as in a real release. Only
 * the cluster is not there, and weights are raised by the workload.
 */
final class Ours implements Policy {
    private static final Holder HOLDER = new Holder("benchmark", "", "canary simulate");

    private final ReleaseSpec spec;
    private final Analysis analysis;
    private final Stage stage;
    private ClaimRecord claim;
    private Verdict verdict;

    Ours(Stage stage, ReleaseSpec spec, Journal journal) {
        this.stage = stage;
        this.spec = spec;
        MetricSource source = new PrometheusSource(
                PrometheusAccess.of("prometheus", URI.create("http://prometheus.invalid")), stage.client());
        Adapters adapters = new Adapters(
                absent(Claim.class),
                cluster(),
                traffic -> {
                    throw new UnsupportedOperationException("the workload moves traffic");
                },
                name -> source,
                journal);
        analysis = new Analysis(new Release("benchmark-1", HOLDER, spec, adapters));
        Instant start = stage.now();
        claim = ClaimRecord.opening(
                        "benchmark-1",
                        HOLDER,
                        start,
                        start.plus(Duration.ofDays(30)),
                        spec.traffic(),
                        new RoutePlan(Separation.OWN_SERVICE, List.of("checkout"), Originals.NONE),
                        Originals.NONE,
                        Duration.ZERO,
                        Duration.ZERO)
                .serving(stage.weight(), start)
                .weightStands(start);
    }

    @Override
    public Optional<Decided> look(World world) {
        return look();
    }

    /** The latest verdict. */
    Verdict verdict() {
        return verdict;
    }

    /** Looks at what is there now. */
    Optional<Decided> look() {
        Instant now = stage.now();
        // A raise at this very moment is for the next look: what has closed belongs to the weight before.
        Judgement judgement = analysis.round(claim, state(), now);
        verdict = judgement.verdict();
        Decision decision = Decision.of(spec, claim, judgement, analysis.interval(), now);
        if (stage.weight() != claim.weight()) {
            claim = claim.serving(stage.weight(), now).weightStands(now);
        }
        boolean blamed = verdict.kind() == Verdict.Kind.FAIL;
        return switch (decision.next()) {
            case WATCH, ASK, RAISE -> Optional.empty();
            case PROMOTE -> Optional.of(Decided.PROMOTED);
            case ROLL_BACK_AT_ONCE -> Optional.of(blamed ? Decided.ROLLED_BACK : Decided.WITHDRAWN);
            case ROLL_BACK, RESTART, HOLD -> Optional.of(Decided.UNDECIDED);
        };
    }

    private WorkloadState state() {
        List<Pod> canaries = stage.pods(true);
        List<Pod> stables = stage.pods(false);
        return new WorkloadState(
                new StableState(
                        StableState.Template.RECORDED, stables.size(), stables.size(), true, stables, Optional.empty()),
                Optional.of(new CanaryState(true, canaries.size(), canaries.size(), canaries, Optional.empty())));
    }

    /** A cluster that only knows what things are called. */
    private static Workload cluster() {
        return stub(Workload.class, (proxy, method, arguments) -> {
            if (method.getName().equals("names")) {
                String name = arguments[1] == Arm.CANARY ? "checkout-canary" : "checkout";
                return new ArmNames(name, name);
            }
            throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T absent(Class<T> port) {
        return stub(port, (proxy, method, arguments) -> {
            throw new UnsupportedOperationException(method.getName());
        });
    }

    private static <T> T stub(Class<T> port, java.lang.reflect.InvocationHandler handler) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
    }
}

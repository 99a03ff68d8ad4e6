package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.target.Acceptance;
import io.jenkins.plugins.canary.target.Arm;
import io.jenkins.plugins.canary.target.ArmNames;
import io.jenkins.plugins.canary.target.CanaryState;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.Claim;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.ConflictException;
import io.jenkins.plugins.canary.target.DeniedException;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Findings;
import io.jenkins.plugins.canary.target.Originals;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.Pod;
import io.jenkins.plugins.canary.target.Promotion;
import io.jenkins.plugins.canary.target.RoutePlan;
import io.jenkins.plugins.canary.target.Separation;
import io.jenkins.plugins.canary.target.StableState;
import io.jenkins.plugins.canary.target.Terms;
import io.jenkins.plugins.canary.target.TrafficRouter;
import io.jenkins.plugins.canary.target.Workload;
import io.jenkins.plugins.canary.target.WorkloadState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A cluster of a few variables that does at once what it is told; for the order of things, not for their substance. */
final class ToyWorld {
    static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    /** Since when all pods are ready. */
    Instant readySince = START.minusSeconds(60);

    /** Every write, in order, as a word. */
    final List<String> writes = new ArrayList<>();

    /** What a router said was written but was not. */
    boolean routeIgnoresWrites;

    List<String> missingRights = List.of();
    List<String> warnings = List.of();
    boolean canaryBecomesReady = true;
    boolean stableRollsOut = true;
    Optional<String> stableTrouble = Optional.empty();
    String stableTemplate = "old";
    int canaryPods = -1;
    Exposure route = Exposure.NONE;
    Acceptance acceptance = Acceptance.UNTOLD;
    Instant now = START;
    private Optional<ClaimState> stored = Optional.empty();
    private int version;

    Claim claim() {
        return new ToyClaim();
    }

    Workload workload() {
        return new ToyWorkload();
    }

    TrafficRouter router() {
        return new ToyRouter();
    }

    Optional<ClaimState> stored() {
        return stored;
    }

    /** Somebody else's claim stands on the target. */
    void claimedBy(ClaimRecord claim) {
        store(claim, Optional.empty());
    }

    private ClaimState store(ClaimRecord claim, Optional<Instant> takenOver) {
        ClaimState next = new ClaimState(claim, "" + ++version, now, Duration.ofSeconds(180), takenOver);
        stored = Optional.of(next);
        return next;
    }

    private final class ToyClaim implements Claim {
        private String known = "";

        @Override
        public Optional<ClaimState> read() {
            stored.ifPresent(state -> known = state.version());
            return stored;
        }

        @Override
        public ClaimState open(ClaimRecord first) {
            if (stored.isPresent() && stored.get().claim().phase() != Phase.DONE) {
                throw new ConflictException("the target is taken");
            }
            return write(first, Optional.empty());
        }

        @Override
        public ClaimState update(ClaimRecord next) {
            ClaimState before = mustBeKnown();
            boolean taken = !before.claim().holder().equals(next.holder());
            return write(next, taken ? Optional.of(now) : before.takenOver());
        }

        @Override
        public ClaimState amend(ClaimRecord next) {
            mustBeKnown();
            return write(next, mustBeKnown().takenOver());
        }

        @Override
        public void renew() {
            write(mustBeKnown().claim(), mustBeKnown().takenOver());
        }

        private ClaimState mustBeKnown() {
            return stored.filter(state -> state.version().equals(known))
                    .orElseThrow(() -> new ConflictException("the claim was written by somebody else"));
        }

        private ClaimState write(ClaimRecord claim, Optional<Instant> takenOver) {
            writes.add("claim " + claim.phase() + " " + claim.weight());
            ClaimState state = store(claim, takenOver);
            known = state.version();
            return state;
        }
    }

    private final class ToyWorkload implements Workload {
        @Override
        public List<String> missingRights(
                Optional<Originals> originals, Optional<RoutePlan> route, Terms terms, Duration forensics) {
            return missingRights;
        }

        @Override
        public Findings inspect(Changes changes, RoutePlan route, int pods) {
            return new Findings(List.of(), warnings);
        }

        @Override
        public Originals originals(Changes changes) {
            return new Originals("{\"template\":\"" + stableTemplate + "\"}");
        }

        @Override
        public int replicas() {
            return 4;
        }

        @Override
        public WorkloadState observe(ClaimRecord claim) {
            StableState.Template template = claim.workload().json().contains("\"" + stableTemplate + "\"")
                    ? StableState.Template.RECORDED
                    : stableTemplate.equals("new") ? StableState.Template.PROMOTED : StableState.Template.OTHER;
            boolean whole = stableTemplate.equals("old") || stableRollsOut;
            StableState stable = new StableState(template, 4, whole ? 4 : 2, whole, pods("stable", 4), stableTrouble);
            int ready = canaryBecomesReady ? Math.max(canaryPods, 0) : 0;
            Optional<CanaryState> canary = canaryPods < 0
                    ? Optional.empty()
                    : Optional.of(
                            new CanaryState(true, canaryPods, ready, pods("canary", canaryPods), Optional.empty()));
            return new WorkloadState(stable, canary);
        }

        private List<Pod> pods(String name, int count) {
            return IntStream.range(0, count)
                    .mapToObj(i -> new Pod(name + "-" + i, Optional.of(readySince), 0, Map.of()))
                    .toList();
        }

        @Override
        public ArmNames names(ClaimRecord claim, Arm arm) {
            return new ArmNames("checkout-" + arm.track(), "checkout");
        }

        @Override
        public void holdCapacity(ClaimRecord claim) {
            writes.add("hold capacity");
        }

        @Override
        public void createCanary(ClaimRecord claim, Changes changes, int replicas) {
            writes.add("create " + replicas);
            canaryPods = replicas;
        }

        @Override
        public void scaleCanary(ClaimRecord claim, int replicas) {
            writes.add("scale " + replicas);
            canaryPods = replicas;
        }

        @Override
        public Promotion promotion(ClaimRecord claim) {
            return new Promotion("new", Map.of("app", "shop/checkout@sha256:2"));
        }

        @Override
        public void promote(ClaimRecord claim) {
            writes.add("promote");
            stableTemplate = "new";
        }

        @Override
        public void restoreStable(ClaimRecord claim) {
            if (stableTemplate.equals("new")) {
                writes.add("restore stable");
                stableTemplate = "old";
            }
        }

        @Override
        public Optional<String> keepForensics(ClaimRecord claim, Instant until) {
            if (podsAreDenied) {
                throw new DeniedException("update pods");
            }
            writes.add("keep forensics");
            return Optional.of("canary-0");
        }

        @Override
        public List<String> evidence(ClaimRecord claim) {
            return List.of();
        }

        @Override
        public void deleteCanary(ClaimRecord claim) {
            if (canaryPods >= 0) {
                writes.add("delete");
                canaryPods = -1;
            }
        }

        @Override
        public void releaseCapacity(ClaimRecord claim) {
            writes.add("release capacity");
        }
    }

    /** Where the share of pods is the share of traffic. */
    boolean homeEndsPods;

    boolean podsAreDenied;

    private final class ToyRouter implements TrafficRouter {
        @Override
        public boolean homeEndsPods() {
            return homeEndsPods;
        }

        @Override
        public RoutePlan plan() {
            return new RoutePlan(Separation.OWN_SERVICE, List.of("checkout"), Originals.NONE);
        }

        @Override
        public List<String> missingRights(Optional<RoutePlan> plan) {
            return List.of();
        }

        @Override
        public List<String> problems(RoutePlan plan, List<Exposure> exposures, int stableReplicas) {
            return List.of();
        }

        @Override
        public int canaryReplicas(int weight, int stableReplicas) {
            return Math.max(1, (weight * stableReplicas + 99) / 100);
        }

        @Override
        public boolean carries(ClaimRecord claim, Exposure exposure) {
            return route.equals(exposure);
        }

        @Override
        public void shift(ClaimRecord claim, Exposure exposure) {
            writes.add("shift " + (exposure.besides().isEmpty() ? exposure.weight() : exposure));
            if (!routeIgnoresWrites) {
                route = exposure;
            }
        }

        @Override
        public Acceptance acceptance(ClaimRecord claim) {
            return acceptance;
        }

        @Override
        public void home(ClaimRecord claim) {
            if (!route.isNothing()) {
                shift(claim, Exposure.NONE);
            }
        }

        @Override
        public void clear(ClaimRecord claim) {
            writes.add("clear");
        }
    }
}

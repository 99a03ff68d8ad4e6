package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.jenkins.plugins.canary.target.Claim;
import io.jenkins.plugins.canary.target.ClaimRecord;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.ConflictException;
import io.jenkins.plugins.canary.target.Phase;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

/**
 * A claim kept in a Lease beside the workload: the record in an annotation, who watches and since when in the Lease's own
 * fields, so that {@code kubectl get lease} tells it too. The server compares the resourceVersion that this instance last saw.
 *
 * <p>{@code spec.acquireTime} is set only by a holder that took the release from another: then a call of the other's may still
 * be under way.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/architecture/leases/">Kubernetes: Leases</a>
 */
public final class LeaseClaim implements Claim {
    /** How long a holder's word that it watches counts. */
    static final Duration LASTS = Duration.ofSeconds(180);

    private final KubernetesApi api;
    private final String namespace;
    private final WorkloadName workload;
    private final String name;
    private final Clock clock;
    private Lease known;
    private Optional<Instant> allowsWriteSince = Optional.empty();

    /**
     * The claim on a workload.
     *
     * @param api the way to the cluster that is not fenced by this claim
     */
    public LeaseClaim(KubernetesApi api, String namespace, WorkloadName workload, Clock clock) {
        this.api = Objects.requireNonNull(api, "api");
        this.namespace = Objects.requireNonNull(namespace, "namespace");
        this.workload = Objects.requireNonNull(workload, "workload");
        this.name = CanaryNames.lease(workload);
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public Optional<ClaimState> read() {
        allowsWriteSince = Optional.empty();
        known = api.get(Kind.LEASE, namespace, name).orElse(null);
        return Optional.ofNullable(known).map(this::state);
    }

    @Override
    public ClaimState open(ClaimRecord first) {
        Optional<ClaimState> before = read();
        if (before.isEmpty()) {
            return wrote(api.create(Kind.LEASE, lease(first, new LeaseBuilder().build(), spec(first, 0))));
        }
        if (before.get().claim().phase() != Phase.DONE) {
            throw new ConflictException("claim: " + workload + " in namespace " + namespace + " is held by release "
                    + before.get().claim().release() + " of "
                    + before.get().claim().holder());
        }
        return wrote(api.update(Kind.LEASE, lease(first, known, spec(first, transitions(known) + 1))));
    }

    @Override
    public ClaimState update(ClaimRecord next) {
        ClaimRecord last = state(known()).claim();
        boolean takesOver = !last.holder().equals(next.holder());
        LeaseSpec spec = spec(next, transitions(known) + (takesOver ? 1 : 0));
        spec.setAcquireTime(takesOver ? now() : specOf(known).getAcquireTime());
        return wrote(api.update(Kind.LEASE, lease(next, known, spec)));
    }

    @Override
    public ClaimState amend(ClaimRecord next) {
        return wrote(api.update(Kind.LEASE, lease(next, known(), specOf(known()))));
    }

    @Override
    public void renew() {
        Lease renewed = new LeaseBuilder(known())
                .editOrNewSpec()
                .withRenewTime(now())
                .endSpec()
                .build();
        wrote(api.update(Kind.LEASE, renewed));
    }

    /**
     * Called before each write to anything else: makes sure that the claim was conditionally written since the last such write,
     * and not longer ago than a call may take.
     */
    void beforeWrite() {
        boolean fresh = allowsWriteSince
                .filter(since -> clock.instant().isBefore(since.plus(FabricKubernetesApi.CALL_TIMEOUT)))
                .isPresent();
        if (!fresh) {
            renew();
        }
        allowsWriteSince = Optional.empty();
    }

    private ClaimState wrote(Lease lease) {
        known = lease;
        allowsWriteSince = Optional.of(clock.instant());
        return state(lease);
    }

    private Lease known() {
        if (known == null) {
            throw new IllegalStateException(
                    "the claim on " + workload + " was neither read nor opened, so it cannot be written");
        }
        return known;
    }

    private Lease lease(ClaimRecord claim, Lease before, LeaseSpec spec) {
        return new LeaseBuilder(before)
                .editOrNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .addToAnnotations(CanaryNames.CLAIM, ClaimFormat.write(workload, claim))
                .endMetadata()
                .withSpec(spec)
                .build();
    }

    private LeaseSpec spec(ClaimRecord claim, int transitions) {
        LeaseSpec spec = new LeaseSpec();
        spec.setHolderIdentity(claim.holder().controller());
        spec.setRenewTime(now());
        spec.setLeaseDurationSeconds(Math.toIntExact(LASTS.toSeconds()));
        spec.setLeaseTransitions(transitions);
        return spec;
    }

    private static int transitions(Lease lease) {
        return Optional.ofNullable(specOf(lease).getLeaseTransitions()).orElse(0);
    }

    private static LeaseSpec specOf(Lease lease) {
        return Optional.ofNullable(lease.getSpec()).orElseGet(LeaseSpec::new);
    }

    /** The API keeps microseconds. */
    private ZonedDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atZone(ZoneOffset.UTC);
    }

    private ClaimState state(Lease lease) {
        ClaimFormat.Written written = Claims.written(lease);
        if (!written.workload().equals(workload)) {
            throw new RefusedException("claim: Lease " + namespace + "/" + name + " is the claim on "
                    + written.workload() + ", not on " + workload);
        }
        return Claims.state(lease, written);
    }
}

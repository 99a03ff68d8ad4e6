package io.jenkins.plugins.canary.kubernetes;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.jenkins.plugins.canary.target.ClaimState;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All claims of a namespace, open or over. */
public final class Claims {
    private Claims() {}

    /**
     * One claim.
     *
     * @param lease name of its Lease
     * @param workload what it is on; empty if the claim cannot be read
     * @param state empty if the claim cannot be read
     * @param problem why it cannot be read; empty if it can
     */
    public record Found(
            String lease, Optional<WorkloadName> workload, Optional<ClaimState> state, Optional<String> problem) {}

    /** Reads all claims of a namespace; one that cannot be read does not hide the others. */
    public static List<Found> list(KubernetesApi api, String namespace) {
        return api.list(Kind.LEASE, namespace, Map.of()).stream()
                .filter(lease -> annotation(lease).isPresent())
                .map(Claims::found)
                .toList();
    }

    private static Found found(Lease lease) {
        String name = lease.getMetadata().getName();
        try {
            ClaimFormat.Written written = written(lease);
            return new Found(
                    name, Optional.of(written.workload()), Optional.of(state(lease, written)), Optional.empty());
        } catch (RefusedException e) {
            return new Found(name, Optional.empty(), Optional.empty(), Optional.of(e.getMessage()));
        }
    }

    /**
     * What the Lease's annotation says.
     *
     * @throws RefusedException if there is none, or it cannot be read
     */
    static ClaimFormat.Written written(Lease lease) {
        String where =
                lease.getMetadata().getNamespace() + "/" + lease.getMetadata().getName();
        String json = annotation(lease)
                .orElseThrow(() -> new RefusedException("claim: Lease " + where + " exists and has no annotation "
                        + CanaryNames.CLAIM + ", so it belongs to something else; it is left untouched"));
        return ClaimFormat.read(where, json);
    }

    /** The claim as it stands in the Lease. A Lease that was never renewed is watched by nobody. */
    static ClaimState state(Lease lease, ClaimFormat.Written written) {
        Optional<LeaseSpec> spec = Optional.ofNullable(lease.getSpec());
        return new ClaimState(
                written.claim(),
                Optional.ofNullable(lease.getMetadata().getResourceVersion()).orElse(""),
                spec.map(LeaseSpec::getRenewTime).map(ZonedDateTime::toInstant).orElse(Instant.EPOCH),
                spec.map(LeaseSpec::getLeaseDurationSeconds)
                        .map(Duration::ofSeconds)
                        .orElse(LeaseClaim.LASTS),
                spec.map(LeaseSpec::getAcquireTime).map(ZonedDateTime::toInstant));
    }

    private static Optional<String> annotation(Lease lease) {
        return Optional.ofNullable(lease.getMetadata().getAnnotations()).map(all -> all.get(CanaryNames.CLAIM));
    }
}

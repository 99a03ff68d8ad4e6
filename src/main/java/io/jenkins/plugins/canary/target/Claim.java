package io.jenkins.plugins.canary.target;

import java.util.Optional;

/**
 * The release's record and lock in the cluster: one per target. Not thread-safe: one instance per driver.
 *
 * <p>Every write to anything else in the cluster is preceded by a conditional write of the claim, so that a driver which has
 * lost the claim finds out before it does harm. The instance remembers the version that it last read or wrote for that.
 *
 * <p>All methods throw {@link ConflictException} when somebody else wrote the claim meanwhile, {@link UnavailableException}
 * when the outcome is unknown, {@link DeniedException} when a right is missing.
 */
public interface Claim {
    /** Reads the claim; empty if there never was one. A claim in a newer format is refused. */
    Optional<ClaimState> read();

    /**
     * Takes a free target: creates the claim, or replaces one that says {@link Phase#DONE}.
     *
     * @throws ConflictException if it is not free
     */
    ClaimState open(ClaimRecord first);

    /**
     * Writes the next record, on condition that nobody else wrote the claim since this instance last read or wrote it; renews
     * it. A record with another holder takes the claim over.
     */
    ClaimState update(ClaimRecord next);

    /**
     * Writes a person's word into the record, on the same condition, without saying that anybody watches: its holder stays who
     * it is, and notices at its next write.
     */
    ClaimState amend(ClaimRecord next);

    /** Says that its holder still watches, on the same condition. */
    void renew();
}

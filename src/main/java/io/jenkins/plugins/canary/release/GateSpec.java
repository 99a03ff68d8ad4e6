package io.jenkins.plugins.canary.release;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * Somebody by HTTP who has a say in a release.
 *
 * @param name unique in a release
 * @param timeout how long one call may take
 * @param retries how often a call that failed is made again at once
 * @param every how often it is asked
 * @param limit how long it is waited for where it is to confirm something
 * @param threshold after how many noes in a row a check has failed
 * @param onFailure what is done then, or when the limit is over
 * @param metadata what it is told besides
 */
public record GateSpec(
        String name,
        GateType type,
        String url,
        Duration timeout,
        int retries,
        Duration every,
        Duration limit,
        int threshold,
        Policies.Undecided onFailure,
        Map<String, String> metadata) {
    /** Copies the map. */
    public GateSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(every, "every");
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(onFailure, "onFailure");
        metadata = Map.copyOf(metadata);
    }
}

package io.jenkins.plugins.canary.notify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Objects;

/**
 * What a gate is asked.
 *
 * @param key the same again for the same gate at the same point of a release: its answer is then the same for a while
 * @param url where it is asked, by POST
 * @param timeout how long one call may take
 * @param retries how often a call that failed is made again at once
 * @param every how long an answer counts
 * @param body what it is told
 */
public record GateQuestion(String key, String url, Duration timeout, int retries, Duration every, JsonNode body) {
    /** Checks that nothing is missing. */
    public GateQuestion {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(every, "every");
        Objects.requireNonNull(body, "body");
    }
}

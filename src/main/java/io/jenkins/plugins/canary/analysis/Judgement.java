package io.jenkins.plugins.canary.analysis;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A verdict, and what it means for a release that is under way (methods 1.7, design 6.3 and 6.4).
 *
 * @param decided whether more data would not change what is to be done now: a FAIL, a PASS, or the end of the time allowed
 * @param mayRaise whether the weight may be raised: dwell time is over, data are sound and nothing alarms
 * @param unhealthySince since when the baseline has been worse than its own past; empty while it is not
 */
public record Judgement(Verdict verdict, boolean decided, boolean mayRaise, Optional<Instant> unhealthySince) {
    /** Checks that nothing is missing. */
    public Judgement {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(unhealthySince, "unhealthySince");
    }
}

package io.jenkins.plugins.canary.analysis;

import java.util.Objects;

/** What both arms did in one interval in one stratum, such as one route (methods 1.1.1; Cochran 1954, Mantel and Haenszel 1959). */
public record Stratum(ArmCounts canary, ArmCounts baseline) {
    /** Checks that nothing is missing. */
    public Stratum {
        Objects.requireNonNull(canary, "canary");
        Objects.requireNonNull(baseline, "baseline");
    }
}

package io.jenkins.plugins.canary.analysis;

import java.util.OptionalDouble;

/** What is tolerated where the user wrote nothing (design 6.1 and 6.11). */
final class Tolerance {
    private static final double CALIBRATED = 1.1;
    private static final double UNCALIBRATED = 1.25;

    private Tolerance() {}

    /** The ratio that a user wrote, or the default. */
    static double of(OptionalDouble written, boolean calibrated) {
        return written.orElse(calibrated ? CALIBRATED : UNCALIBRATED);
    }
}

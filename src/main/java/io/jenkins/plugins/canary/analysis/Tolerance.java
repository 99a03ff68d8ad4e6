package io.jenkins.plugins.canary.analysis;

import java.util.OptionalDouble;

/** What is tolerated where the user wrote nothing (design 6.1 and 6.11). */
final class Tolerance {
    /** With a known dispersion: healthy pods often differ by a tenth. */
    private static final double CALIBRATED = 1.1;

    /** Without: enough for the noise of pods that could not be learnt. */
    private static final double UNCALIBRATED = 1.25;

    private Tolerance() {}

    /** The ratio that a user wrote, or the default. */
    static double of(OptionalDouble written, boolean calibrated) {
        return written.orElse(calibrated ? CALIBRATED : UNCALIBRATED);
    }
}

package io.jenkins.plugins.canary.simulation;

import java.math.BigDecimal;

/** Numbers as Prometheus writes them. */
final class Numbers {
    private static final double EXACT = 1L << 53;

    private Numbers() {}

    static String text(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == StrictMath.rint(value) && StrictMath.abs(value) < EXACT) {
            return Long.toString((long) value);
        }
        return BigDecimal.valueOf(value).toPlainString();
    }
}

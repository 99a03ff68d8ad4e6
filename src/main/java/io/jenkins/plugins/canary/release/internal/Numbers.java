package io.jenkins.plugins.canary.release.internal;

import java.math.BigDecimal;
import java.util.Optional;

/** Numbers as JSON, YAML and Groovy give them. */
final class Numbers {
    private Numbers() {}

    /** The number as it is; empty for what is none, or not finite. */
    static Optional<BigDecimal> exact(Object value) {
        if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(number.toString()));
    }

    static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    /** Without a needless fraction or exponent. */
    static String text(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}

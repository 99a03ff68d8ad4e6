package io.jenkins.plugins.canary.metrics.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Looks up which series were there before, once for each boundary that something was born after. Not thread-safe. */
final class HourBefore implements ArmSeries.Births {
    private final ArmQuery arm;
    private final BiFunction<String, Long, Set<String>> seen;
    private final Map<Map.Entry<String, Long>, Set<String>> known = new HashMap<>();

    /**
     * @param seen asks for the units that a selector found in the hour up to a time
     */
    HourBefore(ArmQuery arm, BiFunction<String, Long, Set<String>> seen) {
        this.arm = arm;
        this.seen = seen;
    }

    @Override
    public boolean absent(int counter, String unit, long until) {
        String selector = arm.selectors().get(arm.shape().selector(counter));
        return !known.computeIfAbsent(Map.entry(selector, until), key -> seen.apply(selector, until))
                .contains(unit);
    }
}

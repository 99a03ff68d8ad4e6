package io.jenkins.plugins.canary.analysis.kayenta;

import java.util.List;
import java.util.Objects;

/**
 * What Kayenta's configuration says of one metric ({@code analysisConfigurations.canary} of its {@code CanaryMetricConfig}).
 *
 * @param groups names of the groups whose scores it is part of; a metric without any is shown, not scored
 * @param direction which change is bad
 * @param nans what becomes of samples that are no number
 * @param critical if it is not fine beyond the critical effect, the whole score is 0
 * @param mustHaveData if there is no data, it counts as failed in its groups
 */
public record KayentaMetric(
        String name,
        List<String> groups,
        Direction direction,
        NanStrategy nans,
        boolean critical,
        boolean mustHaveData,
        EffectSize effect) {
    /** Copies the list. */
    public KayentaMetric {
        Objects.requireNonNull(name, "name");
        groups = List.copyOf(groups);
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(nans, "nans");
        Objects.requireNonNull(effect, "effect");
    }

    /** A metric with Kayenta's defaults, in a group of its own. */
    public static KayentaMetric of(String name) {
        return new KayentaMetric(
                name, List.of(name), Direction.EITHER, NanStrategy.REMOVE, false, false, EffectSize.MEAN_RATIO);
    }

    /** Which change is bad. */
    public enum Direction {
        /** More is bad. */
        INCREASE,
        /** Less is bad. */
        DECREASE,
        /** Any change is bad. */
        EITHER
    }

    /** What becomes of samples that are no number. */
    public enum NanStrategy {
        /** They are left out. */
        REMOVE,
        /** They are taken as 0. */
        REPLACE
    }

    /** How the size of a difference is measured. */
    public enum Measure {
        /** Mean of the canary divided by that of the baseline; neutral at 1. */
        MEAN_RATIO,
        /** Share of pairs in which the canary's sample is higher (A. Vargha and H. D. Delaney 2000); neutral at 0.5. */
        CLES
    }

    /**
     * How large a difference must be to count, and to be critical. Ratios or shares, not percentages.
     *
     * @param allowedIncrease a sample that is surely higher is {@code HIGH} only from here on
     * @param allowedDecrease one that is surely lower is {@code LOW} only down from here
     * @param criticalIncrease from here on a critical metric fails everything
     * @param criticalDecrease down from here likewise
     */
    public record EffectSize(
            Measure measure,
            double allowedIncrease,
            double allowedDecrease,
            double criticalIncrease,
            double criticalDecrease) {
        /** The default: any difference of means counts. */
        public static final EffectSize MEAN_RATIO = new EffectSize(Measure.MEAN_RATIO, 1, 1, 1, 1);
    }
}

package io.jenkins.plugins.canary.analysis.kayenta;

import java.util.Arrays;
import java.util.Objects;

/**
 * How one metric did, as Kayenta's {@code NetflixACAJudge} and {@code MannWhitneyClassifier} say it.
 *
 * @param critical whether this alone fails everything
 * @param sentence for people
 * @param meanRatio mean of the canary divided by that of the baseline; NaN where either is 0 or missing
 */
public record Classification(Label label, boolean critical, String sentence, double meanRatio) {
    /** A difference counts only if it surely exceeds this share of its own estimate. */
    private static final double TOLERANCE = 0.25;

    /** Checks that nothing is missing. */
    public Classification {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(sentence, "sentence");
    }

    /** Kayenta's labels. */
    public enum Label {
        /** Nothing that counts. */
        PASS,
        /** The canary is higher. */
        HIGH,
        /** The canary is lower. */
        LOW,
        /** One side has no samples; not scored. */
        NODATA,
        /** The same for a metric that must have data: counts as failed. */
        NODATA_FAIL
    }

    /** Classifies a metric by its samples; what is no number may be among them. */
    public static Classification of(KayentaMetric metric, double[] canarySamples, double[] baselineSamples) {
        double[] canary = cleaned(canarySamples, metric.nans());
        double[] baseline = cleaned(baselineSamples, metric.nans());
        if (canary.length == 0 || baseline.length == 0) {
            return withoutData(metric);
        }
        if (same(canary, baseline)) {
            return new Classification(Label.PASS, false, metric.name() + ": no difference", 1);
        }
        MannWhitney shift = MannWhitney.of(canary, baseline, MannWhitney.Z_98);
        double effect = effect(metric.effect().measure(), canary, baseline);
        Label label = label(metric, shift, effect);
        double ratio = meanRatio(canary, baseline);
        return new Classification(label, critical(metric, label, effect), sentence(metric, label, shift, ratio), ratio);
    }

    private static double[] cleaned(double[] samples, KayentaMetric.NanStrategy nans) {
        return nans == KayentaMetric.NanStrategy.REMOVE
                ? Arrays.stream(samples).filter(Double::isFinite).toArray()
                : Arrays.stream(samples).map(x -> Double.isFinite(x) ? x : 0).toArray();
    }

    private static Classification withoutData(KayentaMetric metric) {
        String sentence = metric.name() + ": no samples of one arm";
        if (metric.nans() == KayentaMetric.NanStrategy.REPLACE) {
            return new Classification(Label.PASS, false, sentence, Double.NaN);
        }
        boolean failed = metric.mustHaveData() && !metric.critical();
        return new Classification(failed ? Label.NODATA_FAIL : Label.NODATA, metric.critical(), sentence, Double.NaN);
    }

    /** The same samples in any order, or but one value in both arms. */
    private static boolean same(double[] canary, double[] baseline) {
        double[] one = canary.clone();
        double[] other = baseline.clone();
        Arrays.sort(one);
        Arrays.sort(other);
        boolean constant = one[0] == one[one.length - 1] && other[0] == other[other.length - 1] && one[0] == other[0];
        return constant || Arrays.equals(one, other);
    }

    /** Where the effect cannot be computed, only the test counts. */
    private static Label label(KayentaMetric metric, MannWhitney shift, double effect) {
        double bound = TOLERANCE * StrictMath.abs(shift.estimate());
        KayentaMetric.EffectSize limits = metric.effect();
        if (metric.direction() != KayentaMetric.Direction.DECREASE
                && shift.low() > bound
                && !(effect < limits.allowedIncrease())) {
            return Label.HIGH;
        }
        if (metric.direction() != KayentaMetric.Direction.INCREASE
                && shift.high() < -bound
                && !(effect > limits.allowedDecrease())) {
            return Label.LOW;
        }
        return Label.PASS;
    }

    private static boolean critical(KayentaMetric metric, Label label, double effect) {
        KayentaMetric.EffectSize limits = metric.effect();
        boolean far = label == Label.HIGH && !(effect < limits.criticalIncrease())
                || label == Label.LOW && !(effect > limits.criticalDecrease());
        return metric.critical() && far;
    }

    private static double effect(KayentaMetric.Measure measure, double[] canary, double[] baseline) {
        return measure == KayentaMetric.Measure.MEAN_RATIO
                ? meanRatio(canary, baseline)
                : superiority(canary, baseline);
    }

    private static double meanRatio(double[] canary, double[] baseline) {
        double one = Arrays.stream(canary).average().orElse(0);
        double other = Arrays.stream(baseline).average().orElse(0);
        return one == 0 || other == 0 ? Double.NaN : one / other;
    }

    private static double superiority(double[] canary, double[] baseline) {
        double higher = 0;
        for (double x : canary) {
            for (double y : baseline) {
                higher += x > y ? 1 : x == y ? 0.5 : 0;
            }
        }
        return higher / canary.length / baseline.length;
    }

    private static String sentence(KayentaMetric metric, Label label, MannWhitney shift, double ratio) {
        return metric.name() + ": " + label + ", shifted by " + shown(shift.estimate()) + " (" + shown(shift.low())
                + " to " + shown(shift.high()) + ")"
                + (Double.isNaN(ratio) ? "" : ", mean ratio " + shown(ratio));
    }

    private static String shown(double value) {
        return String.format(java.util.Locale.ROOT, "%.3g", value);
    }
}

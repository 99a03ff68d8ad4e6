package io.jenkins.plugins.canary.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.analysis.Starts;
import io.jenkins.plugins.canary.analysis.kayenta.KayentaMetric;
import io.jenkins.plugins.canary.analysis.kayenta.KayentaSettings;
import java.util.Locale;
import java.util.TreeMap;

/** Writes what a specification says of its judge. */
final class JudgeJson {
    private JudgeJson() {}

    /** The field {@code judge}, where it is not what it is without. */
    static void write(ObjectNode json, AnalysisSpec analysis) {
        if (analysis.starts() == Starts.AT_FIRST) {
            json.putObject("judge").putObject(JudgeFields.SEQUENTIAL).put(JudgeFields.LATE_FAULTS, false);
        }
        analysis.kayenta().ifPresent(settings -> write(json, settings));
    }

    private static void write(ObjectNode json, KayentaSettings settings) {
        ObjectNode kayenta = json.putObject("judge").putObject(JudgeFields.KAYENTA);
        kayenta.put("pass", settings.pass())
                .put("marginal", settings.marginal())
                .put("interval", DurationText.format(settings.interval()));
        if (!settings.groupWeights().isEmpty()) {
            ObjectNode weights = kayenta.putObject("groupWeights");
            new TreeMap<>(settings.groupWeights()).forEach(weights::put);
        }
        if (!settings.metrics().isEmpty()) {
            ObjectNode metrics = kayenta.putObject("metrics");
            settings.metrics().forEach(metric -> write(metrics.putObject(metric.name()), metric));
        }
    }

    private static void write(ObjectNode json, KayentaMetric metric) {
        ArrayNode groups = json.putArray("groups");
        metric.groups().forEach(groups::add);
        json.put("direction", word(metric.direction()))
                .put("nanStrategy", word(metric.nans()))
                .put("critical", metric.critical())
                .put("mustHaveData", metric.mustHaveData());
        KayentaMetric.EffectSize effect = metric.effect();
        json.putObject("effectSize")
                .put("measure", effect.measure() == KayentaMetric.Measure.CLES ? "cles" : "meanRatio")
                .put("allowedIncrease", effect.allowedIncrease())
                .put("allowedDecrease", effect.allowedDecrease())
                .put("criticalIncrease", effect.criticalIncrease())
                .put("criticalDecrease", effect.criticalDecrease());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}

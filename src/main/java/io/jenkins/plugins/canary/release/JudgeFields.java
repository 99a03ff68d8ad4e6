package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.Starts;
import io.jenkins.plugins.canary.analysis.kayenta.KayentaMetric;
import io.jenkins.plugins.canary.analysis.kayenta.KayentaMetric.EffectSize;
import io.jenkins.plugins.canary.analysis.kayenta.KayentaMetric.Measure;
import io.jenkins.plugins.canary.analysis.kayenta.KayentaSettings;
import io.jenkins.plugins.canary.release.internal.Choice;
import io.jenkins.plugins.canary.release.internal.Decimal;
import io.jenkins.plugins.canary.release.internal.Field;
import io.jenkins.plugins.canary.release.internal.Flag;
import io.jenkins.plugins.canary.release.internal.ListOf;
import io.jenkins.plugins.canary.release.internal.MapOf;
import io.jenkins.plugins.canary.release.internal.OneOf;
import io.jenkins.plugins.canary.release.internal.Place;
import io.jenkins.plugins.canary.release.internal.Shape;
import io.jenkins.plugins.canary.release.internal.Span;
import io.jenkins.plugins.canary.release.internal.Values;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a specification may say of its judge, with the names that Kayenta's configuration has. */
final class JudgeFields {
    static final String SEQUENTIAL = "sequential";
    static final String KAYENTA = "kayenta";
    static final String LATE_FAULTS = "lateFaults";

    private static final double PASS = 95;
    private static final double MARGINAL = 75;
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final String NEUTRAL = "1; for cles 0.5";

    static final Shape EFFECT_SIZE = Shape.of(List.of(
            Field.preset(
                    "measure", new Choice(List.of("meanRatio", "cles")), "meanRatio", "how a difference is measured"),
            Field.preset(
                    "allowedIncrease", Decimal.ANY, NEUTRAL, "a rise counts from here on; a ratio, not a percentage"),
            Field.preset("allowedDecrease", Decimal.ANY, NEUTRAL, "a fall counts down from here"),
            Field.preset("criticalIncrease", Decimal.ANY, NEUTRAL, "a rise from here on is critical"),
            Field.preset("criticalDecrease", Decimal.ANY, NEUTRAL, "a fall down from here is critical")));

    static final Shape METRIC = Shape.of(List.of(
            Field.optional(
                    "groups",
                    new ListOf(MetricFields.NAME, 16),
                    "groups whose scores it is part of; default: one of its own, with its name"),
            Field.preset(
                    "direction",
                    new Choice(List.of("increase", "decrease", "either")),
                    "either",
                    "which change is bad"),
            Field.preset(
                    "nanStrategy",
                    new Choice(List.of("remove", "replace")),
                    "remove",
                    "what becomes of minutes without a value: left out, or taken as 0"),
            Field.preset("critical", new Flag(), "false", "whether it fails everything when it is not fine"),
            Field.preset("mustHaveData", new Flag(), "false", "whether it counts as failed without data"),
            Field.optional("effectSize", EFFECT_SIZE, "how large a difference must be")));

    /** The judges. */
    static final OneOf KINDS = kinds();

    private JudgeFields() {}

    private static OneOf kinds() {
        Map<String, Shape> kinds = new LinkedHashMap<>();
        kinds.put(
                SEQUENTIAL,
                Shape.of(List.of(Field.preset(
                        LATE_FAULTS,
                        new Flag(),
                        "true",
                        "whether faults that begin late are looked for too; without, early ones are found a little sooner,"
                                + " late ones much later"))));
        kinds.put(
                KAYENTA,
                Shape.of(List.of(
                        Field.preset("pass", Decimal.ANY, "95", "least score that passes, after maxDuration"),
                        Field.preset(
                                "marginal",
                                Decimal.ANY,
                                "75",
                                "least score that is marginal; at or below it, the canary ends at any look"),
                        Field.preset("interval", Span.POSITIVE, "10m", "how often the growing window is looked at"),
                        Field.optional(
                                "groupWeights",
                                new MapOf(MetricFields.NAME, Decimal.ANY, 64),
                                "percentages by group; groups that are not named share what is left of 100"),
                        Field.optional(
                                "metrics",
                                new MapOf(MetricFields.NAME, METRIC, 64),
                                "what is said of metrics, by their names"))));
        return new OneOf("judge", kinds, Map.of());
    }

    /** Checks what goes together. */
    static void check(Place place, OneOf.Kind judge, List<OneOf.Kind> metrics) {
        Place there = place.field(judge.word());
        Values values = judge.values();
        double pass = values.number("pass").orElse(PASS);
        double marginal = values.number("marginal").orElse(MARGINAL);
        if (marginal > pass) {
            there.field(values.has("marginal") ? "marginal" : "pass")
                    .wrong("marginal, " + marginal + ", is over pass, " + pass);
        }
        double sum = values.<Double>map("groupWeights").values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        if (sum > 100) {
            there.field("groupWeights").wrong("they sum to " + sum + ", which is over 100");
        }
        if (metrics.stream().noneMatch(Objects::isNull)) {
            List<String> names = SpecMetrics.names(metrics);
            values.map("metrics").keySet().stream()
                    .filter(name -> !names.contains(name))
                    .sorted()
                    .forEach(name -> there.field("metrics")
                            .field(name)
                            .wrong("no metric has this name; there are " + String.join(", ", names)));
        }
    }

    /** What was written; empty where the sequential judge decides. */
    static Optional<KayentaSettings> read(Values values) {
        return values.kind("judge").filter(kind -> kind.word().equals(KAYENTA)).map(kind -> settings(kind.values()));
    }

    /** When faults are expected to begin. */
    static Starts starts(Values values) {
        boolean late = values.kind("judge")
                .flatMap(kind -> kind.values().flag(LATE_FAULTS))
                .orElse(true);
        return late ? Starts.ANY_TIME : Starts.AT_FIRST;
    }

    private static KayentaSettings settings(Values values) {
        Map<String, Values> metrics = values.map("metrics");
        return new KayentaSettings(
                values.number("pass").orElse(PASS),
                values.number("marginal").orElse(MARGINAL),
                values.duration("interval").orElse(INTERVAL),
                values.map("groupWeights"),
                metrics.entrySet().stream()
                        .map(metric -> metric(metric.getKey(), metric.getValue()))
                        .toList());
    }

    private static KayentaMetric metric(String name, Values values) {
        KayentaMetric preset = KayentaMetric.of(name);
        return new KayentaMetric(
                name,
                values.has("groups") ? values.list("groups") : preset.groups(),
                values.text("direction")
                        .map(word -> KayentaMetric.Direction.valueOf(word.toUpperCase(Locale.ROOT)))
                        .orElse(preset.direction()),
                values.text("nanStrategy")
                        .map(word -> KayentaMetric.NanStrategy.valueOf(word.toUpperCase(Locale.ROOT)))
                        .orElse(preset.nans()),
                values.flag("critical").orElse(false),
                values.flag("mustHaveData").orElse(false),
                values.values("effectSize").map(JudgeFields::effect).orElse(preset.effect()));
    }

    private static EffectSize effect(Values values) {
        boolean cles = values.text("measure").filter("cles"::equals).isPresent();
        double neutral = cles ? 0.5 : 1;
        return new EffectSize(
                cles ? Measure.CLES : Measure.MEAN_RATIO,
                values.number("allowedIncrease").orElse(neutral),
                values.number("allowedDecrease").orElse(neutral),
                values.number("criticalIncrease").orElse(neutral),
                values.number("criticalDecrease").orElse(neutral));
    }
}

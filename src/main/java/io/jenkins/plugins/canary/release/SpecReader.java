package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.analysis.Verdict;
import io.jenkins.plugins.canary.release.internal.Input;
import io.jenkins.plugins.canary.release.internal.Place;
import io.jenkins.plugins.canary.release.internal.Values;
import io.jenkins.plugins.canary.target.Autoscaling;
import io.jenkins.plugins.canary.target.Changes;
import io.jenkins.plugins.canary.target.ConfigChanges;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Manifests;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RollbackTo;
import io.jenkins.plugins.canary.target.Target;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a {@link ReleaseSpec} of what a person wrote, in {@code canary.yaml} or as arguments of a step: the names are the same.
 * Finds all mistakes at once, each with its path ({@code steps[2].weight: 120 is over 100}; the first element is 0).
 */
public final class SpecReader {
    private SpecReader() {}

    /**
     * Reads YAML or JSON text.
     *
     * @throws RefusedException with a sentence for every mistake
     */
    public static ReleaseSpec read(String text) {
        return readMap(Input.parse(text));
    }

    /**
     * Reads arguments: strings, numbers, booleans, lists and maps.
     *
     * @throws RefusedException with a sentence for every mistake
     */
    public static ReleaseSpec read(Map<String, Object> arguments) {
        return readMap(arguments);
    }

    /**
     * Reads YAML or JSON text as it stands, so that arguments can be put over it before it is judged.
     *
     * @throws RefusedException if it is no YAML or JSON, not a map, or too large
     */
    public static Map<String, Object> parse(String text) {
        Map<String, Object> parsed = new LinkedHashMap<>();
        Input.parse(text).forEach((name, value) -> parsed.put(String.valueOf(name), value));
        return parsed;
    }

    private static ReleaseSpec readMap(Map<?, ?> input) {
        Place place = new Place("", new ArrayList<>());
        Values values = SpecFields.ROOT.readFields(place, named(input));
        SpecChecks.check(place, values);
        if (!place.problems().isEmpty()) {
            throw new RefusedException(place.problems());
        }
        return new ReleaseSpec(
                target(values),
                changes(values),
                RouterFields.read(values.kind("traffic").orElseThrow()).beside(values.text("canary")),
                steps(values),
                values.text("source").orElse(""),
                SpecMetrics.build(values.list("metrics")),
                analysis(values),
                policies(values),
                times(values),
                GateFields.read(values));
    }

    /** Beside a canary that something else made, people name the other one stable. */
    private static Map<?, ?> named(Map<?, ?> input) {
        if (!input.containsKey("stable") || input.containsKey("workload")) {
            return input;
        }
        Map<Object, Object> named = new LinkedHashMap<>(input);
        named.put("workload", named.remove("stable"));
        return named;
    }

    private static Target target(Values values) {
        return new Target(
                values.text("cluster").orElse(""),
                values.text("namespace").orElseThrow(),
                WorkloadName.parse(values.text("workload").orElseThrow()));
    }

    private static Changes changes(Values values) {
        if (values.has("canary")) {
            return Changes.found(values.text("canary").orElseThrow());
        }
        Map<String, Map<String, String>> resources = new LinkedHashMap<>();
        values.values("resources")
                .ifPresent(read -> read.fields().keySet().forEach(kind -> resources.put(kind, read.map(kind))));
        return new Changes(
                values.text("image"),
                values.map("images"),
                values.map("env"),
                resources,
                values.map("labels"),
                values.values("config").map(SpecReader::config).orElse(ConfigChanges.NONE),
                manifests(new Place("", new ArrayList<>()), values),
                values.text("autoscaling")
                        .map(SpecReader::constant)
                        .map(Autoscaling::valueOf)
                        .orElse(Autoscaling.NONE),
                values.text("storageUri"),
                Optional.empty());
    }

    /** What the manifests say; empty without any, or if something is wrong with them, which is noted. */
    static Optional<Manifests> manifests(Place place, Values values) {
        if (!values.has("manifests") || !values.has("workload") || !values.has("namespace")) {
            return Optional.empty();
        }
        return ManifestText.read(
                place.field("manifests"),
                values.text("manifests").orElseThrow(),
                WorkloadName.parse(values.text("workload").orElseThrow()),
                values.text("namespace").orElseThrow());
    }

    private static ConfigChanges config(Values values) {
        return new ConfigChanges(values.map("configMaps"), values.map("secrets"));
    }

    private static List<Step> steps(Values values) {
        Duration hold = values.duration("hold").orElse(SpecFields.HOLD);
        if (values.has("steps")) {
            return values.<Values>list("steps").stream()
                    .map(step -> new Step(
                            Exposures.read(step, Exposures.cohort(values)),
                            step.duration("hold").orElse(hold),
                            step.duration("approval")))
                    .toList();
        }
        List<Integer> weights = values.whole("weight").map(List::of).orElseGet(() -> values.list("weights"));
        return weights.stream()
                .map(weight -> new Step(new Exposure(weight, Exposures.cohort(values), 0), hold))
                .toList();
    }

    private static AnalysisSpec analysis(Values values) {
        AnalysisSpec presets = AnalysisSpec.DEFAULTS;
        return new AnalysisSpec(
                values.number("tolerate"),
                values.number("harmful").orElse(presets.harmful()),
                values.number("alpha").orElse(presets.alpha()),
                values.number("beta").orElse(presets.beta()),
                values.duration("minDuration").orElse(presets.minDuration()),
                values.duration("maxDuration").orElse(presets.maxDuration()),
                values.whole("extensions").orElse(presets.extensions()),
                values.duration("extension").orElse(presets.extension()),
                values.duration("warmUp").orElse(presets.warmUp()),
                values.duration("history").orElse(presets.history()),
                values.duration("sourceDownAfter").orElse(presets.sourceDownAfter()),
                JudgeFields.read(values),
                JudgeFields.starts(values),
                values.text("baseline")
                        .filter(SpecFields.PREVIOUS::equals)
                        .map(previous -> values.duration("baselineShift").orElse(SpecFields.BASELINE_SHIFT)),
                values.text("baseline").filter(SpecFields.FRESH::equals).isPresent());
    }

    private static Policies policies(Values values) {
        Policies presets = Policies.DEFAULTS;
        return new Policies(
                values.text("onInconclusive")
                        .map(SpecReader::constant)
                        .map(Policies.Undecided::valueOf)
                        .orElse(presets.onInconclusive()),
                values.text("onNoApproval")
                        .map(SpecReader::constant)
                        .map(Policies.Undecided::valueOf)
                        .orElse(presets.onNoApproval()),
                values.text("onBaselineUnhealthy")
                        .map(SpecReader::constant)
                        .map(Policies.CommonTrouble::valueOf)
                        .orElse(presets.onBaselineUnhealthy()),
                values.text("onStableChanged")
                        .map(SpecReader::constant)
                        .map(Policies.StableChanged::valueOf)
                        .orElse(presets.onStableChanged()),
                values.text("onOpenRelease")
                        .map(SpecReader::constant)
                        .map(Policies.OpenRelease::valueOf)
                        .orElse(presets.onOpenRelease()),
                values.text("promote")
                        .map(SpecReader::constant)
                        .map(Policies.Promoter::valueOf)
                        .orElse(presets.promote()),
                values.text("rollbackTo")
                        .map(SpecReader::constant)
                        .map(RollbackTo::valueOf)
                        .orElse(presets.rollbackTo()),
                values.text("require")
                        .map(word ->
                                word.equals(SpecFields.ANY_VERDICT) ? Verdict.Kind.FAIL : Verdict.Kind.valueOf(word))
                        .orElse(presets.require()));
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    private static Times times(Values values) {
        Times presets = Times.DEFAULTS;
        return new Times(
                values.duration("readyDeadline").orElse(presets.readyDeadline()),
                values.duration("promoteDeadline").orElse(presets.promoteDeadline()),
                values.duration("drain").orElse(presets.drain()),
                values.duration("expiry").orElse(presets.expiry()),
                values.duration("keepForensics").orElse(presets.keepForensics()),
                values.duration("undoWindow").orElse(presets.undoWindow()));
    }
}

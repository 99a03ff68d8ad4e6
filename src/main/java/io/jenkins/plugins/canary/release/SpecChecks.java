package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.release.internal.OneOf;
import io.jenkins.plugins.canary.release.internal.Place;
import io.jenkins.plugins.canary.release.internal.Values;
import io.jenkins.plugins.canary.target.Autoscaling;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.WorkloadKind;
import io.jenkins.plugins.canary.target.WorkloadName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;

/** What must hold between fields. Looks only at fields that are right by themselves. */
final class SpecChecks {
    /** What is tolerated where nothing is said and nothing is known of the metrics' noise: the widest default. */
    private static final double WIDEST_TOLERATE = 1.25;

    private SpecChecks() {}

    static void check(Place place, Values values) {
        GateFields.check(place, values);
        checkEach(place, values);
        SpecReader.manifests(place, values);
        autoscaling(place, values);
        model(place, values);
        FoundChecks.check(place, values);
        Exposures.checkSteps(place, values);
        ratios(place, values, Optional.empty());
        durations(place, values);
        approvals(place, values);
        if (values.has("baselineShift") && !values.text("baseline").equals(Optional.of(SpecFields.PREVIOUS))) {
            place.field("baselineShift").wrong("says how long before, and needs baseline: previous");
        }
        if (values.text("baseline").equals(Optional.of(SpecFields.FRESH))) {
            whyNotFresh(values).ifPresent(place.field("baseline")::wrong);
        }
        if (values.text("promote").equals(Optional.of(SpecFields.word(Policies.Promoter.EXTERNAL)))) {
            whyNotExternal(values).ifPresent(place.field("promote")::wrong);
        }
        List<OneOf.Kind> metrics = values.list("metrics");
        values.kind("judge").ifPresent(judge -> JudgeFields.check(place.field("judge"), judge, metrics));
    }

    /** What must hold within single fields, whatever the others say. */
    static void checkEach(Place place, Values values) {
        values.text("workload")
                .flatMap(workload ->
                        WorkloadKind.problem(WorkloadName.parse(workload).kind()))
                .ifPresent(place.field("workload")::wrong);
        rise(values.<Integer>list("weights"), index -> place.field("weights").element(index));
        metrics(place.field("metrics"), values, values.list("metrics"));
    }

    /** Why there can be no copy of stable beside the canary. */
    private static Optional<String> whyNotFresh(Values values) {
        Optional<WorkloadKind> workload = inPlace(values);
        if (workload.isPresent()) {
            return Optional.of("a " + workload.get().kind()
                    + " is released in place, so there is no place for a copy of it; write stable or previous");
        }
        boolean byPods = values.kind("traffic")
                .filter(router -> router.word().equals(RouterKind.REPLICAS.word()))
                .isPresent();
        return byPods
                ? Optional.of(
                        "with traffic: replicas every pod gets the same share, and a copy of stable would take its"
                                + " part of it; name a router with weights, or write stable or previous")
                : Optional.empty();
    }

    /** Why nothing else can make the new version the stable one. */
    private static Optional<String> whyNotExternal(Values values) {
        boolean copies = SpecReader.manifests(new Place("", new ArrayList<>()), values)
                .filter(manifests -> !manifests.configMaps().isEmpty())
                .isPresent();
        if (copies || values.values("config").isPresent()) {
            return Optional.of(
                    "external cannot be had with config, or ConfigMaps among manifests: nobody else knows the names of the release's own copies;"
                            + " change ConfigMaps and Secrets where the workload is managed");
        }
        return inPlace(values)
                .map(kind -> "external cannot be had for a " + kind.kind()
                        + ", which is released in place: what manages it would put it back while the canary serves");
    }

    private static Optional<WorkloadKind> inPlace(Values values) {
        return values.text("workload")
                .flatMap(text -> WorkloadKind.of(WorkloadName.parse(text).kind()))
                .filter(kind -> kind.manner() != WorkloadKind.Manner.CLONE);
    }

    /** A copy of the autoscaler needs pods of its own, whose number is not their share of the traffic. */
    private static void autoscaling(Place place, Values values) {
        if (!values.text("autoscaling").equals(Optional.of(SpecFields.word(Autoscaling.COPY)))) {
            return;
        }
        boolean shares = values.kind("traffic")
                .filter(router -> router.word().equals(RouterKind.REPLICAS.word()))
                .isPresent();
        if (shares || inPlace(values).isPresent()) {
            place.field("autoscaling")
                    .wrong("here the number of the canary's pods is its share of the traffic, or not the release's to"
                            + " choose, so nothing else may scale them; leave it out");
        } else if (values.text("baseline").equals(Optional.of(SpecFields.FRESH))) {
            place.field("autoscaling")
                    .wrong("a fresh baseline has as many pods as the canary, so nothing else may scale them; leave one"
                            + " of both out");
        }
    }

    /** Only what serves a model takes it from somewhere. */
    private static void model(Place place, Values values) {
        boolean serves = values.text("workload")
                .map(text -> WorkloadName.parse(text).kind())
                .filter(WorkloadKind.INFERENCE_SERVICE.word()::equals)
                .isPresent();
        if (values.has("storageUri") && values.has("workload") && !serves) {
            place.field("storageUri")
                    .wrong("only an InferenceService of KServe takes a model from an address; write workload: "
                            + WorkloadKind.INFERENCE_SERVICE.word() + "/name, or leave it out");
        }
    }

    /** Numbers must rise; a null is one that was wrong by itself. */
    private static <N extends Comparable<N>> void rise(List<N> numbers, IntFunction<Place> places) {
        for (int index = 1; index < numbers.size(); index++) {
            N before = numbers.get(index - 1);
            N number = numbers.get(index);
            if (before != null && number != null && number.compareTo(before) <= 0) {
                places.apply(index).wrong(number + " is not above the " + before + " before it; they must rise");
            }
        }
    }

    private static void durations(Place place, Values values) {
        Duration least = values.duration("minDuration").orElse(AnalysisSpec.DEFAULTS.minDuration());
        Duration most = values.duration("maxDuration").orElse(AnalysisSpec.DEFAULTS.maxDuration());
        if (least.compareTo(most) > 0) {
            place.field(values.has("minDuration") ? "minDuration" : "maxDuration")
                    .wrong("minDuration, " + DurationText.format(least) + ", is longer than maxDuration, "
                            + DurationText.format(most));
        }
    }

    /** Nobody is waited for after the release has expired. */
    private static void approvals(Place place, Values values) {
        Duration expiry = values.duration("expiry").orElse(Times.DEFAULTS.expiry());
        List<Values> steps = values.list("steps");
        for (int index = 0; index < steps.size(); index++) {
            Optional<Duration> approval =
                    Optional.ofNullable(steps.get(index)).flatMap(step -> step.duration("approval"));
            if (approval.isPresent() && approval.get().compareTo(expiry) >= 0) {
                place.field("steps")
                        .element(index)
                        .field("approval")
                        .wrong(DurationText.format(approval.get()) + " is not shorter than expiry, "
                                + DurationText.format(expiry) + ", when the release is rolled back in any case");
            }
        }
    }

    /** Checks tolerate against harmful where at least one of them is written. */
    private static void ratios(Place place, Values values, Optional<Values> outer) {
        if (!values.has("tolerate") && !values.has("harmful")) {
            return;
        }
        double harmful = first(values.number("harmful"), outer.map(all -> all.number("harmful")))
                .orElse(AnalysisSpec.DEFAULTS.harmful());
        OptionalDouble written = first(values.number("tolerate"), outer.map(all -> all.number("tolerate")));
        double tolerate = written.orElse(WIDEST_TOLERATE);
        if (harmful <= tolerate) {
            place.field(values.has("harmful") ? "harmful" : "tolerate")
                    .wrong("harmful, " + harmful + ", must be over tolerate, " + tolerate
                            + (written.isPresent() ? "" : " by default without history"));
        }
    }

    private static OptionalDouble first(OptionalDouble own, Optional<OptionalDouble> outer) {
        return own.isPresent() ? own : outer.orElse(OptionalDouble.empty());
    }

    private static void metrics(Place place, Values all, List<OneOf.Kind> metrics) {
        Map<String, String> named = new HashMap<>();
        for (OneOf.Kind metric : metrics) {
            if (metric != null) {
                Place there = metric.place();
                unique(there.field("name"), metric, named);
                if (!metric.word().equals(MetricFields.VALUE)) { // which has no ratio that is tolerated
                    ratios(there, metric.values(), Optional.of(all));
                }
                limits(there.field("min"), metric.values());
                differences(there.field("tolerateBy"), metric.values());
                rise(metric.values().<Double>list("edges"), edge -> there.field("edges")
                        .element(edge));
            }
        }
        boolean someCount = metrics.stream()
                .anyMatch(metric ->
                        metric == null || metric.values().flag("critical").orElse(true));
        if (!metrics.isEmpty() && !someCount) {
            place.wrong("none is critical, so PASS would need nothing; leave critical out of one of them");
        }
    }

    private static void unique(Place place, OneOf.Kind metric, Map<String, String> named) {
        metric.values()
                .text("name")
                .map(name -> named.putIfAbsent(name, metric.place().path()))
                .ifPresent(first -> place.wrong(first.replaceAll("\\.[^.]*$", "") + " has this name already"));
    }

    private static void differences(Place place, Values values) {
        OptionalDouble tolerate = values.number("tolerateBy");
        OptionalDouble harmful = values.number("harmfulBy");
        if (tolerate.isPresent() && harmful.isEmpty() && !values.has("harmfulBy")) {
            place.wrong(
                    "needs harmfulBy, the difference that is harmful: a ratio that is harmful by itself could be tolerated");
        } else if (tolerate.orElse(0) >= harmful.orElse(1)) {
            place.wrong(tolerate.getAsDouble() + " is not under harmfulBy, " + harmful.getAsDouble());
        }
    }

    private static void limits(Place place, Values values) {
        double min = values.number("min").orElse(Double.NEGATIVE_INFINITY);
        double max = values.number("max").orElse(Double.POSITIVE_INFINITY);
        if (min > max) {
            place.wrong(min + " is over max, " + max);
        }
    }
}

package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.release.internal.Choice;
import io.jenkins.plugins.canary.release.internal.Decimal;
import io.jenkins.plugins.canary.release.internal.Field;
import io.jenkins.plugins.canary.release.internal.ListOf;
import io.jenkins.plugins.canary.release.internal.MapOf;
import io.jenkins.plugins.canary.release.internal.Pick;
import io.jenkins.plugins.canary.release.internal.Quantity;
import io.jenkins.plugins.canary.release.internal.Shape;
import io.jenkins.plugins.canary.release.internal.Span;
import io.jenkins.plugins.canary.release.internal.Text;
import io.jenkins.plugins.canary.release.internal.Whole;
import io.jenkins.plugins.canary.target.Autoscaling;
import io.jenkins.plugins.canary.target.RollbackTo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one table of everything that a specification may say, with {@link RouterFields} and {@link MetricFields}. Reader, JSON
 * Schema and the reference in {@code docs} are made from it.
 */
final class SpecFields {
    /** How long a weight is watched where nothing is said. */
    static final Duration HOLD = Duration.ofMinutes(5);

    /** The canary is compared with the running version at the same time. */
    static final String STABLE = "stable";

    /** The canary is compared with the running version some time before. */
    static final String PREVIOUS = "previous";

    /** The canary is compared with a fresh copy of the running version. */
    static final String FRESH = "fresh";

    /** How long before, where nothing is said. */
    static final Duration BASELINE_SHIFT = Duration.ofHours(24);

    /** How the verdict is written that every other is at least as good as. */
    static final String ANY_VERDICT = "NONE";

    /** What is said of names that a later version will know. */
    static final String LATER = "is not supported yet";

    private static final AnalysisSpec ANALYSIS = AnalysisSpec.DEFAULTS;
    private static final Times TIMES = Times.DEFAULTS;

    private static final Text NAMESPACE = Text.of("a namespace name", "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", 63);
    private static final Text WORKLOAD = Text.of(
            "a workload such as 'checkout' or 'statefulset/db'", "^([A-Za-z]+/)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?$", 253);
    private static final Text CONTAINER = Text.of("a container name", "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", 63);
    private static final Text IMAGE =
            Text.of("an image such as 'registry/checkout:1.2'", "^[^\\s\\u0000-\\u001f]+$", 1024);
    private static final Text STORAGE_URI = Text.of(
            "an address such as 's3://models/checkout/2'", "^[a-z0-9][-+a-z0-9.]*://[^\\s\\u0000-\\u001f]+$", 2048);
    private static final Text VARIABLE =
            Text.of("the name of an environment variable", "^[-._A-Za-z][-._A-Za-z0-9]*$", 253);
    private static final Text VALUE = Text.of("text", "^[^\\u0000]*$", 32_768);
    private static final Text RESOURCE = Text.of("a resource such as 'cpu'", "^[a-z0-9A-Z][-a-z0-9A-Z_./]*$", 253);
    private static final Text OBJECT = Text.of("the name of an object", "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$", 253);
    private static final Text LABEL = Text.of(
            "a label such as 'version'",
            "^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$",
            317);
    private static final Text LABEL_VALUE =
            Text.of("a label's value", "^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$", 63);

    private static final Text MANIFESTS =
            Text.of("manifests such as 'kustomize build' writes", "^[^\\u0000]*kind[^\\u0000]*$", 200_000);

    /** One weight of {@code steps}. */
    static final Shape STEP = step();

    /** The fields in groups, as the reference shows them: title to fields. */
    static final Map<String, List<Field>> GROUPS = groups();

    /** A whole specification. */
    static final Shape ROOT = root();

    private SpecFields() {}

    private static Shape step() {
        return new Shape(
                Stream.concat(
                                Exposures.FIELDS.stream(),
                                Stream.of(
                                        Field.optional(
                                                "hold",
                                                Span.ANY,
                                                "how long this is watched; default: the specification's hold"),
                                        Field.optional(
                                                "approval",
                                                Span.POSITIVE,
                                                "then it waits up to so long for a person who approves that the canary leaves"
                                                        + " this; without, nobody is asked")))
                        .toList(),
                List.of(Exposures.PICK),
                Map.of());
    }

    private static Shape root() {
        List<Field> fields = GROUPS.values().stream().flatMap(List::stream).toList();
        return new Shape(fields, picks(), refused());
    }

    private static List<Pick> picks() {
        List<Pick> picks = new ArrayList<>(List.of(
                new Pick(List.of("workload", "stable"), 1, 1, "it is what is released"),
                new Pick(
                        List.of(
                                "image",
                                "images",
                                "env",
                                "resources",
                                "labels",
                                "config",
                                "storageUri",
                                "manifests",
                                "canary"),
                        1,
                        9,
                        "without a change the canary would be the same as stable"),
                new Pick(List.of("image", "images"), 0, 1, "image is short for the images of a pod with one container"),
                new Pick(
                        List.of("weights", "steps", "weight"), 0, 1, "they say which share of traffic the canary gets"),
                new Pick(
                        List.of("weights", "steps", "weight", "canary"),
                        1,
                        4,
                        "they say which share of traffic the canary gets")));
        Stream.of("image", "images", "env", "resources", "labels", "config", "storageUri", "manifests", "autoscaling")
                .map(name -> List.of("canary", name))
                .map(names -> new Pick(names, 0, 1, "what something else made is released as it stands"))
                .forEach(picks::add);
        Stream.of("image", "images", "env", "resources", "labels", "storageUri")
                .map(name -> List.of("manifests", name))
                .map(names -> new Pick(names, 0, 1, "manifests say all of it themselves"))
                .forEach(picks::add);
        return picks;
    }

    private static Map<String, String> refused() {
        Map<String, String> refused = new LinkedHashMap<>();
        refused.put("template", LATER);
        refused.put("notify", "is said in Jenkins' configuration, or in the file that --notify names");
        refused.put("mirror", "stands in steps: [{mirror: 100, hold: 10m}, {weight: 5}]");
        refused.put("approval", "stands in steps: [{weight: 5}, {weight: 25, approval: 2h}]");
        refused.put("failOn", "belongs to canaryAnalyze; a release says onInconclusive");
        refused.put("undo", "belongs to canaryRollback; a release says undoWindow");
        refused.put("file", "names a specification and cannot stand inside one");
        return refused;
    }

    private static Map<String, List<Field>> groups() {
        Map<String, List<Field>> groups = new LinkedHashMap<>();
        groups.put("Target", target());
        groups.put("Changes", changes());
        groups.put("Traffic", traffic());
        groups.put("Analysis", analysis());
        groups.put("Policies", policies());
        groups.put("Times", times());
        return groups;
    }

    private static List<Field> target() {
        return List.of(
                Field.optional(
                        "cluster",
                        Text.ANY,
                        "name of a configured cluster; on the command line the kubeconfig decides"),
                Field.needed("namespace", NAMESPACE, "the workload's namespace"),
                Field.optional(
                        "workload", WORKLOAD, "what is released: a Deployment's name, any other kind before a slash"),
                Field.optional(
                        "canary",
                        OBJECT,
                        "name of the Deployment that something else made as the canary, and that the route leads to"
                                + " already; instead of changes"),
                Field.optional("stable", WORKLOAD, "what workload says, beside a canary"));
    }

    private static List<Field> changes() {
        MapOf quantities = new MapOf(RESOURCE, new Quantity(), 32);
        Shape resources = new Shape(
                List.of(
                        Field.optional("requests", quantities, "resource to quantity"),
                        Field.optional("limits", quantities, "resource to quantity")),
                List.of(new Pick(List.of("requests", "limits"), 1, 2, "resources are one or both of them")),
                Map.of());
        MapOf names = new MapOf(OBJECT, OBJECT, 32);
        Shape config = new Shape(
                List.of(
                        Field.optional(
                                "configMaps",
                                names,
                                "ConfigMap that stable refers to, to the one with the new contents"),
                        Field.optional(
                                "secrets", names, "Secret that stable refers to, to the one with the new contents")),
                List.of(new Pick(List.of("configMaps", "secrets"), 1, 2, "config is one or both of them")),
                Map.of());
        return List.of(
                Field.optional("image", IMAGE, "image of the container"),
                Field.optional("images", new MapOf(CONTAINER, IMAGE, 64), "container to image, for pods with several"),
                Field.optional("env", new MapOf(VARIABLE, VALUE, 256), "environment variables to set on the container"),
                Field.optional("resources", resources, "requests and limits of the container: resource to quantity"),
                Field.optional("labels", new MapOf(LABEL, LABEL_VALUE, 64), "labels to set on the pods"),
                Field.optional(
                        "config",
                        config,
                        "ConfigMaps and Secrets with other contents, which stand in objects of their own; the canary gets"
                                + " copies of these"),
                Field.optional(
                        "storageUri",
                        STORAGE_URI,
                        "where a KServe InferenceService takes its model from, such as s3://models/checkout/2"),
                Field.preset(
                        "autoscaling",
                        words(Autoscaling.values()),
                        word(Autoscaling.NONE),
                        "what scales the canary beside its weight: copy makes it a copy of stable's HorizontalPodAutoscaler,"
                                + " of which the weight's pods are the floor"),
                Field.optional(
                        "manifests",
                        MANIFESTS,
                        "the workload's manifest with the pod template of the new version, and ConfigMaps that come with"
                                + " it, as YAML text of several documents"));
    }

    private static List<Field> traffic() {
        return List.of(
                Field.needed("traffic", RouterFields.KINDS, "the router that moves traffic, with its options"),
                Field.optional(
                        "weights",
                        new ListOf(new Whole(0, 100), 50),
                        "percent of traffic, one after the other; must rise"),
                Field.optional(
                        "steps",
                        new ListOf(STEP, 50),
                        "the same with a hold of its own for each, with cohorts, or with copies of requests before the"
                                + " first: weight, cohort, mirror, hold, approval"),
                Field.optional("weight", new Whole(0, 100), "a single weight"),
                Exposures.cohort("users who all get the canary, at every step that names no others"),
                Field.preset(
                        "hold",
                        Span.ANY,
                        DurationText.format(HOLD),
                        "how long each weight is watched before the next"));
    }

    private static List<Field> analysis() {
        return List.of(
                Field.optional(
                        "source",
                        MetricFields.NAME,
                        "the metric source for metrics that name none; not needed where there is only one"),
                Field.optional(
                        "metrics",
                        MetricFields.LIST,
                        "what is measured on both arms; in a build of Jenkins also `{template: …}`, alone or in the list"),
                Field.preset(
                        "judge",
                        JudgeFields.KINDS,
                        JudgeFields.SEQUENTIAL,
                        "who decides: sequential, which looks after every scrape; or kayenta, which scores like Kayenta"),
                Field.preset(
                        "baseline",
                        new Choice(List.of(STABLE, FRESH, PREVIOUS)),
                        STABLE,
                        "what the canary is compared with: stable, the running version at the same time; fresh, a copy of it as"
                                + " large and as young as the canary; or previous, the running version some time before"),
                Field.preset(
                        "baselineShift",
                        Span.POSITIVE,
                        text(BASELINE_SHIFT),
                        "how long before, for baseline: previous; a day or a week, so that the hour is the same"),
                Field.preset(
                        "tolerate",
                        Decimal.RATIO,
                        "1.1; without history 1.25",
                        "ratio canary:baseline that is still fine"),
                Field.preset(
                        "harmful", Decimal.RATIO, "" + ANALYSIS.harmful(), "ratio canary:baseline that must not pass"),
                Field.preset(
                        "alpha",
                        Decimal.ERROR_RATE,
                        "" + ANALYSIS.alpha(),
                        "highest share of healthy releases that may be rolled back"),
                Field.preset(
                        "beta",
                        Decimal.ERROR_RATE,
                        "" + ANALYSIS.beta(),
                        "highest share of harmful canaries that may be promoted"),
                Field.preset(
                        "minDuration",
                        Span.ANY,
                        text(ANALYSIS.minDuration()),
                        "no PASS before the last weight has served that long"),
                Field.preset(
                        "maxDuration", Span.POSITIVE, text(ANALYSIS.maxDuration()), "when an undecided analysis ends"),
                Field.preset(
                        "extensions",
                        new Whole(0, 48),
                        "" + ANALYSIS.extensions(),
                        "how many times it goes on instead"),
                Field.preset(
                        "extension", Span.POSITIVE, text(ANALYSIS.extension()), "for how long it goes on each time"),
                Field.preset(
                        "warmUp",
                        Span.ANY,
                        text(ANALYSIS.warmUp()),
                        "what a pod does that long after it became ready is not compared"),
                Field.preset(
                        "history",
                        Span.ANY,
                        text(ANALYSIS.history()),
                        "how far back it is looked how noisy each metric is; 0: not at all"),
                Field.preset(
                        "sourceDownAfter",
                        Span.POSITIVE,
                        text(ANALYSIS.sourceDownAfter()),
                        "how long a source may be silent before the verdict says so"));
    }

    private static List<Field> policies() {
        Policies presets = Policies.DEFAULTS;
        return List.of(
                Field.preset(
                        "onInconclusive",
                        words(Policies.Undecided.values()),
                        word(presets.onInconclusive()),
                        "what is done when the time is over and it cannot be told"),
                Field.preset(
                        "onNoApproval",
                        words(Policies.Undecided.values()),
                        word(presets.onNoApproval()),
                        "what is done when nobody approved in time that the canary leaves a weight"),
                Field.preset(
                        "onBaselineUnhealthy",
                        words(Policies.CommonTrouble.values()),
                        word(presets.onBaselineUnhealthy()),
                        "what is done when both arms got worse right after a weight was raised"),
                Field.preset(
                        "onStableChanged",
                        words(Policies.StableChanged.values()),
                        word(presets.onStableChanged()),
                        "what is done when another hand changes the running version meanwhile: restart begins anew against"
                                + " the new one"),
                Field.preset(
                        "onOpenRelease",
                        words(Policies.OpenRelease.values()),
                        word(presets.onOpenRelease()),
                        "what is done when another release is open on the target: supersede takes it back first"),
                Field.preset(
                        "promote",
                        words(Policies.Promoter.values()),
                        word(presets.promote()),
                        "who makes the new version the stable one: the release (direct), or something else such as a"
                                + " GitOps controller (external), for which it waits until promoteDeadline"),
                Field.preset(
                        "rollbackTo",
                        words(RollbackTo.values()),
                        word(presets.rollbackTo()),
                        "where a rollback leads the traffic of a canary that something else made: as it was found, but after"
                                + " a FAIL to stable; or to stable in any case"),
                Field.preset(
                        "require",
                        new Choice(List.of("PASS", "MARGINAL", ANY_VERDICT)),
                        "PASS",
                        "the worst verdict that still promotes"),
                GateFields.FIELD);
    }

    private static List<Field> times() {
        return List.of(
                Field.preset(
                        "readyDeadline",
                        Span.POSITIVE,
                        text(TIMES.readyDeadline()),
                        "how long the canary may take to become ready"),
                Field.preset(
                        "promoteDeadline",
                        Span.POSITIVE,
                        text(TIMES.promoteDeadline()),
                        "how long stable may take to roll out the promoted version"),
                Field.preset(
                        "drain",
                        Span.ANY,
                        text(TIMES.drain()),
                        "how long the canary lives on after traffic has gone home"),
                Field.preset(
                        "expiry",
                        Span.POSITIVE,
                        text(TIMES.expiry()),
                        "when a release that nobody ended is rolled back"),
                Field.preset(
                        "keepForensics",
                        Span.ANY,
                        text(TIMES.keepForensics()),
                        "how long one pod of a rolled back canary is kept to be looked at; 0: none"),
                Field.preset(
                        "undoWindow",
                        Span.ANY,
                        text(TIMES.undoWindow()),
                        "how long after a promotion it can be taken back; 0: not at all"));
    }

    private static Choice words(Enum<?>... constants) {
        return new Choice(Stream.of(constants).map(SpecFields::word).collect(Collectors.toList()));
    }

    /** An enum's constant as users write it. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String text(Duration duration) {
        return DurationText.format(duration);
    }
}

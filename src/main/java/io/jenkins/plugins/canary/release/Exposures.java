package io.jenkins.plugins.canary.release;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.release.internal.Field;
import io.jenkins.plugins.canary.release.internal.Pick;
import io.jenkins.plugins.canary.release.internal.Place;
import io.jenkins.plugins.canary.release.internal.Shape;
import io.jenkins.plugins.canary.release.internal.Text;
import io.jenkins.plugins.canary.release.internal.Values;
import io.jenkins.plugins.canary.release.internal.Whole;
import io.jenkins.plugins.canary.target.Cohort;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.RouterKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How a specification says which requests the canary gets beside its weight. */
public final class Exposures {
    private static final int WHOLE = 100;
    private static final String COHORT = "cohort";

    private static final Text HEADER =
            Text.of("the name of a header such as 'x-user-group'", "^[A-Za-z0-9][-A-Za-z0-9_.]*$", 256);
    private static final Text COOKIE = Text.of("the name of a cookie", "^[-!#$%&'*+.^_`|~A-Za-z0-9]+$", 256);
    private static final Text VALUE =
            Text.of("a value of at most 1024 printable characters", "^[ -~]*[!-~][ -~]*$", 1024);

    private static final Shape SHAPE = new Shape(
            List.of(
                    Field.optional(
                            Cohort.Carrier.HEADER.word(),
                            HEADER,
                            "name of the header that the cohort's requests carry"),
                    Field.optional(
                            Cohort.Carrier.COOKIE.word(),
                            COOKIE,
                            "name of the cookie that the cohort's requests carry"),
                    Field.optional("value", VALUE, "the value it has"),
                    Field.optional(
                            "pattern",
                            VALUE,
                            "or a regular expression that its whole value fits, as the router reads them"),
                    Field.preset(
                            "share",
                            new Whole(1, WHOLE),
                            "" + WHOLE,
                            "percent of all requests that the cohort makes at most; the canary gets pods for so many")),
            List.of(
                    new Pick(List.of("header", "cookie"), 1, 1, "it is what tells a cohort's requests from others"),
                    new Pick(List.of("value", "pattern"), 1, 1, "it is what the header or cookie must have")),
            Map.of());

    /** The fields of a step that say what the canary gets. */
    static final List<Field> FIELDS = List.of(
            Field.optional(
                    "weight",
                    new Whole(0, WHOLE),
                    "percent of traffic for the canary; must not fall from step to step; default: 0"),
            cohort("users who all get the canary, beside the weight or alone"),
            Field.optional(
                    "mirror",
                    new Whole(1, WHOLE),
                    "percent of requests that the canary gets copies of, while it serves nobody"));

    /** One of them must be there. */
    static final Pick PICK =
            new Pick(List.of("weight", COHORT, "mirror"), 1, 3, "they say which requests the canary gets");

    private Exposures() {}

    /**
     * What a person asked for: {@code weight}, {@code cohort} and {@code mirror} as in a step of a specification.
     *
     * @throws RefusedException with a sentence for every mistake
     */
    public static Exposure of(Map<String, Object> arguments) {
        Place place = new Place("", new ArrayList<>());
        Values values = new Shape(FIELDS, List.of(PICK), Map.of()).readFields(place, arguments);
        checkStep(place, values);
        if (!place.problems().isEmpty()) {
            throw new RefusedException(place.problems());
        }
        return read(values, Optional.empty());
    }

    /** The field that says which users all get the canary. */
    static Field cohort(String meaning) {
        return Field.optional(COHORT, SHAPE, meaning);
    }

    /** The cohort that these fields name. */
    static Optional<Cohort> cohort(Values values) {
        return values.values(COHORT).flatMap(cohort -> Stream.of(Cohort.Carrier.values())
                .filter(carrier -> cohort.has(carrier.word()))
                .findFirst()
                .map(carrier -> new Cohort(
                        carrier,
                        cohort.text(carrier.word()).orElseThrow(),
                        cohort.text("pattern").or(() -> cohort.text("value")).orElseThrow(),
                        cohort.has("pattern"),
                        cohort.whole("share").orElse(WHOLE))));
    }

    /**
     * What a step gives the canary.
     *
     * @param everywhere the cohort of steps that name none; copies of requests stand alone
     */
    static Exposure read(Values step, Optional<Cohort> everywhere) {
        int mirror = step.whole("mirror").orElse(0);
        return new Exposure(
                step.whole("weight").orElse(0),
                mirror > 0 ? Optional.empty() : cohort(step).or(() -> everywhere),
                mirror);
    }

    /** Writes it as the specification does. */
    static void write(ObjectNode json, Exposure exposure) {
        if (exposure.mirror() > 0) {
            json.put("mirror", exposure.mirror());
        } else {
            json.put("weight", exposure.weight());
        }
        exposure.cohort().ifPresent(cohort -> json.putObject(COHORT)
                .put(cohort.carrier().word(), cohort.name())
                .put(cohort.pattern() ? "pattern" : "value", cohort.value())
                .put("share", cohort.share()));
    }

    /** Checks a cohort that was read. */
    static void check(Place place, Values values) {
        values.values(COHORT)
                .flatMap(cohort -> cohort.text("pattern"))
                .flatMap(Cohort::problem)
                .ifPresent(
                        problem -> place.field(COHORT).field("pattern").wrong("is no regular expression: " + problem));
    }

    /** Checks the steps of a specification whose fields are right by themselves. */
    static void checkSteps(Place place, Values values) {
        check(place, values);
        List<Values> steps = values.list("steps");
        for (int index = 0; index < steps.size(); index++) {
            if (steps.get(index) != null) {
                checkStep(place.field("steps").element(index), steps.get(index));
            }
        }
        for (int index = 1; index < steps.size(); index++) {
            if (isWhole(steps.get(index - 1)) && isWhole(steps.get(index))) {
                follow(
                        place.field("steps").element(index),
                        read(steps.get(index - 1), cohort(values)),
                        read(steps.get(index), cohort(values)));
            }
        }
    }

    private static boolean isWhole(Values step) {
        return step != null
                && Stream.of("weight", COHORT, "mirror").anyMatch(step::has)
                && (!step.has("mirror") || step.whole("weight").orElse(0) == 0 && !step.has(COHORT));
    }

    private static void checkStep(Place place, Values step) {
        check(place, step);
        if (step.has("mirror") && (step.whole("weight").orElse(0) > 0 || step.has(COHORT))) {
            place.field("mirror")
                    .wrong("copies are for a canary that serves nobody yet; write it as a step of its own");
        }
    }

    private static void follow(Place place, Exposure before, Exposure next) {
        if (next.equals(before)) {
            place.wrong("gives the canary the same as the step before");
        } else if (next.weight() < before.weight()) {
            place.field("weight")
                    .wrong(next.weight() + " is not above the " + before.weight() + " before it; they must rise");
        } else if (next.mirror() > 0 && before.reachesUsers()) {
            place.field("mirror").wrong("copies are for a canary that serves nobody yet; let it be the first step");
        }
    }

    /** Why the router cannot give the canary what the steps say. */
    static List<String> problems(ReleaseSpec spec) {
        RouterKind router = spec.traffic().kind();
        return spec.steps().stream()
                .flatMap(step -> router.problem(step.exposure()).stream())
                .distinct()
                .toList();
    }
}

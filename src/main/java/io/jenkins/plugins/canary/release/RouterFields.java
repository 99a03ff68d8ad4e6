package io.jenkins.plugins.canary.release;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.canary.release.internal.Field;
import io.jenkins.plugins.canary.release.internal.Names;
import io.jenkins.plugins.canary.release.internal.OneOf;
import io.jenkins.plugins.canary.release.internal.Shape;
import io.jenkins.plugins.canary.release.internal.Span;
import io.jenkins.plugins.canary.release.internal.Text;
import io.jenkins.plugins.canary.target.RouterKind;
import io.jenkins.plugins.canary.target.TrafficSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a specification may say of routers: what {@link RouterKind} says. */
final class RouterFields {
    private static final String AFFINITY = "affinity";

    /** The routers. */
    static final OneOf KINDS = kinds();

    private static final String AFFINITY_MEANING =
            "for how long a user stays with the version that answered first; without it each request is drawn anew";

    private RouterFields() {}

    /** The router that these fields name. */
    static TrafficSpec read(OneOf.Kind router) {
        Map<String, String> options = new LinkedHashMap<>();
        router.values().fields().forEach((name, option) -> {
            if (option instanceof String text) {
                options.put(name, text);
            }
        });
        return new TrafficSpec(
                RouterKind.of(router.word()).orElseThrow(),
                options,
                router.values().duration(AFFINITY));
    }

    /** Writes it as the specification does. */
    static void write(ObjectNode json, TrafficSpec traffic) {
        ObjectNode options = json.putObject(traffic.kind().word());
        new TreeMap<>(traffic.options()).forEach(options::put);
        traffic.affinity().ifPresent(age -> options.put(AFFINITY, DurationText.format(age)));
    }

    private static OneOf kinds() {
        Map<String, Shape> kinds = new LinkedHashMap<>();
        for (RouterKind kind : RouterKind.values()) {
            kinds.put(kind.word(), shape(kind));
        }
        return new OneOf("router", kinds, Map.of());
    }

    private static Shape shape(RouterKind kind) {
        List<Field> fields =
                new ArrayList<>(kind.options().stream().map(RouterFields::field).toList());
        Optional<String> refusal = kind.noAffinity();
        if (refusal.isEmpty()) {
            fields.add(Field.optional(AFFINITY, Span.POSITIVE, AFFINITY_MEANING));
        }
        return new Shape(
                fields,
                List.of(),
                refusal.map(why -> Map.of(
                                AFFINITY,
                                kind.word() + " cannot keep users with a version for a release: " + why + "; "
                                        + RouterKind.withAffinity() + " can"))
                        .orElse(Map.of()));
    }

    private static Field field(RouterKind.Option option) {
        return new Field(
                option.name(),
                option.several() ? new Names() : Text.ANY,
                option.required(),
                Optional.empty(),
                option.meaning());
    }
}

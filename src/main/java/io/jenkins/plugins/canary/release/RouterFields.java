package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.release.internal.Field;
import io.jenkins.plugins.canary.release.internal.Names;
import io.jenkins.plugins.canary.release.internal.OneOf;
import io.jenkins.plugins.canary.release.internal.Shape;
import io.jenkins.plugins.canary.release.internal.Text;
import io.jenkins.plugins.canary.target.RouterKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a specification may say of routers: what {@link RouterKind} says. */
final class RouterFields {
    /** The routers. */
    static final OneOf KINDS = kinds();

    private RouterFields() {}

    private static OneOf kinds() {
        Map<String, Shape> kinds = new LinkedHashMap<>();
        for (RouterKind kind : RouterKind.values()) {
            kinds.put(
                    kind.word(),
                    Shape.of(kind.options().stream().map(RouterFields::field).toList()));
        }
        return new OneOf("router", kinds, Map.of());
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

package io.jenkins.plugins.canary.release.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** True or false. */
public record Flag() implements Type {
    @Override
    public Optional<Object> read(Place place, Object value) {
        if (value instanceof Boolean) {
            return Optional.of(value);
        }
        place.wrong(Type.describe(value) + " is neither true nor false");
        return Optional.empty();
    }

    @Override
    public ObjectNode schema() {
        return Schemas.typed("boolean");
    }

    @Override
    public String words() {
        return "true or false";
    }
}

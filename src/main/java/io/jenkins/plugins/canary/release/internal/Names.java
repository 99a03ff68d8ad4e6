package io.jenkins.plugins.canary.release.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Several names, as a list or as one text with commas; read as the text. */
public record Names() implements Type {
    private static final Text ONE = Text.of("a name without commas", "^[^,\\s]+$", 253);
    private static final ListOf LIST = new ListOf(ONE, 64);

    @Override
    public Optional<Object> read(Place place, Object value) {
        if (!(value instanceof List)) {
            return Text.ANY.read(place, value);
        }
        return LIST.read(place, value)
                .map(names -> ((List<?>) names).stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    @Override
    public ObjectNode schema() {
        return Schemas.anyOf(List.of(Text.ANY.schema(), LIST.schema()));
    }

    @Override
    public String words() {
        return "list of names, or text with commas";
    }
}

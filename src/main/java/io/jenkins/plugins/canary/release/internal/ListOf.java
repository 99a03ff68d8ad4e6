package io.jenkins.plugins.canary.release.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A list that is not empty. Elements that were wrong are read as null, so that the others can be looked at all the same.
 *
 * @param element what each element is
 * @param longest how many elements there may be
 */
public record ListOf(Type element, int longest) implements Type {
    @Override
    public Optional<Object> read(Place place, Object value) {
        if (!(value instanceof List<?> list)) {
            place.wrong(Type.describe(value) + " is not a list");
            return Optional.empty();
        }
        if (list.isEmpty() || list.size() > longest) {
            place.wrong("has " + list.size() + " elements; 1 to " + longest + " are allowed");
            return Optional.empty();
        }
        List<Object> read = new ArrayList<>();
        for (int index = 0; index < list.size(); index++) {
            element.read(place.element(index), list.get(index))
                    .ifPresentOrElse(
                            one -> read.addAll(one instanceof Several several ? several.elements() : List.of(one)),
                            () -> read.add(null));
        }
        return Optional.of(Collections.unmodifiableList(read));
    }

    @Override
    public ObjectNode schema() {
        ObjectNode schema = Schemas.typed("array").put("minItems", 1).put("maxItems", longest);
        schema.set("items", element.schema());
        return schema;
    }

    @Override
    public String words() {
        return "list (" + element.words() + ")";
    }

    /**
     * What an element was read as that stands for several.
     *
     * @param elements in order
     */
    public record Several(List<?> elements) {
        /** Copies the list. */
        public Several {
            elements = List.copyOf(elements);
        }
    }
}

package io.jenkins.plugins.canary.release.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How many of some fields may be written together.
 *
 * @param names the fields
 * @param least how many must be
 * @param most how many may be
 * @param because the rest of a sentence for the one who wrote none, or too many
 */
public record Pick(List<String> names, int least, int most, String because) {
    /** Copies the list. */
    public Pick {
        names = List.copyOf(names);
    }

    /** Checks what was written. */
    void check(Place place, Set<String> written) {
        List<String> found = names.stream().filter(written::contains).toList();
        if (found.size() > most) {
            place.wrong("only one of " + String.join(", ", found) + " may be given; " + because);
        }
        if (found.size() < least) {
            place.wrong("one of " + String.join(", ", names) + " is needed; " + because);
        }
    }

    /** The same as JSON Schemas that must all hold. */
    List<ObjectNode> schemas() {
        List<ObjectNode> schemas = new ArrayList<>();
        if (least > 0) {
            schemas.add(Schemas.anyOf(
                    names.stream().map(name -> Schemas.required(List.of(name))).toList()));
        }
        if (most == 1) {
            for (int first = 0; first < names.size(); first++) {
                for (int second = first + 1; second < names.size(); second++) {
                    ObjectNode both = Schemas.required(List.of(names.get(first), names.get(second)));
                    schemas.add(Schemas.object().set("not", both));
                }
            }
        }
        return schemas;
    }
}

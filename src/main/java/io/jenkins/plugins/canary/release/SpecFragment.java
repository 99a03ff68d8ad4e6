package io.jenkins.plugins.canary.release;

import io.jenkins.plugins.canary.release.internal.Field;
import io.jenkins.plugins.canary.release.internal.Place;
import io.jenkins.plugins.canary.release.internal.Shape;
import io.jenkins.plugins.canary.release.internal.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Some fields of a specification, looked at before the rest of it is known: in a form, or as a default for many releases. */
public final class SpecFragment {
    private SpecFragment() {}

    /**
     * What is wrong with these fields, each by itself, in the words of {@link SpecReader}. Nothing is missed.
     *
     * @param fields name to value, as {@link SpecReader#read(Map)} takes them
     * @return a sentence for every mistake, which begins with the field's path
     */
    public static List<String> problems(Map<String, Object> fields) {
        Place place = new Place("", new ArrayList<>());
        List<Field> written = SpecFields.ROOT.fields().stream()
                .filter(field -> fields.containsKey(field.name()))
                .toList();
        Values values = new Shape(written, List.of(), SpecFields.ROOT.refused()).readFields(place, fields);
        SpecChecks.checkEach(place, values);
        return List.copyOf(place.problems());
    }
}

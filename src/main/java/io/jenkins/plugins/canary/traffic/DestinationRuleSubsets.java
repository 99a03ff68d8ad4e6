package io.jenkins.plugins.canary.traffic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The subsets that a release adds to an Istio DestinationRule. Pure: takes the {@code spec} and gives the spec that should
 * stand there; every method is its own fixed point.
 *
 * @param added in the order in which they are inserted, behind those that are there
 * @param field whether the field {@code subsets} was there before the release
 * @see <a href="https://istio.io/latest/docs/reference/config/networking/destination-rule/#Subset">Istio: Subset</a>
 */
record DestinationRuleSubsets(List<Added> added, boolean field) {
    /**
     * One added subset.
     *
     * @param labels what the pods of the subset carry
     * @param like the subset of stable whose other fields (traffic policy) it copies; null if there is none
     */
    record Added(String name, Map<String, String> labels, String like) {}

    /** The rule with the added subsets, and with those of them that are there already as they must be. */
    Map<String, Object> insert(Map<String, Object> spec) {
        List<Map<String, Object>> present = Fields.list(spec, "subsets");
        List<Map<String, Object>> next = new ArrayList<>(present);
        for (Added one : added) {
            int place = names(present).indexOf(one.name);
            if (place < 0) {
                next.add(subset(one, present));
            } else {
                next.set(place, subset(one, present));
            }
        }
        return Fields.with(spec, "subsets", next);
    }

    /** Whether the rule has a subset of this name. */
    static boolean has(Map<String, Object> spec, String name) {
        return names(Fields.list(spec, "subsets")).contains(name);
    }

    /** The rule as it was before the release. */
    Map<String, Object> remove(Map<String, Object> spec) {
        if (!spec.containsKey("subsets")) {
            return spec;
        }
        Set<String> ours = added.stream().map(Added::name).collect(Collectors.toSet());
        List<Map<String, Object>> next = Fields.list(spec, "subsets").stream()
                .filter(one -> Fields.text(one, "name").filter(ours::contains).isEmpty())
                .toList();
        return next.isEmpty() && !field ? Fields.without(spec, "subsets") : Fields.with(spec, "subsets", next);
    }

    private static List<String> names(List<Map<String, Object>> subsets) {
        return subsets.stream().map(one -> Fields.text(one, "name").orElse("")).toList();
    }

    private static Map<String, Object> subset(Added one, List<Map<String, Object>> present) {
        Map<String, Object> subset = present.stream()
                .filter(like -> Fields.text(like, "name")
                        .filter(name -> name.equals(one.like))
                        .isPresent())
                .findFirst()
                .orElseGet(LinkedHashMap::new);
        return Fields.with(Fields.with(subset, "name", one.name), "labels", one.labels);
    }
}

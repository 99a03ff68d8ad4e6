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

    /** The rule with the added subsets. */
    Map<String, Object> insert(Map<String, Object> spec) {
        List<Map<String, Object>> present = Fields.list(spec, "subsets");
        List<Map<String, Object>> next = new ArrayList<>(others(present));
        added.forEach(one -> next.add(subset(one, present)));
        return Fields.with(spec, "subsets", next);
    }

    /** The rule as it was before the release. */
    Map<String, Object> remove(Map<String, Object> spec) {
        if (!spec.containsKey("subsets")) {
            return spec;
        }
        List<Map<String, Object>> next = others(Fields.list(spec, "subsets"));
        return next.isEmpty() && !field ? Fields.without(spec, "subsets") : Fields.with(spec, "subsets", next);
    }

    private List<Map<String, Object>> others(List<Map<String, Object>> present) {
        Set<String> ours = added.stream().map(Added::name).collect(Collectors.toSet());
        return present.stream()
                .filter(one -> Fields.text(one, "name").filter(ours::contains).isEmpty())
                .toList();
    }

    private static Map<String, Object> subset(Added one, List<Map<String, Object>> present) {
        Map<String, Object> subset = present.stream()
                .filter(like -> Fields.text(like, "name").filter(name -> name.equals(one.like)).isPresent())
                .findFirst()
                .orElseGet(LinkedHashMap::new);
        return Fields.with(Fields.with(subset, "name", one.name), "labels", one.labels);
    }
}

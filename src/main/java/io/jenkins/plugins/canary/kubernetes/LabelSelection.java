package io.jenkins.plugins.canary.kubernetes;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A label selector as it stands in objects of many kinds. One that is empty selects everything.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements">Kubernetes:
 *     set-based requirements</a>
 */
record LabelSelection(Map<?, ?> selector) {
    /** Whether an object with these labels is selected. */
    boolean selects(Map<String, String> labels) {
        return fields(selector.get("matchLabels")).entrySet().stream()
                        .allMatch(label -> String.valueOf(label.getValue()).equals(labels.get(label.getKey())))
                && items(selector.get("matchExpressions")).stream()
                        .allMatch(expression -> holds(fields(expression), labels));
    }

    private static boolean holds(Map<?, ?> expression, Map<String, String> labels) {
        String value = labels.get(String.valueOf(expression.get("key")));
        Collection<?> values = items(expression.get("values"));
        return switch (String.valueOf(expression.get("operator"))) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false;
        };
    }

    /** The fields of an object; none if it is no object. */
    static Map<?, ?> fields(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    /** The elements of a list; none if it is no list. */
    static Collection<?> items(Object value) {
        return value instanceof Collection<?> list ? list : List.of();
    }
}

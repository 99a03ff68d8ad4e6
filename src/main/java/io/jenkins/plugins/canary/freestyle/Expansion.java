package io.jenkins.plugins.canary.freestyle;

import hudson.EnvVars;
import hudson.model.TaskListener;
import io.jenkins.plugins.canary.arguments.TargetStep;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.structs.describable.DescribableModel;

/**
 * Puts the values of a build's variables into what says which version goes where. Nothing else is touched: queries have dollar
 * signs of their own.
 */
final class Expansion {
    private static final List<String> FIELDS =
            List.of("cluster", "namespace", "workload", "image", "images", "env", "file", "reason");

    private Expansion() {}

    static TargetStep expand(TargetStep step, EnvVars variables, TaskListener listener) {
        Map<String, Object> arguments =
                new TreeMap<>(DescribableModel.uninstantiate2_(step).getArguments());
        FIELDS.forEach(field -> arguments.computeIfPresent(field, (name, value) -> expanded(value, variables)));
        return new DescribableModel<>(step.getClass()).instantiate(arguments, listener);
    }

    private static Object expanded(Object value, EnvVars variables) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> expanded(entry.getValue(), variables)));
        }
        return value instanceof String text ? variables.expand(text) : value;
    }
}

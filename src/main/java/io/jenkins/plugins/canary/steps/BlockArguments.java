package io.jenkins.plugins.canary.steps;

import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graph.StepNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What a block says for the steps in it, apart from the target: router, metrics, and how they are judged. */
final class BlockArguments implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    /** A {@link StepState}: one text, so that no class of ours is in the memory of a build. */
    private final String json;

    private BlockArguments(Map<String, Object> said) {
        this.json = StepState.asked(said).toString();
    }

    /** What a block says, completed by the block around it; null stands for none. */
    static BlockArguments of(Map<String, Object> said, BlockArguments around) {
        Map<String, Object> all = around == null ? new LinkedHashMap<>() : around.all();
        all.putAll(said);
        all.keySet().removeAll(Targets.NAMES);
        return new BlockArguments(all);
    }

    /** What the block around a step says of what the step takes. */
    static Map<String, Object> around(StepContext step) throws IOException, InterruptedException {
        BlockArguments around = step.get(BlockArguments.class);
        return around == null ? Map.of() : around.among(parameters(step.get(FlowNode.class)));
    }

    private static Set<String> parameters(FlowNode node) {
        return Optional.ofNullable(node)
                .filter(StepNode.class::isInstance)
                .map(step -> ((StepNode) step).getDescriptor())
                .map(step -> DescribableModel.of(step.clazz).getParameters())
                .orElse(List.of())
                .stream()
                .map(DescribableParameter::getName)
                .collect(Collectors.toSet());
    }

    private Map<String, Object> among(Set<String> names) {
        Map<String, Object> some = all();
        some.keySet().retainAll(names);
        return some;
    }

    private Map<String, Object> all() {
        return StepState.parse(json).arguments();
    }
}

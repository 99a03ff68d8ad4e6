package io.jenkins.plugins.canary.steps;

import java.io.Serial;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

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

    /** Those that a step takes. */
    Map<String, Object> among(Set<String> names) {
        Map<String, Object> some = all();
        some.keySet().retainAll(names);
        return some;
    }

    private Map<String, Object> all() {
        return StepState.parse(json).arguments();
    }
}

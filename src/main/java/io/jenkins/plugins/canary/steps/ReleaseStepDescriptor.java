package io.jenkins.plugins.canary.steps;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.canary.arguments.TargetStepDescriptor;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** What the steps' descriptors have in common: no step needs an executor or a workspace. */
abstract class ReleaseStepDescriptor extends TargetStepDescriptor {
    @Override
    public final Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, FlowNode.class, TaskListener.class);
    }

    /** The target, where it is named. */
    @Override
    public final String argumentsToString(Map<String, Object> arguments) {
        return Stream.of("cluster", "namespace", "workload")
                .map(arguments::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.joining("/"));
    }
}

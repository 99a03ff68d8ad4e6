package io.jenkins.plugins.canary.steps;

import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.canary.arguments.TargetStepDescriptor;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.kohsuke.stapler.verb.POST;

/** What the steps' descriptors have in common: no step needs an executor or a workspace. */
abstract class ReleaseStepDescriptor extends TargetStepDescriptor {
    @Override
    public final Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, FlowNode.class, TaskListener.class);
    }

    /** What can be done. */
    @POST
    public ListBoxModel doFillOnOpenReleaseItems() {
        return Choices.of("", "refuse", "supersede");
    }

    /** Who can do it. */
    @POST
    public ListBoxModel doFillPromoteItems() {
        return Choices.of("", "direct", "external");
    }

    /** The target, where it is named. */
    @Override
    public final String argumentsToString(Map<String, Object> arguments) {
        return Targets.named(arguments);
    }
}

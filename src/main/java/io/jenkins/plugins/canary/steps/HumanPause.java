package io.jenkins.plugins.canary.steps;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;

/** Tells stage views how long a step waited for a person, as {@code input} does, so that they do not count that as work. */
final class HumanPause {
    private static final Logger LOGGER = Logger.getLogger(HumanPause.class.getName());
    private static final String CAUSE = "Canary approval";

    private HumanPause() {}

    /** Begins or ends the pause of that step, where it has a place in a Pipeline. */
    static void set(StepContext context, boolean waits) {
        try {
            FlowNode node = context.get(FlowNode.class);
            if (node == null) {
                return; // a freestyle build has no stages
            }
            boolean waited = PauseAction.getCurrentPause(node) != null;
            if (waits && !waited) {
                node.addAction(new PauseAction(CAUSE));
            } else if (!waits && waited) {
                PauseAction.endCurrentPause(node);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The time that " + context + " waits for a person is not told");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

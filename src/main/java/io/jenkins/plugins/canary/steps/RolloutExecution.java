package io.jenkins.plugins.canary.steps;

import hudson.Util;
import hudson.model.Result;
import io.jenkins.plugins.canary.journal.Entry;
import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.ReleaseResult;
import io.jenkins.plugins.canary.release.Rollout;
import io.jenkins.plugins.canary.run.KeptRelease;
import io.jenkins.plugins.canary.run.LiveRelease;
import io.jenkins.plugins.canary.target.Exposure;
import io.jenkins.plugins.canary.target.Target;
import java.io.IOException;
import java.io.Serial;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A rollout, with or without a block. The block runs once at each weight, beside the analysis; the weight is left when both
 * agree. What the block throws ends the release, and is what the step throws once traffic is home.
 */
final class RolloutExecution extends ReleaseStepExecution {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String id = UUID.randomUUID().toString();
    private final String reason;
    private volatile BodyExecution block;

    /**
     * A rollout.
     *
     * @param file name of the file in the workspace with further arguments; null if there is none
     * @param reason why the verdict is passed over, if it is
     */
    RolloutExecution(StepContext context, Map<String, Object> arguments, String file, String reason) {
        super(context, arguments, file);
        this.reason = reason;
    }

    @Override
    boolean opens() {
        return true;
    }

    @Override
    Operation operation(LiveRelease live, Release release) {
        Rollout rollout = getContext().hasBody() ? new Rollout(release, this::isBlockDone) : new Rollout(release);
        return guarded(rollout, release, Util.fixNull(reason)); // a step of an earlier version had none
    }

    @Override
    Object conclude(ReleaseResult result) throws IOException, InterruptedException {
        return Conclusion.of(this, result);
    }

    @Override
    void ended() {
        HumanPause.set(getContext(), false);
    }

    @Override
    void ticked(LiveRelease live) throws IOException, InterruptedException {
        HumanPause.set(getContext(), !live.kept().getAsked().isEmpty());
        if (!getContext().hasBody()) {
            return;
        }
        int weight = live.kept().getWeight();
        String besides = live.kept().getBesides();
        boolean nothing = weight == 0 && besides.isEmpty();
        StepState state = state();
        if (state.isBlockRunning() && nothing) {
            cutShort(live.kept().getReason());
        } else if (!state.isBlockRunning()
                && !nothing
                && weight >= state.blockWeight()
                && !state.isBlockOf(weight, besides)
                && stopped().isEmpty()) {
            startBlock(live, weight, besides);
        }
    }

    @Override
    boolean mayEnd() {
        if (state().isBlockRunning()) {
            cutShort("the release has ended");
            return false;
        }
        return true;
    }

    @Override
    public void stop(Throwable cause) {
        BodyExecution running = block;
        if (running != null && state().isBlockRunning()) {
            running.cancel(cause);
        }
        super.stop(cause);
    }

    /** Where the canary gets nothing there is no block to wait for. */
    private boolean isBlockDone(Exposure exposure) {
        StepState state = state();
        return !state.isBlockRunning()
                && (exposure.isNothing() || state.isBlockOf(exposure.weight(), exposure.besides()));
    }

    private void startBlock(LiveRelease live, int weight, String besides) throws IOException, InterruptedException {
        keep(state -> state.block(weight, besides));
        block = getContext()
                .newBodyInvoker()
                .withDisplayName(besides.isEmpty() ? weight + " %" : Entry.WeightSet.got(weight, besides))
                .withContext(BlockTarget.of(live.kept().target()))
                .withContext(EnvironmentExpander.merge(
                        getContext().get(EnvironmentExpander.class),
                        EnvironmentExpander.constant(environment(live.kept(), weight, besides))))
                .withCallback(new Callback(id))
                .start();
        getContext().saveState();
    }

    private static Map<String, String> environment(KeptRelease release, int weight, String besides) {
        Target target = release.target();
        return Map.of(
                "CANARY_WEIGHT", String.valueOf(weight),
                "CANARY_BESIDES", besides,
                "CANARY_RELEASE", release.getId(),
                "CANARY_CLUSTER", target.cluster(),
                "CANARY_NAMESPACE", target.namespace(),
                "CANARY_WORKLOAD", target.workload().toString());
    }

    private void cutShort(String reason) {
        BodyExecution running = block;
        if (running != null) {
            running.cancel(new FlowInterruptedException(Result.FAILURE, false, new CanaryRejected(reason)));
        }
    }

    private void blockEnded() {
        keep(StepState::blockEnded);
        hurry();
    }

    private void blockFailed(Throwable why) {
        keep(StepState::blockEnded);
        boolean ours = why instanceof FlowInterruptedException interrupted
                && interrupted.getCauses().stream().anyMatch(CanaryRejected.class::isInstance);
        if (ours) {
            hurry();
        } else {
            super.stop(why);
        }
    }

    /** Finds the execution again: the two are loaded apart from each other. */
    private static final class Callback extends BodyExecutionCallback {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String id;

        Callback(String id) {
            this.id = id;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            tell(RolloutExecution::blockEnded);
        }

        @Override
        public void onFailure(StepContext context, Throwable why) {
            tell(execution -> execution.blockFailed(why));
        }

        private void tell(Consumer<RolloutExecution> news) {
            StepExecution.acceptAll(RolloutExecution.class, execution -> {
                if (execution.id.equals(id)) {
                    news.accept(execution);
                }
            });
        }
    }
}

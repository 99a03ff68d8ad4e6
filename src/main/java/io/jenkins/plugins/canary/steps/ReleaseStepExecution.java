package io.jenkins.plugins.canary.steps;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.canary.config.Offers;
import io.jenkins.plugins.canary.release.Operation;
import io.jenkins.plugins.canary.release.Release;
import io.jenkins.plugins.canary.release.ReleaseResult;
import io.jenkins.plugins.canary.release.ReleaseSpec;
import io.jenkins.plugins.canary.release.SpecReader;
import io.jenkins.plugins.canary.run.Admission;
import io.jenkins.plugins.canary.run.CanaryRunAction;
import io.jenkins.plugins.canary.run.Holders;
import io.jenkins.plugins.canary.run.Lane;
import io.jenkins.plugins.canary.run.LiveRelease;
import io.jenkins.plugins.canary.run.Unjudged;
import io.jenkins.plugins.canary.run.Workers;
import io.jenkins.plugins.canary.target.Holder;
import io.jenkins.plugins.canary.target.RefusedException;
import io.jenkins.plugins.canary.target.Target;
import java.io.IOException;
import java.io.Serial;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.springframework.security.core.Authentication;

/**
 * The execution of every step that drives a release: an operation of the engine, ticked by a timer, on threads of our own. It
 * remembers one JSON text and, when it is to end, the reason; after a restart it asks the cluster how far it got.
 *
 * <p>When the step is stopped it first takes traffic home, and ends when that was read back, or after 30 s; what remains is
 * done by the watch.
 */
abstract class ReleaseStepExecution extends StepExecution {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Threads that wait for agents, apart from those that wait for a cluster. */
    private static final Lane WORKSPACES = new Lane("workspaces");

    private volatile String state;
    private volatile Throwable stopped;
    private transient volatile StepDrive drive;

    /** An execution of a step that was given these arguments, by the names of a specification. */
    ReleaseStepExecution(StepContext context, Map<String, Object> arguments) {
        super(context);
        this.state = StepState.asked(arguments).toString();
    }

    /** An execution of a step that was given these arguments, and a file with more of them unless that is null. */
    ReleaseStepExecution(StepContext context, Map<String, Object> arguments, String file) {
        super(context);
        StepState asked = StepState.asked(arguments);
        if (file != null) {
            asked.file(file);
        }
        this.state = asked.toString();
    }

    /** Whether the step opens a release, or goes on with one that is open. */
    boolean opens() {
        return false;
    }

    /** Whether the step drives a release that a build has; otherwise it acts on what the cluster remembers. */
    boolean drivesRelease() {
        return true;
    }

    /** Whether a release is to be taken back when the step is stopped. */
    boolean rollsBackWhenStopped() {
        return true;
    }

    /**
     * Makes sure that the build may do this.
     *
     * @throws RefusedException if not
     */
    void admit(Admission admission, Target target) {
        if (state().hasRelease()) {
            admission.toGoOn(target);
        } else {
            admission.toRelease(target);
        }
    }

    /** What the step does to the release. */
    abstract Operation operation(LiveRelease live, Release release);

    /** What the step does where no release was found; refuses unless overridden. */
    Operation withoutRelease(Target target) {
        throw new RefusedException(target + ": no release is open on this target; deploy one first");
    }

    /**
     * What the step returns.
     *
     * @throws AbortException if it is to fail for what the operation has come to
     */
    abstract Object conclude(ReleaseResult result) throws IOException, InterruptedException;

    /** Called after every tick, while the release goes on. */
    void ticked(LiveRelease live) throws IOException, InterruptedException {}

    /** Called once, before the step ends. */
    void ended() {}

    /** Whether nothing of the step is still running, once the operation has come to its end. */
    boolean mayEnd() {
        return true;
    }

    /** Ticks at once. */
    final void hurry() {
        StepDrive present = drive;
        if (present != null) { // else it will be seen when the step is resumed
            present.hurry();
        }
    }

    @Override
    public boolean start() {
        Optional<String> file = state().file();
        if (file.isPresent()) {
            Workers.work(WORKSPACES, () -> begin(file.get()));
        } else {
            begin();
        }
        return false;
    }

    @Override
    public void onResume() {
        if (state().target().isPresent()) {
            drive();
        } else {
            start();
        }
    }

    /** The workspace may be far away: reading takes its time. */
    private void begin(String file) {
        try {
            Map<String, Object> further =
                    SpecReader.parse(WorkspaceFile.of(getContext(), file).text());
            keep(asked -> asked.read(further));
            begin();
        } catch (RefusedException e) {
            getContext().onFailure(new AbortException(file + ": " + e.getMessage()));
        } catch (IOException | InterruptedException e) {
            getContext().onFailure(e);
        }
    }

    private void begin() {
        try {
            Map<String, Object> further = BlockArguments.around(getContext());
            keep(asked -> asked.complete(further));
            Presets presets = new Presets(Offers.to(build().getParent()));
            Target target = resolveTarget(presets);
            keep(asked -> asked.target(target));
            if (opens()) {
                Map<String, Object> defaults = presets.forRelease(target, state().arguments());
                keep(asked -> asked.complete(defaults));
            }
            presets.sentences().forEach(listener().getLogger()::println);
            keep(asked -> asked.replace("metrics", presets::withoutTemplates));
            drive();
        } catch (RefusedException e) {
            getContext().onFailure(new AbortException(e.getMessage()));
        } catch (IOException | InterruptedException e) {
            getContext().onFailure(e);
        }
    }

    private void drive() {
        drive = new StepDrive(this, state().target().orElseThrow());
        drive.begin();
    }

    @Override
    public void stop(Throwable cause) {
        synchronized (this) {
            if (stopped != null) {
                return;
            }
            stopped = cause;
        }
        hurry();
    }

    @Override
    public String getStatus() {
        StepDrive present = drive;
        return present == null ? "not resumed yet" : present.status();
    }

    /** Why the step is to end, if it is. */
    final Optional<Throwable> stopped() {
        return Optional.ofNullable(stopped);
    }

    final StepState state() {
        return StepState.parse(state);
    }

    final void keep(Consumer<StepState> change) {
        synchronized (this) {
            StepState next = state();
            change.accept(next);
            state = next.toString();
        }
        getContext().saveState();
    }

    /** Whoever writes to clusters in this build. */
    final Holder holder() {
        try {
            return Holders.of(build());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the step has lost its build: " + e.getMessage(), e);
        }
    }

    final Run<?, ?> build() throws IOException, InterruptedException {
        return getContext().get(Run.class);
    }

    final TaskListener listener() throws IOException, InterruptedException {
        return getContext().get(TaskListener.class);
    }

    /** The step succeeds, and stage and build are unstable. */
    final void unstable(String reason) throws IOException, InterruptedException {
        FlowNode node = getContext().get(FlowNode.class);
        if (node != null) { // else there are no stages
            node.addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(reason));
        }
        build().setResult(Result.UNSTABLE);
        listener().getLogger().println(reason);
    }

    /** The release that is driven; empty where there is none. Asks the cluster where the build does not know. */
    Optional<LiveRelease> find(Target target) throws IOException, InterruptedException {
        if (!drivesRelease()) {
            return Optional.empty();
        }
        CanaryRunAction action = CanaryRunAction.of(build());
        if (opens()) {
            return Optional.of(action.opening(specification()));
        }
        Optional<LiveRelease> known =
                action.present(target).filter(live -> !adopts() || !live.kept().isOver());
        Optional<LiveRelease> found = known.isPresent() ? known : ofAnotherBuild(action, target);
        return found.isEmpty() && adopts() ? Optional.of(action.opening(specification())) : found;
    }

    /** Whether the step takes a canary that something else made, where no release has it. */
    boolean adopts() {
        return state().arguments().containsKey("canary");
    }

    /** Whether the step begins something, which can only begin when what an earlier attempt began is taken back. */
    boolean begins() {
        return opens() || adopts();
    }

    /** What an earlier attempt of this build is still taking back, where this step begins something. */
    final Optional<LiveRelease> leaving(Target target) throws IOException, InterruptedException {
        return begins() ? CanaryRunAction.of(build()).leaving(target) : Optional.empty();
    }

    /** What this build released before a step that was stopped before it began: that is to go home all the same. */
    final Optional<LiveRelease> known(Target target) throws IOException, InterruptedException {
        return drivesRelease() && !opens() ? CanaryRunAction.of(build()).present(target) : Optional.empty();
    }

    /** The release that another build opened. */
    Optional<LiveRelease> ofAnotherBuild(CanaryRunAction action, Target target) {
        return action.adopt(target);
    }

    /** The operation, which promotes without a verdict only for those who may have that. */
    final Operation guarded(Operation operation, Release release, String why) {
        try {
            return Unjudged.guarded(operation, release, build(), runsAs(), why);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the step has lost its build: " + e.getMessage(), e);
        }
    }

    private Authentication runsAs() throws IOException, InterruptedException {
        FlowExecution flow = getContext().get(FlowExecution.class);
        return flow == null ? getContext().get(Authentication.class) : flow.getAuthentication2();
    }

    /** The release with everything that this step says of it. */
    final Release release(LiveRelease live) throws IOException, InterruptedException {
        Release release = opens() ? live.release(specification()) : live.release(settings());
        Admission.of(build()).toRead(release.spec());
        return release;
    }

    /** What this step itself says of a release. */
    final ReleaseSpec specification() {
        StepState asked = state();
        Target target = asked.target().orElseThrow();
        Map<String, Object> all = asked.arguments();
        all.put("cluster", target.cluster());
        all.put("namespace", target.namespace());
        all.put("workload", target.workload().toString());
        all.remove("stable");
        return SpecReader.read(all);
    }

    /** The arguments that change the specification of a release which is open. */
    private Map<String, Object> settings() {
        Map<String, Object> settings = state().arguments();
        settings.keySet().removeAll(Targets.NAMES);
        return settings;
    }

    private Target resolveTarget(Presets presets) throws IOException, InterruptedException {
        return Targets.of(state().arguments(), getContext().get(BlockTarget.class), presets)
                .orElseGet(this::targetOfBuild);
    }

    private Target targetOfBuild() {
        try {
            CanaryRunAction action = build().getAction(CanaryRunAction.class);
            return Optional.ofNullable(action)
                    .flatMap(CanaryRunAction::onlyTarget)
                    .orElseThrow(() -> new RefusedException(
                            "which release is meant? namespace and workload may be left out only in a build that released"
                                    + " exactly one target"));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the step has no build: " + e.getMessage(), e);
        }
    }
}

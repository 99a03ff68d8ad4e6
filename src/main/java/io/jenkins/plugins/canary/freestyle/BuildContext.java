package io.jenkins.plugins.canary.freestyle;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.Serial;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.springframework.security.core.Authentication;

/**
 * What a step is given in a freestyle build: the build, its log, its workspace, and whom it runs as. There is no block and nothing
 * that outlives this Jenkins.
 */
@SuppressFBWarnings(
        value = "SE_BAD_FIELD",
        justification = "a freestyle build does not outlive Jenkins, nor do its steps")
final class BuildContext extends StepContext {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Map<Class<?>, Object> given = new HashMap<>();
    private final CompletableFuture<Object> end = new CompletableFuture<>();
    private final Run<?, ?> build;

    /** What that build gives, to whoever runs it on this thread. */
    BuildContext(Run<?, ?> build, FilePath workspace, TaskListener listener) {
        this.build = build;
        given.put(Run.class, build);
        given.put(TaskListener.class, listener);
        given.put(FilePath.class, workspace);
        given.put(Authentication.class, Jenkins.getAuthentication2());
    }

    /** Waits until the step has ended, for as long as that takes. */
    void await() throws InterruptedException, ExecutionException {
        end.get();
    }

    @Override
    public <T> T get(Class<T> type) {
        return type.cast(given.get(type));
    }

    @Override
    public void onSuccess(Object result) {
        end.complete(result);
    }

    @Override
    public void onFailure(Throwable why) {
        end.completeExceptionally(why);
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public ListenableFuture<Void> saveState() {
        return Futures.immediateFuture(null);
    }

    @Override
    public void setResult(Result result) {
        build.setResult(result);
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        throw new IllegalStateException("a freestyle build has no block");
    }

    @Override
    public boolean hasBody() {
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}

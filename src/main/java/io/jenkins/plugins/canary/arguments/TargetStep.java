package io.jenkins.plugins.canary.arguments;

import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** What every step is given: the target. */
public abstract class TargetStep extends Step {
    private final SpecArguments given = new SpecArguments();

    /** What was given, by the names of a specification; steps keep their own fields here too. */
    protected final SpecArguments given() {
        return given;
    }

    /** All that was given, as {@link io.jenkins.plugins.canary.release.SpecReader#read(Map)} takes it. */
    public final Map<String, Object> toSpec() {
        return given.toMap();
    }

    /** Name of the cluster, or null. */
    public String getCluster() {
        return given.get("cluster", String.class);
    }

    /** Names the cluster. */
    @DataBoundSetter
    public void setCluster(String cluster) {
        given.set("cluster", cluster);
    }

    /** The namespace, or null. */
    public String getNamespace() {
        return given.get("namespace", String.class);
    }

    /** Names the namespace. */
    @DataBoundSetter
    public void setNamespace(String namespace) {
        given.set("namespace", namespace);
    }

    /** The workload, or null. */
    public String getWorkload() {
        return given.get("workload", String.class);
    }

    /** Names the workload. */
    @DataBoundSetter
    public void setWorkload(String workload) {
        given.set("workload", workload);
    }
}

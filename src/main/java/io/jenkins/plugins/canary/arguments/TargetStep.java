package io.jenkins.plugins.canary.arguments;

import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** What every step is given: the target, and the way to its canary where something else made that. */
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

    /** The router; null if it was not given. */
    public TrafficArgument getTraffic() {
        return given.get("traffic", TrafficArgument.class);
    }

    /** Sets what {@link #getTraffic()} says. */
    @DataBoundSetter
    public void setTraffic(TrafficArgument traffic) {
        given.set("traffic", traffic);
    }

    /** Name of the Deployment that something else made as the canary; null if the release makes its own. */
    public String getCanary() {
        return given.get("canary", String.class);
    }

    /** Sets what {@link #getCanary()} says. */
    @DataBoundSetter
    public void setCanary(String canary) {
        given.set("canary", canary);
    }

    /** What {@link #getWorkload()} says, by the word that fits beside a canary; or null. */
    public String getStable() {
        return given.get("stable", String.class);
    }

    /** Sets what {@link #getStable()} says. */
    @DataBoundSetter
    public void setStable(String stable) {
        given.set("stable", stable);
    }

    /** Where a rollback leads the traffic of a canary that something else made, found or stable; null if it was not given. */
    public String getRollbackTo() {
        return given.get("rollbackTo", String.class);
    }

    /** Sets what {@link #getRollbackTo()} says. */
    @DataBoundSetter
    public void setRollbackTo(String rollbackTo) {
        given.set("rollbackTo", rollbackTo);
    }
}

package io.jenkins.plugins.canary.steps;

import hudson.Util;
import io.jenkins.plugins.canary.arguments.DeployingStep;
import io.jenkins.plugins.canary.arguments.WeightArgument;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundSetter;

/** The whole of a release: deployed, raised weight by weight while it is watched, and promoted, taken back, or left to people. */
public abstract class RollingStep extends DeployingStep {
    private String reason;

    /** Percent of traffic, one after the other; null if they were not given. */
    public List<Integer> getWeights() {
        return given().list("weights");
    }

    /** Sets the weights, rising. */
    @DataBoundSetter
    public void setWeights(List<Integer> weights) {
        given().set("weights", weights);
    }

    /** The same, each with a hold of its own; null if they were not given. */
    public List<WeightArgument> getSteps() {
        return given().list("steps");
    }

    /** Sets the weights, rising, with their holds. */
    @DataBoundSetter
    public void setSteps(List<WeightArgument> steps) {
        given().set("steps", steps);
    }

    /** How long each weight is watched; null if it was not given. */
    public String getHold() {
        return given().get("hold", String.class);
    }

    /** Sets how long each weight is watched. */
    @DataBoundSetter
    public void setHold(String hold) {
        given().set("hold", hold);
    }

    /** The worst verdict that still promotes: PASS, MARGINAL or NONE; null if it was not given. */
    public String getRequire() {
        return given().get("require", String.class);
    }

    /** Says which verdict still promotes. */
    @DataBoundSetter
    public void setRequire(String require) {
        given().set("require", require);
    }

    /** Why, in one sentence, where the verdict is passed over; null if it was not given. */
    public String getReason() {
        return reason;
    }

    /** Says why. */
    @DataBoundSetter
    public void setReason(String reason) {
        this.reason = Util.fixEmptyAndTrim(reason);
    }

    /** What is done when it cannot be told: hold or rollback; null if it was not given. */
    public String getOnInconclusive() {
        return given().get("onInconclusive", String.class);
    }

    /** Says what is done when it cannot be told. */
    @DataBoundSetter
    public void setOnInconclusive(String onInconclusive) {
        given().set("onInconclusive", onInconclusive);
    }

    /** What is done when nobody approved in time: hold or rollback; null if it was not given. */
    public String getOnNoApproval() {
        return given().get("onNoApproval", String.class);
    }

    /** Says what is done when nobody approved in time that the canary leaves a weight. */
    @DataBoundSetter
    public void setOnNoApproval(String onNoApproval) {
        given().set("onNoApproval", onNoApproval);
    }

    /** What is done when both arms got worse: withdraw or hold; null if it was not given. */
    public String getOnBaselineUnhealthy() {
        return given().get("onBaselineUnhealthy", String.class);
    }

    /** Says what is done when both arms got worse right after a weight was raised. */
    @DataBoundSetter
    public void setOnBaselineUnhealthy(String onBaselineUnhealthy) {
        given().set("onBaselineUnhealthy", onBaselineUnhealthy);
    }

    /** What is done when another hand changes stable: withdraw or restart; null if it was not given. */
    public String getOnStableChanged() {
        return given().get("onStableChanged", String.class);
    }

    /** Says what is done when another hand changes the running version meanwhile. */
    @DataBoundSetter
    public void setOnStableChanged(String onStableChanged) {
        given().set("onStableChanged", onStableChanged);
    }

    @Override
    public final StepExecution start(StepContext context) {
        return new RolloutExecution(context, toSpec(), getFile(), Util.fixNull(reason));
    }
}

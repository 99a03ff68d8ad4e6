package io.jenkins.plugins.canary.arguments;

import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * The form of a step on a target. Its {@code config.jelly} is put together of {@code target.jelly}, {@code changes.jelly},
 * {@code traffic.jelly}, {@code found.jelly}, {@code cohort.jelly}, {@code analysis.jelly} and {@code times.jelly}, which are views of the classes that have the fields.
 */
public abstract class TargetStepDescriptor extends StepDescriptor {
    @Override
    public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
        JSONObject plain = FormTexts.withLists(form, "weights");
        if (plain.opt("traffic") instanceof JSONObject chosen && !chosen.has("$class")) {
            plain.remove("traffic"); // the empty choice
        }
        return super.newInstance(request, plain);
    }

    /** A list as the form shows it. */
    public String listed(List<?> values) {
        return FormTexts.listed(values);
    }

    /** The configured clusters. */
    @POST
    public ListBoxModel doFillClusterItems(@AncestorInPath Item item, @QueryParameter String cluster) {
        return Choices.of(item, ConfiguredNames.ofClusters(), cluster);
    }

    /** Who may decide. */
    @POST
    public ListBoxModel doFillJudgeItems() {
        return Choices.judges();
    }

    /** What the canary may be compared with. */
    @POST
    public ListBoxModel doFillBaselineItems() {
        return Choices.baselines();
    }

    /** Where a rollback may lead. */
    @POST
    public ListBoxModel doFillRollbackToItems() {
        return Choices.rollbacks();
    }

    /** What may scale the canary. */
    @POST
    public ListBoxModel doFillAutoscalingItems() {
        return Choices.autoscalings();
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckBaselineShift(@QueryParameter String value) {
        return Checks.duration(value);
    }

    /** The configured metric sources. */
    @POST
    public ListBoxModel doFillSourceItems(@AncestorInPath Item item, @QueryParameter String source) {
        return Choices.of(item, ConfiguredNames.ofSources(), source);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckHold(@QueryParameter String value) {
        return Checks.duration(value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckMinDuration(@QueryParameter String value) {
        return Checks.duration(value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckMaxDuration(@QueryParameter String value) {
        return Checks.duration(value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckExtension(@QueryParameter String value) {
        return Checks.duration(value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckWarmUp(@QueryParameter String value) {
        return Checks.duration(value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckHistory(@QueryParameter String value) {
        return Checks.duration(value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckSourceDownAfter(@QueryParameter String value) {
        return Checks.duration(value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckReadyDeadline(@QueryParameter String value) {
        return Checks.duration(value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckPromoteDeadline(@QueryParameter String value) {
        return Checks.duration(value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckDrain(@QueryParameter String value) {
        return Checks.duration(value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckExpiry(@QueryParameter String value) {
        return Checks.duration(value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckKeepForensics(@QueryParameter String value) {
        return Checks.duration(value);
    }
}

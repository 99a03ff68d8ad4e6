package io.jenkins.plugins.canary.arguments;

import hudson.Util;
import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
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
public abstract class TargetStepDescriptor extends StepDescriptor implements CustomDescribableModel {
    private static final String METRICS = "metrics";

    /** A single metric, or a template of them, needs no brackets. */
    @Override
    public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
        Object metrics = arguments.get(METRICS);
        if (metrics == null || metrics instanceof List) {
            return arguments;
        }
        Map<String, Object> listed = new TreeMap<>(arguments);
        listed.put(METRICS, List.of(metrics));
        return listed;
    }

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
        return Choices.of(item, ConfiguredNames.ofClusters(item), cluster);
    }

    /** Namespaces of the cluster. */
    @POST
    public ComboBoxModel doFillNamespaceItems(@AncestorInPath Item item, @QueryParameter String cluster) {
        return Choices.combo(item, Item.CONFIGURE, () -> ConfiguredNames.ofNamespaces(item, cluster));
    }

    /** Workloads of the namespace. */
    @POST
    public ComboBoxModel doFillWorkloadItems(
            @AncestorInPath Item item, @QueryParameter String cluster, @QueryParameter String namespace) {
        return Choices.combo(item, Item.CONFIGURE, () -> ConfiguredNames.ofWorkloads(item, cluster, namespace));
    }

    /** Checks that it is a namespace, and one that the job may release to. */
    @POST
    public FormValidation doCheckNamespace(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String cluster) {
        FormValidation itself = Checks.field("namespace", value);
        boolean named = Util.fixEmptyAndTrim(value) != null;
        return itself.kind == FormValidation.Kind.OK && named && Choices.may(item, Item.EXTENDED_READ)
                ? Checks.answer(ConfiguredNames.whyNot(item, cluster, value.trim()))
                : itself;
    }

    /** Checks that it is a workload of a kind that can be released. */
    @POST
    public FormValidation doCheckWorkload(@QueryParameter String value) {
        return Checks.field("workload", value);
    }

    /** Checks that it is an image. */
    @POST
    public FormValidation doCheckImage(@QueryParameter String value) {
        return Checks.field("image", value);
    }

    /** Checks that it is within the workspace. */
    @POST
    public FormValidation doCheckFile(@QueryParameter String value) {
        return Checks.file(value);
    }

    /** Checks that they are percents that rise. */
    @POST
    public FormValidation doCheckWeights(@QueryParameter String value) {
        return Checks.list("weights", value);
    }

    /** Checks that it is a ratio. */
    @POST
    public FormValidation doCheckTolerate(@QueryParameter String value) {
        return Checks.field("tolerate", value);
    }

    /** Checks that it is a ratio. */
    @POST
    public FormValidation doCheckHarmful(@QueryParameter String value) {
        return Checks.field("harmful", value);
    }

    /** Checks that it is a share. */
    @POST
    public FormValidation doCheckAlpha(@QueryParameter String value) {
        return Checks.field("alpha", value);
    }

    /** Checks that it is a share. */
    @POST
    public FormValidation doCheckBeta(@QueryParameter String value) {
        return Checks.field("beta", value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckUndoWindow(@QueryParameter String value) {
        return Checks.field("undoWindow", value);
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
        return Checks.field("baselineShift", value);
    }

    /** The configured metric sources. */
    @POST
    public ListBoxModel doFillSourceItems(@AncestorInPath Item item, @QueryParameter String source) {
        return Choices.of(item, ConfiguredNames.ofSources(item), source);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckHold(@QueryParameter String value) {
        return Checks.field("hold", value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckMinDuration(@QueryParameter String value) {
        return Checks.field("minDuration", value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckMaxDuration(@QueryParameter String value) {
        return Checks.field("maxDuration", value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckExtension(@QueryParameter String value) {
        return Checks.field("extension", value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckWarmUp(@QueryParameter String value) {
        return Checks.field("warmUp", value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckHistory(@QueryParameter String value) {
        return Checks.field("history", value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckSourceDownAfter(@QueryParameter String value) {
        return Checks.field("sourceDownAfter", value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckReadyDeadline(@QueryParameter String value) {
        return Checks.field("readyDeadline", value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckPromoteDeadline(@QueryParameter String value) {
        return Checks.field("promoteDeadline", value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckDrain(@QueryParameter String value) {
        return Checks.field("drain", value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckExpiry(@QueryParameter String value) {
        return Checks.field("expiry", value);
    }

    /** Checks that it is a duration. */
    @POST
    public FormValidation doCheckKeepForensics(@QueryParameter String value) {
        return Checks.field("keepForensics", value);
    }
}

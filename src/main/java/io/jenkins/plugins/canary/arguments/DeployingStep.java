package io.jenkins.plugins.canary.arguments;

import hudson.Util;
import java.util.List;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * What a step is given that opens a release. With metrics, the release is watched from its first weight on, between steps too.
 */
public abstract class DeployingStep extends AnalyzedStep {
    private String file;

    /** Specification in the workspace, such as {@code canary.yaml}; what is given beside it goes before it. Null if there is none. */
    public String getFile() {
        return file;
    }

    /** Sets what {@link #getFile()} says. */
    @DataBoundSetter
    public void setFile(String file) {
        this.file = Util.fixEmptyAndTrim(file);
    }

    /** Image of the container; null if it was not given. */
    public String getImage() {
        return given().get("image", String.class);
    }

    /** Sets what {@link #getImage()} says. */
    @DataBoundSetter
    public void setImage(String image) {
        given().set("image", image);
    }

    /** Container to image; null if it was not given. */
    public NamedTexts getImages() {
        return given().get("images", NamedTexts.class);
    }

    /** Sets what {@link #getImages()} says. */
    @DataBoundSetter
    public void setImages(NamedTexts images) {
        given().set("images", images);
    }

    /** Environment variables of the container; null if it was not given. */
    public NamedTexts getEnv() {
        return given().get("env", NamedTexts.class);
    }

    /** Sets what {@link #getEnv()} says. */
    @DataBoundSetter
    public void setEnv(NamedTexts env) {
        given().set("env", env);
    }

    /** Requests and limits of the container; null if it was not given. */
    public ResourcesArgument getResources() {
        return given().get("resources", ResourcesArgument.class);
    }

    /** Sets what {@link #getResources()} says. */
    @DataBoundSetter
    public void setResources(ResourcesArgument resources) {
        given().set("resources", resources);
    }

    /** Labels of the pods; null if none was given. */
    public NamedTexts getLabels() {
        return given().get("labels", NamedTexts.class);
    }

    /** Sets what {@link #getLabels()} says. */
    @DataBoundSetter
    public void setLabels(NamedTexts labels) {
        given().set("labels", labels);
    }

    /** ConfigMaps and Secrets with other contents; null if it was not given. */
    public ConfigArgument getConfig() {
        return given().get("config", ConfigArgument.class);
    }

    /** Sets what {@link #getConfig()} says. */
    @DataBoundSetter
    public void setConfig(ConfigArgument config) {
        given().set("config", config);
    }

    /** Where a KServe InferenceService takes its model from; null if it was not given. */
    public String getStorageUri() {
        return given().get("storageUri", String.class);
    }

    /** Sets what {@link #getStorageUri()} says. */
    @DataBoundSetter
    public void setStorageUri(String storageUri) {
        given().set("storageUri", storageUri);
    }

    /** What scales the canary beside its weight; null if it was not given. */
    public String getAutoscaling() {
        return given().get("autoscaling", String.class);
    }

    /** Sets what {@link #getAutoscaling()} says. */
    @DataBoundSetter
    public void setAutoscaling(String autoscaling) {
        given().set("autoscaling", autoscaling);
    }

    /** Manifests with the pod template of the new version, as YAML text; null if none were given. */
    public String getManifests() {
        return given().get("manifests", String.class);
    }

    /** Sets what {@link #getManifests()} says. */
    @DataBoundSetter
    public void setManifests(String manifests) {
        given().set("manifests", manifests);
    }

    /** Percent of traffic for the canary; null if it was not given. */
    public Integer getWeight() {
        return given().get("weight", Integer.class);
    }

    /** Sets what {@link #getWeight()} says. */
    @DataBoundSetter
    public void setWeight(Integer weight) {
        given().set("weight", weight);
    }

    /** Users who all get the canary; null if none were given. */
    public CohortArgument getCohort() {
        return given().get("cohort", CohortArgument.class);
    }

    /** Sets what {@link #getCohort()} says. */
    @DataBoundSetter
    public void setCohort(CohortArgument cohort) {
        given().set("cohort", cohort);
    }

    /** How long the canary may take to become ready; null if it was not given. */
    public String getReadyDeadline() {
        return given().get("readyDeadline", String.class);
    }

    /** Sets what {@link #getReadyDeadline()} says. */
    @DataBoundSetter
    public void setReadyDeadline(String readyDeadline) {
        given().set("readyDeadline", readyDeadline);
    }

    /** How long the canary lives on after traffic has gone home; null if it was not given. */
    public String getDrain() {
        return given().get("drain", String.class);
    }

    /** Sets what {@link #getDrain()} says. */
    @DataBoundSetter
    public void setDrain(String drain) {
        given().set("drain", drain);
    }

    /** When a release that nobody ended is rolled back; null if it was not given. */
    public String getExpiry() {
        return given().get("expiry", String.class);
    }

    /** Sets what {@link #getExpiry()} says. */
    @DataBoundSetter
    public void setExpiry(String expiry) {
        given().set("expiry", expiry);
    }

    /** How long one pod of a rolled back canary is kept; null if it was not given. */
    public String getKeepForensics() {
        return given().get("keepForensics", String.class);
    }

    /** Sets what {@link #getKeepForensics()} says. */
    @DataBoundSetter
    public void setKeepForensics(String keepForensics) {
        given().set("keepForensics", keepForensics);
    }

    /** How long after a promotion it can be taken back; null if it was not given. */
    public String getUndoWindow() {
        return given().get("undoWindow", String.class);
    }

    /** Sets what {@link #getUndoWindow()} says. */
    @DataBoundSetter
    public void setUndoWindow(String undoWindow) {
        given().set("undoWindow", undoWindow);
    }

    /** What is done when another release is open: refuse or supersede; null if it was not given. */
    public String getOnOpenRelease() {
        return given().get("onOpenRelease", String.class);
    }

    /** Says what is done when another release is open on the target. */
    @DataBoundSetter
    public void setOnOpenRelease(String onOpenRelease) {
        given().set("onOpenRelease", onOpenRelease);
    }

    /** Who makes the new version the stable one: direct or external; null if it was not given. */
    public String getPromote() {
        return given().get("promote", String.class);
    }

    /** Says who makes the new version the stable one. */
    @DataBoundSetter
    public void setPromote(String promote) {
        given().set("promote", promote);
    }

    /** Who is asked by HTTP whether the release may go on; null if nobody was given. */
    public List<GateArgument> getGates() {
        return given().list("gates");
    }

    /** Sets what {@link #getGates()} says. */
    @DataBoundSetter
    public void setGates(List<GateArgument> gates) {
        given().set("gates", gates);
    }

    /** How long stable may take to roll out the promoted version; null if it was not given. */
    public String getPromoteDeadline() {
        return given().get("promoteDeadline", String.class);
    }

    /** Sets what {@link #getPromoteDeadline()} says. */
    @DataBoundSetter
    public void setPromoteDeadline(String promoteDeadline) {
        given().set("promoteDeadline", promoteDeadline);
    }
}

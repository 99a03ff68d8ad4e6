package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** One step of a release: {@code [weight: 5, hold: '10m']}. */
public final class WeightArgument implements SpecPart, Describable<WeightArgument> {
    private Integer weight;
    private CohortArgument cohort;
    private Integer mirror;
    private String hold;
    private String approval;

    /** Creates a step that gives nothing yet, with the release's hold. */
    @DataBoundConstructor
    public WeightArgument() {
        super();
    }

    /** Percent of traffic for the canary; null for none. */
    public Integer getWeight() {
        return weight;
    }

    /** Sets what {@link #getWeight()} says. */
    @DataBoundSetter
    public void setWeight(Integer weight) {
        this.weight = weight;
    }

    /** Users who all get the canary; null for those of the release. */
    public CohortArgument getCohort() {
        return cohort;
    }

    /** Sets what {@link #getCohort()} says. */
    @DataBoundSetter
    public void setCohort(CohortArgument cohort) {
        this.cohort = cohort;
    }

    /** Percent of requests that the canary gets copies of; null for none. */
    public Integer getMirror() {
        return mirror;
    }

    /** Sets what {@link #getMirror()} says. */
    @DataBoundSetter
    public void setMirror(Integer mirror) {
        this.mirror = mirror;
    }

    /** How long it is watched before the next; null for the release's hold. */
    public String getHold() {
        return hold;
    }

    /** Sets what {@link #getHold()} says. */
    @DataBoundSetter
    public void setHold(String hold) {
        this.hold = Util.fixEmptyAndTrim(hold);
    }

    /** How long a person is then waited for, who approves that it is left; null where nobody is asked. */
    public String getApproval() {
        return approval;
    }

    /** Sets what {@link #getApproval()} says. */
    @DataBoundSetter
    public void setApproval(String approval) {
        this.approval = Util.fixEmptyAndTrim(approval);
    }

    @Override
    public Object toSpec() {
        SpecArguments fields = new SpecArguments();
        fields.set("weight", weight);
        fields.set("cohort", cohort);
        fields.set("mirror", mirror);
        fields.set("hold", hold);
        fields.set("approval", approval);
        return fields.toMap();
    }

    /** The form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<WeightArgument> {
        @Override
        public String getDisplayName() {
            return Messages.WeightArgument_displayName();
        }

        /** Checks that it is a duration. */
        @POST
        public FormValidation doCheckHold(@QueryParameter String value) {
            return Checks.field("hold", value);
        }

        /** Checks that it is a duration. */
        @POST
        public FormValidation doCheckApproval(@QueryParameter String value) {
            return Checks.duration(value);
        }
    }
}

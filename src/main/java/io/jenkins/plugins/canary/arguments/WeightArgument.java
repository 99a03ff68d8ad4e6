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

/** One weight of a release: {@code [weight: 5, hold: '10m']}. */
public final class WeightArgument implements SpecPart, Describable<WeightArgument> {
    private final int weight;
    private String hold;

    /** Creates a weight with the release's hold. */
    @DataBoundConstructor
    public WeightArgument(int weight) {
        this.weight = weight;
    }

    /** Percent of traffic for the canary. */
    public int getWeight() {
        return weight;
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

    @Override
    public Object toSpec() {
        SpecArguments fields = new SpecArguments();
        fields.set("weight", weight);
        fields.set("hold", hold);
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
            return Checks.duration(value);
        }
    }
}

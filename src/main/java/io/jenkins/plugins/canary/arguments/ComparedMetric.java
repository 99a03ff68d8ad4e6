package io.jenkins.plugins.canary.arguments;

import org.kohsuke.stapler.DataBoundSetter;

/** A metric whose two arms are compared. */
public abstract class ComparedMetric extends NamedMetric {
    private Double tolerate;
    private Double harmful;
    private Double weight;

    /** Ratio canary:baseline that is still fine; null for the step's. */
    public Double getTolerate() {
        return tolerate;
    }

    /** Sets what {@link #getTolerate()} says. */
    @DataBoundSetter
    public void setTolerate(Double tolerate) {
        this.tolerate = tolerate;
    }

    /** Ratio canary:baseline that must not pass; null for the step's. */
    public Double getHarmful() {
        return harmful;
    }

    /** Sets what {@link #getHarmful()} says. */
    @DataBoundSetter
    public void setHarmful(Double harmful) {
        this.harmful = harmful;
    }

    /** Share of the evidence relative to other metrics; null for an equal one. */
    public Double getWeight() {
        return weight;
    }

    /** Sets what {@link #getWeight()} says. */
    @DataBoundSetter
    public void setWeight(Double weight) {
        this.weight = weight;
    }

    @Override
    void describe(SpecArguments fields) {
        super.describe(fields);
        fields.set("tolerate", tolerate);
        fields.set("harmful", harmful);
        fields.set("weight", weight);
    }
}

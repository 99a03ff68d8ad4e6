package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import hudson.Util;
import hudson.util.ListBoxModel;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** A number of each arm that the pipeline has measured itself. */
public final class ValueMetric extends MetricArgument {
    private final double canary;
    private final double baseline;
    private String name;
    private String bad;
    private Boolean critical;
    private Double harmful;
    private String runbook;

    /** Creates the metric of two numbers. */
    @DataBoundConstructor
    public ValueMetric(double canary, double baseline) {
        this.canary = canary;
        this.baseline = baseline;
    }

    /** The canary's number. */
    public double getCanary() {
        return canary;
    }

    /** The running version's number. */
    public double getBaseline() {
        return baseline;
    }

    /** Its name in messages and charts; null for its kind, numbered from the second on. */
    public String getName() {
        return name;
    }

    /** Sets what {@link #getName()} says. */
    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    /** Which way is worse, {@code up} or {@code down}; null for up. */
    public String getBad() {
        return bad;
    }

    /** Sets what {@link #getBad()} says. */
    @DataBoundSetter
    public void setBad(String bad) {
        this.bad = Util.fixEmptyAndTrim(bad);
    }

    /** Whether PASS needs it; null if it was not said. */
    public Boolean getCritical() {
        return critical;
    }

    /** Sets what {@link #getCritical()} says. */
    @DataBoundSetter
    public void setCritical(Boolean critical) {
        this.critical = critical;
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

    /** Address of what to do when it is not fine; null for none. */
    public String getRunbook() {
        return runbook;
    }

    /** Sets what {@link #getRunbook()} says. */
    @DataBoundSetter
    public void setRunbook(String runbook) {
        this.runbook = Util.fixEmptyAndTrim(runbook);
    }

    @Override
    public Map<String, Object> toSpec() {
        SpecArguments fields = new SpecArguments();
        fields.set("name", name);
        fields.set("canary", canary);
        fields.set("baseline", baseline);
        fields.set("bad", bad);
        fields.set("critical", critical);
        fields.set("harmful", harmful);
        fields.set("runbook", runbook);
        return Map.of("value", fields.toMap());
    }

    /** The form. */
    @Extension
    @Symbol("value")
    public static final class DescriptorImpl extends MetricDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.ValueMetric_displayName();
        }

        /** Up, down, or not said. */
        @POST
        public ListBoxModel doFillBadItems() {
            return Choices.directions();
        }
    }
}

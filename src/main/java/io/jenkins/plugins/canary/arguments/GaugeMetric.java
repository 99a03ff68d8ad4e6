package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import hudson.Util;
import hudson.util.ListBoxModel;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** A value over time, such as memory: its level, its growth, and a limit that it may not pass. */
public final class GaugeMetric extends ComparedMetric {
    private final String query;
    private String per;
    private String bad;
    private Double hardLimit;

    /** Creates the metric of a PromQL query. */
    @DataBoundConstructor
    public GaugeMetric(String query) {
        this.query = query;
    }

    /** PromQL of the value. */
    public String getQuery() {
        return query;
    }

    /** {@code pod} where the query gives a series for each pod; null where it gives one number. */
    public String getPer() {
        return per;
    }

    /** Sets what {@link #getPer()} says. */
    @DataBoundSetter
    public void setPer(String per) {
        this.per = Util.fixEmptyAndTrim(per);
    }

    /** Which way is worse: up or down; null for up. */
    public String getBad() {
        return bad;
    }

    /** Sets what {@link #getBad()} says. */
    @DataBoundSetter
    public void setBad(String bad) {
        this.bad = Util.fixEmptyAndTrim(bad);
    }

    /** Value that no pod of the canary may pass; null for none. */
    public Double getHardLimit() {
        return hardLimit;
    }

    /** Sets what {@link #getHardLimit()} says. */
    @DataBoundSetter
    public void setHardLimit(Double hardLimit) {
        this.hardLimit = hardLimit;
    }

    @Override
    String word() {
        return "gauge";
    }

    @Override
    void describe(SpecArguments fields) {
        fields.set("query", query);
        fields.set("per", per);
        fields.set("bad", bad);
        fields.set("hardLimit", hardLimit);
        super.describe(fields);
    }

    /** The form. */
    @Extension
    @Symbol("gauge")
    public static final class DescriptorImpl extends MetricDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.GaugeMetric_displayName();
        }

        /** For each pod, or not said. */
        @POST
        public ListBoxModel doFillPerItems() {
            ListBoxModel choices = new ListBoxModel();
            choices.add("", "");
            choices.add("pod");
            return choices;
        }

        /** The ways. */
        @POST
        public ListBoxModel doFillBadItems() {
            return Choices.directions();
        }
    }
}

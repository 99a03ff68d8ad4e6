package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import hudson.Util;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The share of requests that went wrong. */
public final class ErrorRatioMetric extends ComparedMetric {
    private final String total;
    private final String bad;
    private Double objective;
    private Double budget;
    private Double tolerateBy;
    private Double harmfulBy;
    private String by;

    /** Creates the metric of two counters. */
    @DataBoundConstructor
    public ErrorRatioMetric(String total, String bad) {
        this.total = total;
        this.bad = bad;
    }

    /** Selector of the counter of all requests. */
    public String getTotal() {
        return total;
    }

    /** Selector of the counter of those that went wrong. */
    public String getBad() {
        return bad;
    }

    /** Share of requests that users were promised to go well over 30 days; null if it was not given. */
    public Double getObjective() {
        return objective;
    }

    /** Sets what {@link #getObjective()} says. */
    @DataBoundSetter
    public void setObjective(Double objective) {
        this.objective = objective;
    }

    /** Part of the error budget of 30 days that one canary may spend; null if it was not given. */
    public Double getBudget() {
        return budget;
    }

    /** Sets what {@link #getBudget()} says. */
    @DataBoundSetter
    public void setBudget(Double budget) {
        this.budget = budget;
    }

    /** Difference of the shares that is still fine, whatever the ratio; null if it was not given. */
    public Double getTolerateBy() {
        return tolerateBy;
    }

    /** Sets what {@link #getTolerateBy()} says. */
    @DataBoundSetter
    public void setTolerateBy(Double tolerateBy) {
        this.tolerateBy = tolerateBy;
    }

    /** Difference of the shares that a harmful canary reaches, besides the ratio; null if it was not given. */
    public Double getHarmfulBy() {
        return harmfulBy;
    }

    /** Sets what {@link #getHarmfulBy()} says. */
    @DataBoundSetter
    public void setHarmfulBy(Double harmfulBy) {
        this.harmfulBy = harmfulBy;
    }

    /** Label of both counters whose values are compared each by itself; null if it was not given. */
    public String getBy() {
        return by;
    }

    /** Sets what {@link #getBy()} says. */
    @DataBoundSetter
    public void setBy(String by) {
        this.by = Util.fixEmptyAndTrim(by);
    }

    @Override
    String word() {
        return "errorRatio";
    }

    @Override
    void describe(SpecArguments fields) {
        fields.set("total", total);
        fields.set("bad", bad);
        fields.set("objective", objective);
        fields.set("budget", budget);
        fields.set("tolerateBy", tolerateBy);
        fields.set("harmfulBy", harmfulBy);
        fields.set("by", by);
        super.describe(fields);
    }

    /** The form. */
    @Extension
    @Symbol("errorRatio")
    public static final class DescriptorImpl extends MetricDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.ErrorRatioMetric_displayName();
        }
    }
}

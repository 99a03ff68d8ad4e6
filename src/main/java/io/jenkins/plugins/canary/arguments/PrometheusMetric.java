package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** A plain limit: one number of the canary, and what it must not pass. */
public final class PrometheusMetric extends NamedMetric {
    private final String query;
    private Double min;
    private Double max;

    /** Creates the limit; {@code min} or {@code max} must follow. */
    @DataBoundConstructor
    public PrometheusMetric(String query) {
        this.query = query;
    }

    /** PromQL that gives one number for the canary. */
    public String getQuery() {
        return query;
    }

    /** The least that is fine, or null. */
    public Double getMin() {
        return min;
    }

    /** Sets what {@link #getMin()} says. */
    @DataBoundSetter
    public void setMin(Double min) {
        this.min = min;
    }

    /** The most that is fine, or null. */
    public Double getMax() {
        return max;
    }

    /** Sets what {@link #getMax()} says. */
    @DataBoundSetter
    public void setMax(Double max) {
        this.max = max;
    }

    @Override
    String word() {
        return "prometheus";
    }

    @Override
    void describe(SpecArguments fields) {
        fields.set("query", query);
        fields.set("min", min);
        fields.set("max", max);
        super.describe(fields);
    }

    /** The form. */
    @Extension
    @Symbol("prometheus")
    public static final class DescriptorImpl extends MetricDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.PrometheusMetric_displayName();
        }
    }
}

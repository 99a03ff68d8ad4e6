package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import hudson.util.FormValidation;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** How long requests take, by a histogram. */
public final class LatencyMetric extends ComparedMetric {
    private final String histogram;
    private final String slo;
    private List<Double> edges;
    private Double quantile;

    /** Creates the metric of a histogram's buckets. */
    @DataBoundConstructor
    public LatencyMetric(String histogram, String slo) {
        this.histogram = histogram;
        this.slo = slo;
    }

    /** Selector of the histogram's {@code _bucket} series. */
    public String getHistogram() {
        return histogram;
    }

    /** The latency that users were promised. */
    public String getSlo() {
        return slo;
    }

    /** Bucket edges to test, in seconds; null for those that the baseline's history suggests. */
    public List<Double> getEdges() {
        return edges;
    }

    /** Sets what {@link #getEdges()} says. */
    @DataBoundSetter
    public void setEdges(List<Double> edges) {
        this.edges = edges == null || edges.isEmpty() ? null : new ArrayList<>(edges);
    }

    /** A quantile to watch, such as 0.99; null if it was not given. */
    public Double getQuantile() {
        return quantile;
    }

    /** Sets what {@link #getQuantile()} says. */
    @DataBoundSetter
    public void setQuantile(Double quantile) {
        this.quantile = quantile;
    }

    @Override
    String word() {
        return "latency";
    }

    @Override
    void describe(SpecArguments fields) {
        fields.set("histogram", histogram);
        fields.set("slo", slo);
        fields.set("edges", edges);
        fields.set("quantile", quantile);
        super.describe(fields);
    }

    /** The form. */
    @Extension
    @Symbol("latency")
    public static final class DescriptorImpl extends MetricDescriptor {
        /** Creates the form. */
        public DescriptorImpl() {
            super("edges");
        }

        @Override
        public String getDisplayName() {
            return Messages.LatencyMetric_displayName();
        }

        /** Checks that it is a duration. */
        @POST
        public FormValidation doCheckSlo(@QueryParameter String value) {
            return Checks.neededDuration(value);
        }
    }
}

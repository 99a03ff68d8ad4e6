package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** The share of requests that went wrong. */
public final class ErrorRatioMetric extends ComparedMetric {
    private final String total;
    private final String bad;

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

    @Override
    String word() {
        return "errorRatio";
    }

    @Override
    void describe(SpecArguments fields) {
        fields.set("total", total);
        fields.set("bad", bad);
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

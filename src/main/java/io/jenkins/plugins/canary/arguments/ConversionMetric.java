package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** The share of requests that did what they are for. */
public final class ConversionMetric extends ComparedMetric {
    private final String total;
    private final String good;

    /** Creates the metric of two counters. */
    @DataBoundConstructor
    public ConversionMetric(String total, String good) {
        this.total = total;
        this.good = good;
    }

    /** Selector of the counter of all requests. */
    public String getTotal() {
        return total;
    }

    /** Selector of the counter of those that did what they are for. */
    public String getGood() {
        return good;
    }

    @Override
    String word() {
        return "conversion";
    }

    @Override
    void describe(SpecArguments fields) {
        fields.set("total", total);
        fields.set("good", good);
        super.describe(fields);
    }

    /** The form. */
    @Extension
    @Symbol("conversion")
    public static final class DescriptorImpl extends MetricDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.ConversionMetric_displayName();
        }
    }
}

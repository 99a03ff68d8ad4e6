package io.jenkins.plugins.canary.arguments;

import hudson.Extension;
import hudson.Util;
import hudson.util.ListBoxModel;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/** A value per event, such as revenue per order. */
public final class MeanMetric extends ComparedMetric {
    private final String sum;
    private final String count;
    private String bad;

    /** Creates the metric of two counters. */
    @DataBoundConstructor
    public MeanMetric(String sum, String count) {
        this.sum = sum;
        this.count = count;
    }

    /** Selector of the counter of the sum. */
    public String getSum() {
        return sum;
    }

    /** Selector of the counter of the values. */
    public String getCount() {
        return count;
    }

    /** Which way is worse: up or down; null for down. */
    public String getBad() {
        return bad;
    }

    /** Sets what {@link #getBad()} says. */
    @DataBoundSetter
    public void setBad(String bad) {
        this.bad = Util.fixEmptyAndTrim(bad);
    }

    @Override
    String word() {
        return "mean";
    }

    @Override
    void describe(SpecArguments fields) {
        fields.set("sum", sum);
        fields.set("count", count);
        fields.set("bad", bad);
        super.describe(fields);
    }

    /** The form. */
    @Extension
    @Symbol("mean")
    public static final class DescriptorImpl extends MetricDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.MeanMetric_displayName();
        }

        /** The ways. */
        @POST
        public ListBoxModel doFillBadItems() {
            return Choices.directions();
        }
    }
}
